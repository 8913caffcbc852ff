package io.databricksoperator.simulator;

import java.util.ArrayList;
import java.util.List;

/** One item of {@code repair_history}: the original run, or a repair. */
final class HistoryItem {
  /** 0 for the original run, which has no id. */
  final long repairId;

  final long startTime;
  long endTime;
  Outcome outcome;
  final List<Long> taskRunIds = new ArrayList<>();

  HistoryItem(long repairId, long startTime) {
    this.repairId = repairId;
    this.startTime = startTime;
  }
}

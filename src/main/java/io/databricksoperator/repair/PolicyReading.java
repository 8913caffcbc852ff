package io.databricksoperator.repair;

import java.util.List;

/** What came of reading a policy as someone wrote it. */
public sealed interface PolicyReading {

  /** It can be applied. */
  record Valid(RepairPolicy policy) implements PolicyReading {}

  /**
   * It cannot.
   *
   * @param problems a sentence for each fault, beginning with its path: {@code
   *     repairPolicy.rules[1].when.errorMatches: ...}
   */
  record Invalid(List<String> problems) implements PolicyReading {}
}

package io.databricksoperator.repair;

import java.util.Optional;

/** One thing that can settle the question by itself. */
@FunctionalInterface
interface Check {

  /** The verdict, or nothing if this check leaves it to the next one. */
  Optional<Verdict> judge(RepairQuestion question);
}

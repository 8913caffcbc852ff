package io.databricksoperator.simulator;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A condition task's comparison: equality compares texts, everything else numbers
 * (databricks-api.md 3.5). Pure.
 */
final class Condition {
  private Condition() {}

  /** Empty when numbers are needed and an operand is none. */
  static Optional<Boolean> evaluate(String op, String left, String right) {
    return switch (op) {
      case "EQUAL_TO" -> Optional.of(left.equals(right));
      case "NOT_EQUAL" -> Optional.of(!left.equals(right));
      default -> number(left).flatMap(l -> number(right).map(r -> compare(op, l.compareTo(r))));
    };
  }

  private static boolean compare(String op, int order) {
    return switch (op) {
      case "GREATER_THAN" -> order > 0;
      case "GREATER_THAN_OR_EQUAL" -> order >= 0;
      case "LESS_THAN" -> order < 0;
      default -> order <= 0;
    };
  }

  private static Optional<BigDecimal> number(String text) {
    try {
      return Optional.of(new BigDecimal(text.strip()));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}

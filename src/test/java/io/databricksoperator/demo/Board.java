package io.databricksoperator.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Shows what happens while it happens. */
sealed interface Board {

  /** One for a terminal of this width; plain lines where there is none. */
  static Board of(PrintStream out, int width) {
    return width > 0 ? new Table(out, Math.max(60, width)) : new Lines(out);
  }

  /** Shows how things are now. */
  void show(Duration since, List<Row> rows);

  private static String seconds(Duration since) {
    return String.format(Locale.ROOT, "%5.1fs", since.toMillis() / 1000.0);
  }

  /** A table that changes in place. */
  final class Table implements Board {
    private static final String FORMAT = "%-9s  %-18s  %-13s  %-8s  ";
    private static final int INDENT = String.format(FORMAT, "", "", "", "").length();
    private static final String CLEAR_TO_END_OF_LINE = "\u001b[K";
    private static final String UP = "\u001b[%dA";
    private static final String BOLD = "\u001b[1m";
    private static final String GREEN = "\u001b[32m";
    private static final String YELLOW = "\u001b[33m";
    private static final String RED = "\u001b[31m";
    private static final String PLAIN = "\u001b[0m";

    private final PrintStream out;
    private final int width;
    private int shown;

    private Table(PrintStream out, int width) {
      this.out = out;
      this.width = width;
    }

    @Override
    public void show(Duration since, List<Row> rows) {
      var text = new StringBuilder();
      if (shown > 0) {
        text.append(UP.formatted(shown));
      }
      line(text, BOLD, FORMAT.formatted("KIND", "NAME", "STATE", "ATTEMPTS") + "MESSAGE");
      for (var row : rows) {
        line(text, color(row), line(row));
      }
      line(text, PLAIN, seconds(since));
      out.print(text);
      out.flush();
      shown = rows.size() + 2;
    }

    private String line(Row row) {
      var head = FORMAT.formatted(row.kind(), row.name(), row.state(), row.attempts());
      var room = Math.max(1, width - INDENT - 1);
      var message = row.message();
      return head + (message.length() > room ? message.substring(0, room - 1) + "…" : message);
    }

    private static void line(StringBuilder text, String color, String line) {
      text.append(color).append(line).append(PLAIN).append(CLEAR_TO_END_OF_LINE).append('\n');
    }

    private static String color(Row row) {
      return switch (row.state()) {
        case "Ready", "Succeeded" -> GREEN;
        case "Failed", "TimedOut", "Cancelled", "Lost" -> RED;
        case "RepairPending", "Repairing" -> YELLOW;
        default -> PLAIN;
      };
    }
  }

  /** One line for each change. */
  final class Lines implements Board {
    private final PrintStream out;
    private final Map<String, Row> before = new HashMap<>();

    private Lines(PrintStream out) {
      this.out = out;
    }

    @Override
    public void show(Duration since, List<Row> rows) {
      for (var row : rows) {
        if (!row.equals(before.put(row.kind() + row.name(), row)) && !row.state().equals("-")) {
          out.printf(
              "%s  %-9s  %-18s  %-13s  %s%n",
              seconds(since), row.kind(), row.name(), row.state(), row.message());
        }
      }
    }
  }
}

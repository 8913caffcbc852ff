package io.databricksoperator.demo;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/** A process of ours, with everything that it prints in a file. */
final class Child implements AutoCloseable {
  private static final int LAST_LINES = 15;
  private static final int SECONDS_TO_END = 10;

  private final String name;
  private final Path log;
  private final Process process;

  private Child(String name, Path log, Process process) {
    this.name = name;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts it.
   *
   * @param name names its log in the folder
   * @throws IOException when there is no such program
   */
  static Child start(String name, Path folder, List<String> command, Map<String, String> more)
      throws IOException {
    var log = folder.resolve(name + ".log");
    var builder = new ProcessBuilder(new ArrayList<>(command));
    builder.environment().putAll(more);
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
    return new Child(name, log, builder.start());
  }

  /**
   * Waits for a line that the pattern is found in.
   *
   * @return the pattern's first group
   * @throws DemoFailure when the process ended or took too long
   */
  String await(Pattern line, int seconds) throws InterruptedException, IOException {
    for (int i = 0; i < seconds * 20; i++) {
      var found = line.matcher(Files.readString(log));
      if (found.find()) {
        return found.group(1);
      }
      if (process.waitFor(50, TimeUnit.MILLISECONDS)) {
        throw ended();
      }
    }
    throw new DemoFailure(
        "the "
            + name
            + " did not say within "
            + seconds
            + " s what was waited for\n"
            + lastLines());
  }

  /**
   * Does nothing while it runs.
   *
   * @throws DemoFailure when it has ended
   */
  void mustRun() throws IOException {
    if (!process.isAlive()) {
      throw ended();
    }
  }

  private DemoFailure ended() throws IOException {
    return new DemoFailure("the " + name + " ended by itself\n" + lastLines());
  }

  private String lastLines() throws IOException {
    var lines = Files.readAllLines(log);
    var last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
    return "  the end of " + log + ":\n    " + String.join("\n    ", last);
  }

  /** Ends it, gently first. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}

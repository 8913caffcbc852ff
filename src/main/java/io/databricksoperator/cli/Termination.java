package io.databricksoperator.cli;

/** What SIGTERM leads to: everything is closed, and the exit code is 0 (design 9). */
final class Termination {

  private static volatile boolean failed;

  private Termination() {}

  /** On SIGTERM or SIGINT, closes and exits with 0. */
  static void exitsWithZero(Runnable close) {
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(
                    () -> {
                      if (!failed) {
                        close.run();
                        Runtime.getRuntime().halt(0);
                      }
                    }));
  }

  /** The process ends by itself; its exit code stands. */
  static void endsByItself() {
    failed = true;
  }
}

package io.databricksoperator.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Where a demo keeps its kubeconfig and its logs: target/demo, or target/demo-2 and so on while
 * other demos run. Who ends it in whatever way leaves it free.
 *
 * @param path of the folder
 * @param lock that says that it is taken
 */
record Folder(Path path, FileLock lock) implements AutoCloseable {
  private static final int MOST = 20;

  /**
   * Takes the first one that is free.
   *
   * @param under where they are
   * @throws DemoFailure when there are too many demos
   */
  static Folder take(Path under) throws IOException {
    for (int i = 1; i <= MOST; i++) {
      var path = under.resolve(i == 1 ? "demo" : "demo-" + i);
      Files.createDirectories(path);
      var lock = lock(path.resolve("lock"));
      if (lock != null) {
        return new Folder(path, lock);
      }
    }
    throw new DemoFailure(MOST + " demos are running; end one of them with Ctrl-C");
  }

  private static FileLock lock(Path file) throws IOException {
    var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      var lock = channel.tryLock();
      if (lock != null) {
        return lock;
      }
    } catch (OverlappingFileLockException e) {
      // A demo of this very process has it.
    }
    channel.close();
    return null;
  }

  Path kubeconfig() {
    return path.resolve("kubeconfig");
  }

  @Override
  public void close() {
    try {
      lock.acquiredBy().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package io.databricksoperator.repository;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The files of this checkout, without what .gitignore names. */
final class Checkout {
  static final Path MAIN = Path.of("src/main/java");
  static final Path TEST = Path.of("src/test/java");

  private Checkout() {}

  /** Every file, by its path from the root of the checkout. */
  static List<Path> files() {
    return under(Path.of("."));
  }

  /** Every Java file below a folder. */
  static List<Path> java(Path folder) {
    return under(folder).stream().filter(file -> file.toString().endsWith(".java")).toList();
  }

  /** Every file below a folder; none if there is no such folder. */
  static List<Path> under(Path folder) {
    var found = new ArrayList<Path>();
    if (Files.isDirectory(folder)) {
      walk(folder, new Walker(found, ignored()));
    }
    return found.stream().sorted().toList();
  }

  /** The text of a file; empty for a file that is not UTF-8 text. */
  static Optional<String> text(Path file) {
    try {
      return Optional.of(Files.readString(file));
    } catch (CharacterCodingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void walk(Path folder, Walker walker) {
    try {
      Files.walkFileTree(folder, walker);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Set<String> ignored() {
    var names = new HashSet<>(Set.of(".git", ".gitignore"));
    text(Path.of(".gitignore")).orElse("").lines().map(Checkout::bare).forEach(names::add);
    return names;
  }

  private static String bare(String line) {
    return line.endsWith("/") ? line.substring(0, line.length() - 1) : line;
  }

  private static final class Walker extends SimpleFileVisitor<Path> {
    private final List<Path> found;
    private final Set<String> ignored;

    private Walker(List<Path> found, Set<String> ignored) {
      this.found = found;
      this.ignored = ignored;
    }

    @Override
    public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
      return skipped(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (!skipped(file)) {
        found.add(file.normalize());
      }
      return FileVisitResult.CONTINUE;
    }

    private boolean skipped(Path path) {
      return ignored.contains(path.getFileName().toString());
    }
  }
}

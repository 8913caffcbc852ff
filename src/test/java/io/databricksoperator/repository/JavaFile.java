package io.databricksoperator.repository;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.ToolProvider;

/**
 * A Java file as the compiler parses it.
 *
 * @param path from the root of the checkout
 * @param unit its tree, without types
 * @param positions of its trees
 */
record JavaFile(Path path, CompilationUnitTree unit, SourcePositions positions) {

  /** Parses files, all at once. */
  static List<JavaFile> parse(List<Path> paths) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var manager = compiler.getStandardFileManager(null, null, null);
    var sources = manager.getJavaFileObjectsFromPaths(paths);
    var task =
        (JavacTask) compiler.getTask(null, manager, null, List.of("-proc:none"), null, sources);
    var positions = Trees.instance(task).getSourcePositions();
    var files = new ArrayList<JavaFile>();
    try {
      for (var unit : task.parse()) {
        files.add(new JavaFile(Path.of(unit.getSourceFile().getName()), unit, positions));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  /** How many lines the file has. */
  int lines() {
    return (int) Checkout.text(path).orElseThrow().lines().count();
  }

  /** How many lines a tree spans. */
  int lines(Tree tree) {
    LineMap map = unit.getLineMap();
    long first = map.getLineNumber(positions.getStartPosition(unit, tree));
    long last = map.getLineNumber(positions.getEndPosition(unit, tree));
    return (int) (last - first + 1);
  }

  /** Where a tree begins, as an editor opens it. */
  String at(Tree tree) {
    var line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, tree));
    return path + ":" + line;
  }
}

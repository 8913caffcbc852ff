package io.databricksoperator.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Everything is small enough to be read at once. */
class SizesTest {
  private static final int MEDIAN_FILE = 80;
  private static final int P90_FILE = 150;
  private static final int MAIN_FILE = 250;
  private static final int TEST_FILE = 300;
  private static final int METHOD = 30;
  private static final int RECONCILE = 20;
  private static final int PARAMETERS = 5;

  private static final List<JavaFile> FILES = JavaFile.parse(Checkout.java(Checkout.MAIN));

  @Test
  void mainFilesAreSmall() {
    assertThat(longerThan(MAIN_FILE, FILES)).as("main files over %d lines", MAIN_FILE).isEmpty();
  }

  @Test
  void mostMainFilesAreMuchSmaller() {
    var sizes = FILES.stream().mapToInt(JavaFile::lines).sorted().toArray();
    assertThat(sizes[sizes.length / 2]).as("median of lines").isLessThanOrEqualTo(MEDIAN_FILE);
    assertThat(sizes[sizes.length * 9 / 10]).as("p90 of lines").isLessThanOrEqualTo(P90_FILE);
  }

  @Test
  void testFilesAreSmall() {
    var tests = JavaFile.parse(Checkout.java(Checkout.TEST));
    assertThat(longerThan(TEST_FILE, tests)).as("test files over %d lines", TEST_FILE).isEmpty();
  }

  @Test
  void methodsAreShort() {
    var tooLong = longer(METHOD, method -> true);
    assertThat(tooLong).as("methods over %d lines", METHOD).isEmpty();
  }

  @Test
  void whatReconcilesIsShorterStill() {
    Predicate<MethodTree> reconciles = method -> method.getName().contentEquals("reconcile");
    assertThat(longer(0, reconciles)).as("methods named reconcile").hasSizeGreaterThan(2);
    assertThat(longer(RECONCILE, reconciles)).as("over %d lines", RECONCILE).isEmpty();
  }

  @Test
  void methodsTakeFewParameters() {
    var tooMany = new ArrayList<String>();
    everyMethod(
        (file, method, owner) -> {
          var count = method.getParameters().size();
          if (count > PARAMETERS && !constructsARecord(method, owner)) {
            tooMany.add(place(file, method) + " has " + count + " parameters");
          }
        });
    assertThat(tooMany).as("methods with over %d parameters", PARAMETERS).isEmpty();
  }

  private static List<String> longerThan(int most, List<JavaFile> files) {
    return files.stream()
        .filter(file -> file.lines() > most)
        .map(file -> file.path() + " has " + file.lines() + " lines")
        .toList();
  }

  private static List<String> longer(int most, Predicate<MethodTree> which) {
    var found = new ArrayList<String>();
    everyMethod(
        (file, method, owner) -> {
          if (which.test(method) && file.lines(method) > most) {
            found.add(place(file, method) + " has " + file.lines(method) + " lines");
          }
        });
    return found;
  }

  private static boolean constructsARecord(MethodTree method, ClassTree owner) {
    return method.getReturnType() == null && owner.getKind() == Tree.Kind.RECORD;
  }

  private static String place(JavaFile file, MethodTree method) {
    return file.at(method) + " " + method.getName();
  }

  private static void everyMethod(Visitor visitor) {
    FILES.forEach(file -> new Methods(file, visitor).scan(file.unit(), null));
  }

  private interface Visitor {
    void visit(JavaFile file, MethodTree method, ClassTree owner);
  }

  private static final class Methods extends TreeScanner<Void, ClassTree> {
    private final JavaFile file;
    private final Visitor visitor;

    private Methods(JavaFile file, Visitor visitor) {
      this.file = file;
      this.visitor = visitor;
    }

    @Override
    public Void visitClass(ClassTree type, ClassTree outer) {
      return super.visitClass(type, type);
    }

    @Override
    public Void visitMethod(MethodTree method, ClassTree owner) {
      visitor.visit(file, method, owner);
      return super.visitMethod(method, owner);
    }
  }
}

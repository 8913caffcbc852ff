package io.databricksoperator.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What no file of ours does, and there is no way to switch a check off. */
class HabitsTest {
  /** Where anything may be caught, since it must go on whatever happens; three places at most. */
  private static final List<String> CATCH_ALLS =
      List.of("kube/Recovery.java", "time/Loop.java", "time/Timers.java");

  /** And the one of the simulator, a program of its own: its mistakes are answers, and logged. */
  private static final String OF_THE_SIMULATOR = "simulator/Gateway.java";

  /** What catches everything without saying so. */
  private static final Pattern QUIET_CATCH_ALL =
      Pattern.compile("\\.(handle|exceptionally|whenComplete)(Async)?$");

  private static final Set<String> EVERYTHING =
      Set.of("Exception", "RuntimeException", "Throwable", "Error");

  private static final Pattern CLOCKLESS =
      Pattern.compile(
          "(Instant|Local(Date|Time|DateTime)|(Zoned|Offset)DateTime|Year)\\.now"
              + "|System\\.currentTimeMillis");

  /** Names that say nothing of what a class is. */
  private static final Pattern EMPTY_NAME =
      Pattern.compile("^Abstract[A-Z]|Utils?(?![a-z])|Helper|Manager|Impl(?![a-z])");

  private static final List<JavaFile> MAIN = JavaFile.parse(Checkout.java(Checkout.MAIN));
  private static final List<JavaFile> TEST = JavaFile.parse(Checkout.java(Checkout.TEST));

  @Test
  void nothingIsSuppressedOrDisabled() {
    var annotations = Set.of("SuppressWarnings", "Disabled", "Ignore");
    assertThat(
            found(
                everywhere(),
                tree ->
                    tree instanceof AnnotationTree annotation
                        && annotations.contains(lastName(annotation.getAnnotationType()))))
        .isEmpty();
  }

  @Test
  void noCommentSwitchesACheckOffOrPutsWorkOff() {
    // Written so that this file does not hold the words itself.
    var words =
        Pattern.compile(
            "\\b(TO" + "DO|FIX" + "ME|NO" + "PMD|NO" + "SONAR)\\b|(?i)checkstyle[:-]" + "off");
    var places =
        everywhere()
            .map(JavaFile::path)
            .filter(file -> words.matcher(Checkout.text(file).orElseThrow()).find());
    assertThat(places).isEmpty();
  }

  @Test
  void anythingIsCaughtOnlyInTheNamedPlaces() {
    assertThat(CATCH_ALLS).hasSizeLessThanOrEqualTo(3);
    var named = Stream.concat(CATCH_ALLS.stream(), Stream.of(OF_THE_SIMULATOR)).toList();
    var strict = MAIN.stream().filter(file -> named.stream().noneMatch(file.path()::endsWith));
    assertThat(found(strict, HabitsTest::catchesEverything)).isEmpty();
  }

  @Test
  void nobodySleeps() {
    assertThat(
            found(
                everywhere(),
                tree -> calls(tree, Pattern.compile("(Thread|TimeUnit\\.\\w+)\\.sleep"))))
        .isEmpty();
  }

  @Test
  void mainCodeReadsNoClockButTheInjectedOne() {
    assertThat(found(MAIN.stream(), HabitsTest::readsTheWallClock)).isEmpty();
  }

  @Test
  void nothingIsMocked() {
    assertThat(found(everywhere(), tree -> imports(tree, Pattern.compile("^org\\.mockito\\."))))
        .isEmpty();
  }

  @Test
  void nothingIsImportedByTheDozen() {
    assertThat(found(everywhere(), tree -> imports(tree, Pattern.compile("\\*$")))).isEmpty();
  }

  @Test
  void classNamesSayWhatAClassIs() {
    assertThat(
            found(
                everywhere(),
                tree ->
                    tree instanceof ClassTree type
                        && EMPTY_NAME.matcher(type.getSimpleName()).find()))
        .isEmpty();
  }

  private static Stream<JavaFile> everywhere() {
    return Stream.concat(MAIN.stream(), TEST.stream());
  }

  private static boolean catchesEverything(Tree tree) {
    if (!(tree instanceof CatchTree caught)) {
      return catchesQuietly(tree);
    }
    var type = caught.getParameter().getType();
    List<? extends Tree> types =
        type instanceof UnionTypeTree union ? union.getTypeAlternatives() : List.of(type);
    return types.stream().anyMatch(one -> EVERYTHING.contains(lastName(one)));
  }

  private static boolean catchesQuietly(Tree tree) {
    return tree instanceof MethodInvocationTree call
        && calls(call, QUIET_CATCH_ALL)
        && call.getArguments().stream()
            .anyMatch(a -> a instanceof LambdaExpressionTree || a instanceof MemberReferenceTree);
  }

  private static boolean readsTheWallClock(Tree tree) {
    return switch (tree) {
      case MethodInvocationTree call -> call.getArguments().isEmpty() && calls(call, CLOCKLESS);
      case NewClassTree made ->
          made.getArguments().isEmpty() && lastName(made.getIdentifier()).equals("Date");
      default -> false;
    };
  }

  private static boolean calls(Tree tree, Pattern method) {
    return tree instanceof MethodInvocationTree call
        && method.matcher(call.getMethodSelect().toString()).find();
  }

  private static boolean imports(Tree tree, Pattern name) {
    return tree instanceof ImportTree line
        && name.matcher(line.getQualifiedIdentifier().toString()).find();
  }

  private static String lastName(Tree name) {
    return name.toString().substring(name.toString().lastIndexOf('.') + 1);
  }

  private static List<String> found(Stream<JavaFile> files, Predicate<Tree> bad) {
    var places = new ArrayList<String>();
    files.forEach(file -> new Finder(file, bad, places).scan(file.unit(), null));
    return places;
  }

  private static final class Finder extends TreeScanner<Void, Void> {
    private final JavaFile file;
    private final Predicate<Tree> bad;
    private final List<String> places;

    private Finder(JavaFile file, Predicate<Tree> bad, List<String> places) {
      this.file = file;
      this.bad = bad;
      this.places = places;
    }

    @Override
    public Void scan(Tree tree, Void nothing) {
      if (tree != null && bad.test(tree)) {
        places.add(file.at(tree) + " " + tree.toString().strip().lines().findFirst().orElse(""));
      }
      return super.scan(tree, nothing);
    }
  }
}

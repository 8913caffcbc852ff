package io.databricksoperator.repository;

import static org.assertj.core.api.Assertions.assertThat;

import io.databricksoperator.crds.PageTables;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages say all that the code says. */
class DocsTest {
  private static final Path DOCS = Path.of("docs");
  private static final Path ROOMS = Checkout.MAIN.resolve("io/databricksoperator");

  /** The page of each kind, and the rooms that write its status. */
  private static final Map<String, String> PAGES =
      Map.of("DatabricksWorkspace", "workspace", "DatabricksJob", "job", "DatabricksRun", "run");

  private static final Pattern CONDITION = Pattern.compile("\\bConditionType\\.([A-Z]\\w+)");
  private static final Pattern OPTION = Pattern.compile("names = \"(--[a-z-]+)\"");
  private static final Pattern METER =
      Pattern.compile("[A-Z_]+\\(\\s*\"([a-z_]+)\",\\s+\"([^\"]+)\\.\"\\)");
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(#[^)]*)?\\)");

  @Test
  void everyTableOfFieldsAndReasonsIsUpToDate() {
    for (var page : pages()) {
      assertThat(text(page))
          .as("%s is out of date: make docs", page)
          .isEqualTo(PageTables.upToDate(text(page)));
    }
  }

  @Test
  void everyKindHasAPageWithAllItsFieldsAndReasons() {
    PAGES.forEach(
        (kind, room) ->
            assertThat(page(kind))
                .contains("<!-- table: spec of " + kind + " -->")
                .contains("<!-- table: status of " + kind + " -->")
                .containsPattern("<!-- table: reasons of " + room + "[ a-z]* -->")
                .contains("## Example", "## How to debug"));
  }

  @Test
  void everyConditionThatAKindHasIsInItsPage() {
    PAGES.forEach(
        (kind, room) ->
            assertThat(found(CONDITION, ROOMS.resolve(room)))
                .as("conditions of %s", kind)
                .hasSizeGreaterThan(3)
                .allSatisfy(type -> assertThat(page(kind)).contains("| `" + type + "` |")));
  }

  @Test
  void everyOptionOfTheOperatorIsInItsPageWithItsVariable() {
    assertThat(found(OPTION, ROOMS.resolve("cli/OperatorCommand.java")))
        .hasSizeGreaterThan(5)
        .allSatisfy(
            option -> {
              var name = option.substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
              assertThat(text(DOCS.resolve("operator.md")))
                  .contains("| `" + option + "` | `DATABRICKS_OPERATOR_" + name + "` |");
            });
  }

  @Test
  void everyMetricIsInThePageOfTheOperator() {
    var meters = METER.matcher(text(ROOMS.resolve("metrics/Metric.java"))).results().toList();
    assertThat(meters)
        .hasSizeGreaterThan(6)
        .allSatisfy(
            meter ->
                assertThat(text(DOCS.resolve("operator.md")))
                    .containsPattern(
                        "\\| `databricks_operator_"
                            + meter.group(1)
                            + "(_total|_seconds)?` \\|.*\\| (?i:"
                            + meter.group(2)
                            + ")"));
  }

  @Test
  void everyLinkToAFileLeadsToOne() {
    for (var page : Checkout.files()) {
      if (page.toString().endsWith(".md")) {
        LINK.matcher(text(page))
            .results()
            .map(match -> match.group(1))
            .filter(link -> !link.contains("://"))
            .forEach(link -> assertThat(page.resolveSibling(link)).as("link in %s", page).exists());
      }
    }
  }

  private static Set<String> found(Pattern pattern, Path under) {
    var files = Files.isDirectory(under) ? Checkout.under(under) : List.of(under);
    return files.stream()
        .flatMap(file -> pattern.matcher(text(file)).results())
        .map(match -> match.group(1))
        .collect(Collectors.toSet());
  }

  private static String page(String kind) {
    return text(DOCS.resolve(kind.toLowerCase(Locale.ROOT) + ".md"));
  }

  private static List<Path> pages() {
    return Checkout.under(DOCS).stream().filter(file -> file.toString().endsWith(".md")).toList();
  }

  private static String text(Path file) {
    return Checkout.text(file).orElseThrow();
  }
}

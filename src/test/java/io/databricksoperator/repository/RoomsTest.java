package io.databricksoperator.repository;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Which room may import which, and which room alone knows a library. */
class RoomsTest {
  private static final String ROOT = "io.databricksoperator";

  /** Each room of main, and the rooms that it may import. (root) is the package of Main. */
  private static final Map<String, Set<String>> ARROWS =
      table(
          """
          (root)          : cli
          cli             : operator simulator
          api             :
          text            :
          databricks      : text
          databricks.rest : databricks text
          settings        : text
          time            :
          repair          : api databricks text time
          kube            : api text time
          workspace       : api databricks kube time
          effect          : api databricks kube time workspace
          job             : api databricks effect kube repair settings time workspace
          run             : api databricks effect kube repair settings time workspace
          metrics         : databricks job run
          operator        : api databricks databricks.rest job kube metrics repair run settings time workspace
          simulator       :
          """);

  /** The same for rooms that only tests have; one that is not named here may import anything. */
  private static final Map<String, Set<String>> TEST_ARROWS =
      table(
          """
          crds       : api
          embedded   :
          repository : crds
          """);

  /** Libraries, by the beginning of their packages, and the rooms that may import them. */
  private static final Map<String, Set<String>> LIBRARIES =
      table(
          """
          okhttp3               : databricks.rest
          com.databricks.sdk    : api
          io.micrometer         : metrics operator
          io.prometheus         : metrics operator
          io.fabric8            : api kube workspace effect job run operator cli
          io.javaoperatorsdk    : kube workspace effect job run operator
          picocli               : (root) cli
          """);

  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private static final JavaClasses TEST =
      new ClassFileImporter()
          .withImportOption(new ImportOption.OnlyIncludeTests())
          .importPackages(ROOT);

  @Test
  void everyPackageIsARoomOfTheTable() {
    var rooms = MAIN.stream().map(RoomsTest::room).collect(Collectors.toCollection(HashSet::new));
    assertThat(ARROWS.keySet()).as("rooms of RoomsTest").containsAll(rooms);
  }

  @Test
  void roomsImportOnlyWhatTheTableSays() {
    ARROWS.forEach((room, others) -> importsOnly(room, others).check(MAIN));
  }

  @Test
  void testRoomsImportOnlyWhatTheTableSays() {
    TEST_ARROWS.forEach((room, others) -> importsOnly(room, others).check(TEST));
  }

  @Test
  void librariesStayInTheirRooms() {
    LIBRARIES.forEach((library, rooms) -> keptTo(library, rooms).check(MAIN));
  }

  @Test
  void theTableNamesOnlyRooms() {
    LIBRARIES.values().forEach(rooms -> assertThat(ARROWS.keySet()).containsAll(rooms));
    ARROWS.values().forEach(rooms -> assertThat(ARROWS.keySet()).containsAll(rooms));
  }

  @Test
  void jobAndRunDoNotKnowEachOther() {
    assertThat(ARROWS.get("job")).doesNotContain("run");
    assertThat(ARROWS.get("run")).doesNotContain("job");
  }

  @Test
  void noRoomImportsItselfByWayOfOthers() {
    slices().matching(ROOT + ".(**)").should().beFreeOfCycles().check(MAIN);
  }

  private static ArchRule importsOnly(String room, Set<String> others) {
    return classes()
        .that(describe("are in " + room, type -> room(type).equals(room)))
        .should()
        .onlyDependOnClassesThat(
            describe(
                "are in " + others,
                type ->
                    !type.getPackageName().startsWith(ROOT)
                        || room(type).equals(room)
                        || others.contains(room(type))))
        .allowEmptyShould(true);
  }

  private static ArchRule keptTo(String library, Set<String> rooms) {
    return classes()
        .that(describe("are outside " + rooms, type -> !rooms.contains(room(type))))
        .should()
        .onlyDependOnClassesThat(
            describe("are not of " + library, type -> !type.getPackageName().startsWith(library)));
  }

  private static String room(JavaClass type) {
    var name = type.getPackageName();
    return name.equals(ROOT)
        ? "(root)"
        : name.substring(Math.min(name.length(), ROOT.length() + 1));
  }

  private static Map<String, Set<String>> table(String text) {
    var table = new TreeMap<String, Set<String>>();
    for (var line : text.lines().toList()) {
      var cells = line.split(":", 2);
      var others = Arrays.stream(cells[1].strip().split(" +")).filter(name -> !name.isEmpty());
      table.put(cells[0].strip(), others.collect(Collectors.toSet()));
    }
    return table;
  }
}

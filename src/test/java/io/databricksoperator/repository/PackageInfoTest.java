package io.databricksoperator.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Each room says at its door what it is for, what it may import and who calls it. */
class PackageInfoTest {

  @Test
  void everyPackageHasAPackageInfo() {
    assertThat(packages().filter(folder -> !Files.exists(info(folder))))
        .as("packages without package-info.java")
        .isEmpty();
  }

  @Test
  void everyPackageInfoHasAPurposeAndSaysWhatItMayImportAndWhoCallsIt() {
    var infos = Checkout.java(Checkout.MAIN).stream().filter(f -> f.endsWith("package-info.java"));
    assertThat(infos)
        .allSatisfy(
            info ->
                assertThat(Checkout.text(info).orElseThrow())
                    .as(info.toString())
                    .containsPattern("^/\\*\\*\\s+\\* \\w[^.]{20,}")
                    .contains("May import:", "Called by:"));
  }

  private static Stream<Path> packages() {
    return Checkout.java(Checkout.MAIN).stream().map(Path::getParent).distinct();
  }

  private static Path info(Path folder) {
    return folder.resolve("package-info.java");
  }
}

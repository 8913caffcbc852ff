package io.databricksoperator.repository;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** No text file tells of the machine that it was written on. */
class WordsTest {
  // Put together here so that this file does not hold the words itself.
  private static final Pattern HOST_PATH =
      Pattern.compile("(?<![\\w.~}<>-])/(" + "tmp/|home/|(work|root)(?![\\w-]))");

  private static final Pattern REGISTRY =
      Pattern.compile(
          List.of(
                  "repo1?.maven.apache",
                  "repo1.maven",
                  "pypi",
                  "files.pythonhosted",
                  "registry.npmjs",
                  "proxy.golang")
              .stream()
              .map(name -> name.replace(".", "\\.") + "\\.org\\b")
              .collect(Collectors.joining("|")));

  @Test
  void noFileNamesAPathOfTheMachineItWasWrittenOn() {
    assertThat(lines(HOST_PATH)).isEmpty();
  }

  @Test
  void noFileNamesAPackageRegistry() {
    assertThat(lines(REGISTRY)).isEmpty();
  }

  @Test
  void theWordsAreFoundWhereTheyStand() {
    assertThat(HOST_PATH.matcher("cd /" + "work && make").find()).isTrue();
    assertThat(HOST_PATH.matcher("file:/" + "tmp/x").find()).isTrue();
    assertThat(HOST_PATH.matcher("/workspace/x, /Workspace/Users, a/" + "work").find()).isFalse();
    assertThat(REGISTRY.matcher("https://pypi." + "org/simple").find()).isTrue();
  }

  private static List<String> lines(Pattern words) {
    var found = new ArrayList<String>();
    for (var file : Checkout.files()) {
      Checkout.text(file).ifPresent(text -> collect(words, file, text, found));
    }
    return found;
  }

  private static void collect(Pattern words, Path file, String text, List<String> found) {
    var number = 0;
    for (var line : text.lines().toList()) {
      number++;
      if (words.matcher(line).find()) {
        found.add(file + ":" + number + " " + line.strip());
      }
    }
  }
}

package io.databricksoperator.repository;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class FormatTest {

  @Test
  void everyJavaFileIsAsTheFormatterWritesIt() throws FormatterException {
    var formatter = new Formatter();
    var unformatted = new ArrayList<Path>();
    for (var file : Checkout.java(Path.of("src"))) {
      var text = Checkout.text(file).orElseThrow();
      if (!formatter.formatSourceAndFixImports(text).equals(text)) {
        unformatted.add(file);
      }
    }
    assertThat(unformatted).as("files that `make format` would change").isEmpty();
  }
}

package io.databricksoperator.repair;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One folder: in.yaml tells what happened, out.yaml what is decided and why. */
record GoldenCase(Path folder) {

  private static final Path ROOT = Path.of("src/test/resources/repair");
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  static List<GoldenCase> all() throws IOException {
    try (var folders = Files.list(ROOT)) {
      return folders.sorted().map(GoldenCase::new).toList();
    }
  }

  String name() {
    return folder.getFileName().toString();
  }

  Written in() throws IOException {
    return YAML.readValue(folder.resolve("in.yaml").toFile(), Written.class);
  }

  Map<?, ?> expected() throws IOException {
    return YAML.readValue(folder.resolve("out.yaml").toFile(), Map.class);
  }

  Map<?, ?> decided() throws IOException {
    var in = in();
    if (in.policy() == null) {
      return told(in, RepairChain.decide(in.question(null)));
    }
    return switch (RepairPolicy.of(in.policy())) {
      case PolicyReading.Invalid(var problems) -> Map.of("problems", problems);
      case PolicyReading.Valid(var policy) -> told(in, RepairChain.decide(in.question(policy)));
    };
  }

  private static Map<?, ?> told(Written in, Verdict verdict) {
    var out = new LinkedHashMap<String, Object>();
    switch (verdict) {
      case Verdict.Repair repair -> {
        out.put("repairAt", repair.at().toString());
        out.put("why", repair.why());
        out.put("rerun", FailedTasks.toRerun(in.view()));
      }
      case Verdict.Stop stop -> {
        out.put("stop", stop.reason().name());
        out.put("why", stop.why());
      }
    }
    return out;
  }
}

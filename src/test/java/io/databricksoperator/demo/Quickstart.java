package io.databricksoperator.demo;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The manifests of examples/quickstart, which are applied as they are but for the host. */
final class Quickstart {
  private static final Path FOLDER = Path.of("examples", "quickstart");
  private static final Path RUNS = FOLDER.resolve("runs");

  private final KubernetesClient client;

  Quickstart(KubernetesClient client) {
    this.client = client;
  }

  /** The token in the workspace's Secret: the simulator has to accept it. */
  String token() throws IOException {
    return read(FOLDER, "").stream()
        .filter(Secret.class::isInstance)
        .map(Secret.class::cast)
        .map(Secret::getStringData)
        .map((Map<String, String> data) -> data.get("token"))
        .findFirst()
        .orElseThrow();
  }

  /** Applies the workspace, its Secret and the jobs; the workspace gets this host. */
  void applyJobs(String host) throws IOException {
    read(FOLDER, host).forEach(this::apply);
  }

  /** Applies the runs. */
  void applyRuns() throws IOException {
    read(RUNS, "").forEach(this::apply);
  }

  private void apply(HasMetadata resource) {
    client.resource(resource).fieldManager("demo").serverSideApply();
  }

  /** What kubectl apply -f of a folder reads: its files, and not those of folders in it. */
  private List<HasMetadata> read(Path folder, String host) throws IOException {
    var resources = new ArrayList<HasMetadata>();
    try (var files = Files.list(folder)) {
      for (var file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        var text = Files.readString(file).replaceAll("(?m)^  host: .*$", "  host: " + host);
        resources.addAll(
            client.load(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))).items());
      }
    }
    return resources;
  }
}

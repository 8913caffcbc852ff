package io.databricksoperator.demo;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.api.DatabricksWorkspace;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a person sees of one object.
 *
 * @param kind a word
 * @param name of the object
 * @param state READY and its reason, or the phase of a run
 * @param attempts of a run; empty for others
 * @param message what it says
 */
record Row(String kind, String name, String state, String attempts, String message) {

  /** Every object of ours, as Kubernetes has it now. */
  static List<Row> all(KubernetesClient client) {
    var rows = new ArrayList<Row>();
    list(client, DatabricksWorkspace.class).forEach(workspace -> rows.add(of(workspace)));
    list(client, DatabricksJob.class).forEach(job -> rows.add(of(job)));
    list(client, DatabricksRun.class).forEach(run -> rows.add(of(run)));
    return rows;
  }

  static <T extends HasMetadata> List<T> list(KubernetesClient client, Class<T> kind) {
    return client.resources(kind).inNamespace("default").list().getItems().stream()
        .sorted((a, b) -> a.getMetadata().getName().compareTo(b.getMetadata().getName()))
        .toList();
  }

  private static Row of(DatabricksWorkspace workspace) {
    var status = workspace.getStatus();
    return ofReady(
        "workspace",
        workspace.getMetadata().getName(),
        status == null ? List.of() : status.conditions());
  }

  private static Row of(DatabricksJob job) {
    var status = job.getStatus();
    return ofReady(
        "job", job.getMetadata().getName(), status == null ? List.of() : status.conditions());
  }

  private static Row ofReady(String kind, String name, List<Condition> conditions) {
    var ready = ready(conditions);
    return new Row(
        kind,
        name,
        ready.map(c -> c.getStatus().equals("True") ? "Ready" : c.getReason()).orElse("-"),
        "",
        ready.map(Condition::getMessage).orElse(""));
  }

  private static Row of(DatabricksRun run) {
    var status = run.getStatus();
    var name = run.getMetadata().getName();
    return status == null || status.phase() == null
        ? new Row("run", name, "-", "", "")
        : new Row(
            "run",
            name,
            status.phase().name(),
            status.attemptCount() == null ? "" : status.attemptCount().toString(),
            status.message() == null ? "" : status.message());
  }

  private static Optional<Condition> ready(List<Condition> conditions) {
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(c -> c.getType().equals("Ready")).findFirst();
  }

  boolean isReady() {
    return state.equals("Ready");
  }
}

package io.databricksoperator.demo;

import io.databricksoperator.embedded.EmbeddedKubernetes;
import io.databricksoperator.fixtures.OurProcess;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Everything that runs: Kubernetes in this process, the simulator and the operator as others. */
final class Stage implements AutoCloseable {
  /** How many times faster than a clock the simulator's time goes. */
  static final int SPEED = 20;

  private static final Path TARGET = Path.of("target");
  private static final Path JAR = TARGET.resolve("databricks-operator.jar");
  private static final Path CRDS = Path.of("deploy", "crds");
  private static final Pattern LISTENING = Pattern.compile("listening on (http://\\S+)");
  private static final Pattern STARTED = Pattern.compile("\"managementPort\":\"?(\\d+)");
  private static final int PATIENCE = 120;

  /** A process that lives for a minute is not worth optimising much. */
  private static final String QUICK_START = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC";

  private final Deque<AutoCloseable> open = new ArrayDeque<>();
  private final List<OurProcess> children = new ArrayList<>();
  private final Folder folder;
  private final EmbeddedKubernetes kubernetes;
  private final Simulator simulator;
  private final String management;

  /**
   * Starts all of it; returns once it answers.
   *
   * @param launcher the command that starts the program
   */
  Stage(List<String> launcher) throws IOException, InterruptedException {
    boolean started = false;
    try {
      folder = opened(Folder.take(TARGET));
      copyJar();
      kubernetes = opened(EmbeddedKubernetes.start(crds()));
      kubernetes.writeKubeconfig(folder.kubeconfig());
      simulator = opened(new Simulator(simulator(launcher)));
      management = "http://127.0.0.1:" + operator(launcher);
      started = true;
    } finally {
      if (!started) {
        close();
      }
    }
  }

  /** The next build must not take the program away from under a demo that is kept. */
  private void copyJar() throws IOException {
    if (Files.exists(JAR)) {
      Files.copy(JAR, jar(), StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private Path jar() {
    return folder.path().resolve(JAR.getFileName()).toAbsolutePath();
  }

  private String simulator(List<String> launcher) throws IOException, InterruptedException {
    var token = new Quickstart(kubernetes.client()).token();
    var command =
        List.of("simulator", "--port", "0", "--token", token, "--speed", Integer.toString(SPEED));
    return child("simulator", launcher, command, Map.of()).await(LISTENING, PATIENCE);
  }

  private String operator(List<String> launcher) throws IOException, InterruptedException {
    var command = List.of("operator", "--management-port", "0", "--allowed-host", simulator.url());
    var environment = Map.of("KUBECONFIG", kubeconfig().toString());
    return child("operator", launcher, command, environment).await(STARTED, PATIENCE);
  }

  private OurProcess child(
      String name, List<String> launcher, List<String> command, Map<String, String> environment)
      throws IOException {
    var whole = new ArrayList<>(launcher);
    whole.addAll(command);
    var more = new HashMap<>(environment);
    more.put("JAVA_OPTS", QUICK_START);
    more.put("DATABRICKS_OPERATOR_JAR", jar().toString());
    var child = opened(OurProcess.start(name, folder.path(), whole, more));
    children.add(child);
    return child;
  }

  private static List<Path> crds() throws IOException {
    try (var files = Files.list(CRDS)) {
      return files.sorted().toList();
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    open.push(resource);
    return resource;
  }

  KubernetesClient client() {
    return kubernetes.client();
  }

  Simulator simulator() {
    return simulator;
  }

  /** Where the operator's probes and metrics are. */
  String management() {
    return management;
  }

  String kubernetesUrl() {
    return kubernetes.url();
  }

  Path kubeconfig() {
    return folder.kubeconfig().toAbsolutePath();
  }

  Path logs() {
    return folder.path();
  }

  /**
   * Does nothing while everything runs.
   *
   * @throws OurProcess.Failure when a process has ended
   */
  void mustRun() throws IOException {
    for (var child : children) {
      child.mustRun();
    }
  }

  /** Ends everything, the newest first. A second call does nothing. */
  @Override
  public synchronized void close() {
    while (!open.isEmpty()) {
      end(open.pop());
    }
  }

  private static void end(AutoCloseable resource) {
    switch (resource) {
      case OurProcess child -> child.close();
      case Simulator simulator -> simulator.close();
      case EmbeddedKubernetes kubernetes -> kubernetes.close();
      case Folder folder -> folder.close();
      default -> throw new IllegalStateException(resource.toString());
    }
  }
}

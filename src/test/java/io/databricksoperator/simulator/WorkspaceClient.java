package io.databricksoperator.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;

/** A simulated workspace whose time only moves when told, and a plain HTTP client of it. */
final class WorkspaceClient implements AutoCloseable {
  static final Instant START = Instant.parse("2026-03-02T08:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SimulatorServer server;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  private WorkspaceClient(SimulatorServer server) {
    this.server = server;
  }

  /** One answer. */
  record Reply(int status, JsonNode body, HttpResponse<String> raw) {
    String code() {
      return body.path("error_code").asText();
    }

    String message() {
      return body.path("message").asText();
    }
  }

  static WorkspaceClient start() {
    return start(SimulatorOptions.defaults().withBaseClock(Clock.fixed(START, ZoneOffset.UTC)));
  }

  static WorkspaceClient start(SimulatorOptions options) {
    try {
      return new WorkspaceClient(
          SimulatorServer.start(options.withToken("t").withClient("app", "s3cret")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String url() {
    return server.url();
  }

  HttpClient http() {
    return http;
  }

  /**
   * A request to the Jobs API or, with a leading slash, to any path; quotes may be written as '.
   */
  HttpRequest.Builder request(String method, String path, String body) {
    String full = path.startsWith("/") ? path : "/api/2.2/jobs/" + path;
    return HttpRequest.newBuilder(URI.create(url() + full))
        .header("Authorization", "Bearer t")
        .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')));
  }

  Reply send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      boolean json = response.body().startsWith("{");
      return new Reply(
          response.statusCode(),
          json ? JSON.readTree(response.body()) : MissingNode.getInstance(),
          response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  Reply post(String path, String body) {
    return send(request("POST", path, body).build());
  }

  Reply get(String path) {
    return send(request("GET", path, "").build());
  }

  /** The body of a call that must succeed. */
  JsonNode ok(Reply reply) {
    assertThat(reply.status()).as(reply.raw().body()).isEqualTo(200);
    return reply.body();
  }

  /** Creates a job with these fields beside its name, and returns its id. */
  long job(String fields) {
    return ok(post("create", "{'name':'nightly'," + fields + "}")).path("job_id").asLong();
  }

  /** Creates a job with these tasks, each a key and what it depends on, such as "c:a,b". */
  long jobWith(String... tasks) {
    return job("'tasks':[" + tasks(tasks) + "]");
  }

  static String tasks(String... tasks) {
    return String.join(",", List.of(tasks).stream().map(task -> task(task, "")).toList());
  }

  /** A notebook task; {@code more} are further fields, each with a comma before it. */
  static String task(String keyAndUpstream, String more) {
    String[] parts = keyAndUpstream.split(":");
    List<String> upstream = parts.length == 1 ? List.of() : List.of(parts[1].split(","));
    String depends =
        String.join(",", upstream.stream().map(key -> "{'task_key':'" + key + "'}").toList());
    return "{'task_key':'"
        + parts[0]
        + "','depends_on':["
        + depends
        + "],'notebook_task':{'notebook_path':'/x'}"
        + more
        + "}";
  }

  long runNow(long job) {
    return runNow(job, "");
  }

  long runNow(long job, String more) {
    return ok(post("run-now", "{'job_id':" + job + more + "}")).path("run_id").asLong();
  }

  JsonNode run(long id) {
    return ok(get("runs/get?include_history=true&include_resolved_values=true&run_id=" + id));
  }

  /** The newest attempt of a task. */
  JsonNode task(long run, String key) {
    return attempts(run, key).getLast();
  }

  List<JsonNode> attempts(long run, String key) {
    return stream(run(run).path("tasks")).stream()
        .filter(task -> task.path("task_key").asText().equals(key))
        .toList();
  }

  static List<JsonNode> stream(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).toList();
  }

  static String result(JsonNode runOrTask) {
    return runOrTask.path("state").path("result_state").asText("none");
  }

  static String state(JsonNode runOrTask) {
    return runOrTask.path("state").path("life_cycle_state").asText();
  }

  static String code(JsonNode runOrTask) {
    return runOrTask.path("status").path("termination_details").path("code").asText("none");
  }

  void advance(String duration) {
    ok(post("/simulator/clock", "{'advance':'" + duration + "'}"));
  }

  void settings(String changes) {
    ok(post("/simulator/settings", changes));
  }

  /** Scripts the attempts of a task of every job. */
  void script(String task, String attempts) {
    ok(post("/simulator/script", "{'task':'" + task + "','attempts':[" + attempts + "]}"));
  }

  /** Repairs and returns the repair's id. */
  long repair(long run, String more) {
    return ok(post("runs/repair", "{'run_id':" + run + "," + more + "}"))
        .path("repair_id")
        .asLong();
  }

  List<JsonNode> effects(String kind) {
    return stream(get("/simulator/ledger").body().path("effects")).stream()
        .filter(effect -> effect.path("kind").asText().equals(kind))
        .toList();
  }

  @Override
  public void close() {
    http.shutdownNow();
    server.close();
  }
}

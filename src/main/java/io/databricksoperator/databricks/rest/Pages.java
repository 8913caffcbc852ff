package io.databricksoperator.databricks.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.databricksoperator.databricks.Answer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Joins the pages of one job or one run: arrays of more than 100 items come in parts, and one token
 * moves all of them (databricks-api.md 1.6, 2.3). What is no array is taken from the first page.
 */
final class Pages {

  /** The end of patience with a list that never ends: 50,000 items. */
  private static final int MOST = 500;

  private static final String TOKEN = "next_page_token";
  private static final List<String> OF_SETTINGS =
      List.of("tasks", "job_clusters", "environments", "parameters");
  private static final List<String> OF_RUN =
      List.of("tasks", "job_clusters", "job_parameters", "repair_history", "iterations");

  private final Door door;

  Pages(Door door) {
    this.door = door;
  }

  /** A whole job. */
  Answer<ObjectNode> job(long jobId) {
    return join(Endpoint.JOBS_GET, Map.of("job_id", Long.toString(jobId)));
  }

  /** A whole run with its repair history. */
  Answer<ObjectNode> run(long runId) {
    return join(
        Endpoint.RUNS_GET, Map.of("run_id", Long.toString(runId), "include_history", "true"));
  }

  private Answer<ObjectNode> join(Endpoint endpoint, Map<String, String> query) {
    var first = Ask.get(endpoint, new TreeMap<>(query));
    var whole = door.send(first).map(Content::json);
    for (int page = 1; page < MOST; page++) {
      var token = token(whole);
      if (token.isEmpty()) {
        return whole.map(Pages::withoutPaging);
      }
      whole = whole.then(parts -> next(endpoint, query, parts));
    }
    return Answer.failed(Failures.unreadable(first, "its pages do not come to an end"));
  }

  /** Where to go on; empty at the end and after a failure. */
  private static String token(Answer<ObjectNode> whole) {
    return switch (whole) {
      case Answer.Ok<ObjectNode>(ObjectNode parts) -> Json.text(parts, TOKEN);
      case Answer.Failed<ObjectNode> failed -> "";
    };
  }

  private Answer<ObjectNode> next(Endpoint endpoint, Map<String, String> query, ObjectNode parts) {
    var asked = new TreeMap<>(query);
    asked.put("page_token", Json.text(parts, TOKEN));
    return door.send(Ask.get(endpoint, asked))
        .map(content -> append(endpoint, parts, content.json()));
  }

  private static ObjectNode withoutPaging(ObjectNode whole) {
    whole.remove(List.of(TOKEN, "has_more"));
    return whole;
  }

  private static ObjectNode append(Endpoint endpoint, ObjectNode whole, ObjectNode page) {
    if (endpoint == Endpoint.JOBS_GET) {
      if (whole.path("settings") instanceof ObjectNode settings) {
        OF_SETTINGS.forEach(field -> append(settings, page.path("settings"), field));
      }
    } else {
      OF_RUN.forEach(field -> append(whole, page, field));
    }
    whole.set(TOKEN, page.get(TOKEN));
    return whole;
  }

  private static void append(ObjectNode whole, JsonNode page, String field) {
    if (page.path(field) instanceof ArrayNode more && !more.isEmpty()) {
      whole.withArray(field).addAll(more);
    }
  }
}

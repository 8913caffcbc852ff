package io.databricksoperator.databricks.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One request, before it becomes HTTP.
 *
 * @param query the query of a read, in order
 * @param type the content type of the body; null without one
 * @param body the body; null without one
 * @param subject the id of the job or run that is addressed; null where there is none
 * @param tokened whether the request carries an idempotency token
 * @param workspaceId the only workspace whose answer counts; null for whichever is there
 */
record Ask(
    Endpoint endpoint,
    Map<String, String> query,
    String type,
    byte[] body,
    Long subject,
    boolean tokened,
    String workspaceId) {

  private static final String JSON = "application/json";
  private static final String FORM = "application/x-www-form-urlencoded";

  /** A read. */
  static Ask get(Endpoint endpoint, Map<String, String> query) {
    var id = query.get(endpoint.thing().field());
    return new Ask(endpoint, query, null, null, id == null ? null : Long.valueOf(id), false, null);
  }

  /** A write with a JSON body. */
  static Ask post(Endpoint endpoint, ObjectNode body) {
    var id = Json.id(body, endpoint.thing().field());
    var tokened = !body.path("idempotency_token").asText("").isEmpty();
    return new Ask(endpoint, Map.of(), JSON, Json.bytes(body), id, tokened, null);
  }

  /** A form, as token endpoints take it. */
  static Ask form(Endpoint endpoint, String form) {
    var body = form.getBytes(StandardCharsets.UTF_8);
    return new Ask(endpoint, Map.of(), FORM, body, null, false, null);
  }

  /** The same, meant for this workspace alone. */
  Ask within(String workspace) {
    return new Ask(endpoint, query, type, body, subject, tokened, workspace);
  }

  /** Whether other calls depend on it: the question who we are, and the token to ask with. */
  boolean leads() {
    return endpoint == Endpoint.TOKEN || endpoint == Endpoint.ME;
  }

  /** Without the body: it may hold what people keep to themselves. */
  @Override
  public String toString() {
    return endpoint.method() + " " + endpoint.path() + (subject == null ? "" : " " + subject);
  }
}

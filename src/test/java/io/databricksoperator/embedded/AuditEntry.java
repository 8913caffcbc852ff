package io.databricksoperator.embedded;

/**
 * One request that was answered.
 *
 * @param request what was asked
 * @param status HTTP status of the answer (200 for a watch that began); 0 when the answer was
 *     withheld by {@link EmbeddedKubernetes#loseAnswers}
 */
public record AuditEntry(ApiRequest request, int status) {
  /** Whether this was a write that the server accepted, or carried out before losing the answer. */
  public boolean changedSomething() {
    return request.isWrite() && status < 300;
  }
}

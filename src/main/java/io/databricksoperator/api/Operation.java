package io.databricksoperator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;

/** An intent, written before anything is sent and cleared by the status that records the effect. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Operation(
    @JsonPropertyDescription("What is being done.") Kind kind,
    @JsonPropertyDescription("Tells this intent from any other.") String token,
    @JsonPropertyDescription("The name that a job is created under.") String name,
    @JsonPropertyDescription("What a repair or a cancel is done for.") Cause cause,
    @JsonPropertyDescription("Since when; RFC 3339.") String since,
    @JsonPropertyDescription("The newest repair when this one was decided; absent for the first.")
        String expectedRepairId,
    @JsonPropertyDescription("What a person asked for, of a repair by token.")
        RunSpec.RepairRequest repair,
    @JsonPropertyDescription(
            "Since when Databricks refuses it; it is refused for good when it is refused again"
                + " after another look.")
        String refused) {

  /** One that needs no more than this. */
  public static Operation of(Kind kind, String token, String since) {
    return new Operation(kind, token, null, null, since, null, null, null);
  }

  /** The same under this name. */
  public Operation named(String name) {
    return new Operation(kind, token, name, cause, since, expectedRepairId, repair, refused);
  }

  /** The same, done for this. */
  public Operation causedBy(Cause cause) {
    return new Operation(kind, token, name, cause, since, expectedRepairId, repair, refused);
  }

  /**
   * The same, of a repair.
   *
   * @param after the newest repair so far; null for none
   * @param request what a person asked for; null if nobody did
   */
  public Operation repairing(String after, RunSpec.RepairRequest request) {
    return new Operation(kind, token, name, cause, since, after, request, refused);
  }

  /** The same, refused by Databricks since then. */
  public Operation refusedAt(String time) {
    return new Operation(kind, token, name, cause, since, expectedRepairId, repair, time);
  }

  /** What a repair or a cancel is done for; it stays so, whatever the spec says later. */
  public enum Cause {
    /** The repair policy. */
    Policy,
    /** A repair token. */
    Requested,
    /** spec.cancel. */
    Cancelled,
    /** timeoutSeconds. */
    TimedOut,
    /** The object's deletion. */
    Deleted
  }

  /** The effects of design 5. */
  public enum Kind {
    Create,
    Activate,
    Reset,
    Delete,
    Start,
    Repair,
    Cancel
  }
}

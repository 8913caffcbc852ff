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
    @JsonPropertyDescription(
            "Since when Databricks refuses it; it is refused for good when it is refused again"
                + " after another look.")
        String refused) {

  /** The same, refused by Databricks since then. */
  public Operation refusedAt(String time) {
    return new Operation(kind, token, name, cause, since, expectedRepairId, time);
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

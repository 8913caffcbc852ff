package io.databricksoperator.effect;

import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.DatabricksFailure;
import java.time.Clock;
import java.util.function.Function;
import java.util.function.Supplier;

/** Sends what was intended, and keeps what is known of it: arrived, refused, or in doubt. */
public final class Sender {

  private final Intents intents;
  private final Clock clock;

  /** Keeps it in these intents. */
  public Sender(Intents intents, Clock clock) {
    this.intents = intents;
    this.clock = clock;
  }

  /**
   * Makes the call. From the moment it may leave, nobody knows whether it arrived, until the answer
   * says so.
   *
   * @param facts whose link is open; without a recorded intent nothing is kept
   * @param done what an answer comes to
   * @param failed what a failure comes to
   */
  public <T, R> R send(
      Grounded facts,
      Supplier<Answer<T>> call,
      Function<T, R> done,
      Function<DatabricksFailure, R> failed) {
    var token = facts.operation() == null ? null : facts.operation().token();
    if (token != null) {
      intents.doubt(token, facts.now());
    }
    return switch (call.get()) {
      case Answer.Ok<T>(T value) -> {
        if (token != null) {
          intents.acted(token, clock.instant());
        }
        yield done.apply(value);
      }
      case Answer.Failed<T>(DatabricksFailure failure) -> {
        if (token != null) {
          failed(token, failure, facts);
        }
        yield failed.apply(failure);
      }
    };
  }

  private void failed(String token, DatabricksFailure failure, Grounded facts) {
    if (failure.ambiguous()) {
      intents.doubt(token, clock.instant());
    } else {
      intents.restore(token, facts.standing());
    }
  }
}

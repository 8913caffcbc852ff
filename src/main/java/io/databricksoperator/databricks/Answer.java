package io.databricksoperator.databricks;

import java.util.function.Function;

/**
 * What a call to Databricks came to: a value, or a failure that is a value too (design 3.11).
 *
 * @param <T> what the call returns when it succeeds
 */
public sealed interface Answer<T> {

  /** The call succeeded. */
  record Ok<T>(T value) implements Answer<T> {}

  /** The call did not succeed; the failure says whether it may have had an effect. */
  record Failed<T>(DatabricksFailure failure) implements Answer<T> {}

  /** An answer with this value. */
  static <T> Answer<T> ok(T value) {
    return new Ok<>(value);
  }

  /** An answer with this failure. */
  static <T> Answer<T> failed(DatabricksFailure failure) {
    return new Failed<>(failure);
  }

  /** The same answer with its value turned into another; a failure stays as it is. */
  default <R> Answer<R> map(Function<? super T, ? extends R> to) {
    return switch (this) {
      case Ok<T>(T value) -> ok(to.apply(value));
      case Failed<T>(DatabricksFailure failure) -> failed(failure);
    };
  }

  /** The next call made with this value; a failure ends the chain. */
  default <R> Answer<R> then(Function<? super T, Answer<R>> next) {
    return switch (this) {
      case Ok<T>(T value) -> next.apply(value);
      case Failed<T>(DatabricksFailure failure) -> failed(failure);
    };
  }
}

package io.databricksoperator.crash;

/**
 * One thing that goes wrong at one call.
 *
 * @param call the call, as {@link Calls} names it
 * @param nth which of the calls of this name, from 1
 * @param when what goes wrong
 */
record Cut(String call, int nth, When when) {

  /** What goes wrong at the call. */
  enum When {
    /** The operator dies before the request leaves. */
    BEFORE("killed before"),
    /** The request has its effect, and the operator dies before it reads the answer. */
    DURING("killed during"),
    /** The operator dies as soon as it has the answer. */
    AFTER("killed after"),
    /** The request has its effect and its answer is lost; the operator lives. */
    LOST("answer lost of"),
    /** The request has its effect and is answered with 503; the operator lives. */
    UNAVAILABLE("503 after the effect of"),
    /** The request is refused for good and has no effect; the operator lives. */
    FORBIDDEN("403 instead of");

    private final String words;

    When(String words) {
      this.words = words;
    }
  }

  static final String ANY_WRITE = "any write of every life";

  /** Nothing goes wrong. */
  static final Cut NONE = new Cut("", 1, When.BEFORE);

  /** The operator dies in every life, at its nth write. */
  static Cut again(int nth) {
    return new Cut(ANY_WRITE, nth, When.DURING);
  }

  /** Whether it goes wrong in every life, not only in the first. */
  boolean again() {
    return call.equals(ANY_WRITE);
  }

  /** Whether it goes wrong at a call to Databricks, or anywhere in every life. */
  boolean atDatabricks() {
    return again() || Calls.toDatabricks(call);
  }

  /**
   * Whether it goes wrong at this call.
   *
   * @param count how often a call of this name was made
   * @param steps how many writes that bring a story on were made; 0 if this is none
   */
  boolean strikes(String name, int count, int steps) {
    return again() ? steps == nth : call.equals(name) && nth == count;
  }

  @Override
  public String toString() {
    return when.words + " " + call + " #" + nth;
  }
}

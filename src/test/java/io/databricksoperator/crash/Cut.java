package io.databricksoperator.crash;

/**
 * One thing that goes wrong at one call.
 *
 * @param call the call, as {@link Calls} names it
 * @param nth which of the calls of this name, from 1; 0 for every one, in every life
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
    UNAVAILABLE("503 after the effect of");

    private final String words;

    When(String words) {
      this.words = words;
    }

    boolean kills() {
      return this == BEFORE || this == DURING || this == AFTER;
    }
  }

  /** Nothing goes wrong. */
  static final Cut NONE = new Cut("", 1, When.BEFORE);

  boolean strikes(String name, int count) {
    return nth == 0 ? Calls.writes(name) : call.equals(name) && nth == count;
  }

  @Override
  public String toString() {
    return nth == 0 ? when.words + " every write" : when.words + " " + call + " #" + nth;
  }
}

package io.databricksoperator.simulator;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What reads still show after a repair (databricks-api.md 2.8): the run as it was before, for some
 * reads or some time.
 *
 * @param view the run before the repair, whole
 * @param reads how many more runs/get calls get it
 * @param until epoch milliseconds up to which every read gets it
 */
record StaleView(ObjectNode view, int reads, long until) {
  static final StaleView NONE = new StaleView(Json.object(), 0, 0);

  /** Whether runs/get still shows it. */
  boolean holds(long now) {
    return reads > 0 || listed(now);
  }

  /** Whether runs/list still shows it: a list is not counted, and does not wait for a get. */
  boolean listed(long now) {
    return now < until;
  }

  StaleView afterRead() {
    return new StaleView(view, Math.max(0, reads - 1), until);
  }
}

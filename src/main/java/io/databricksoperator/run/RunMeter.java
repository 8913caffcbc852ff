package io.databricksoperator.run;

import java.time.Instant;

/** What there is to count about runs; the operator supplies the one that is scraped. */
public interface RunMeter {

  /** All active runs of a workspace were looked at. */
  void looked(String workspace, Instant at, int active);

  /** A run ended for good. */
  void finished(String workspace, String outcome);

  /** It was decided whether a run is repaired. */
  void decided(String workspace, String decision);
}

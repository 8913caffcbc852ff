package io.databricksoperator.job;

/** What there is to count about jobs; the operator supplies the one that is scraped. */
public interface JobMeter {

  /** A job was found to differ from its manifest, and this was done about it. */
  void drifted(String workspace, String action);
}

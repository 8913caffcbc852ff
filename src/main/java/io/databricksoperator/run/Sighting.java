package io.databricksoperator.run;

import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.databricks.RunView;
import java.time.Instant;

/** What the watcher saw of a run last. */
sealed interface Sighting {

  /** Nothing yet; whoever asked is woken when there is. */
  record Unseen() implements Sighting {}

  /** It is among the active runs; the view is a list item, without a repair history. */
  record Active(RunView view) implements Sighting {}

  /**
   * It is not among the active runs, so it was read whole.
   *
   * @param first since when it looks just so
   */
  record Read(RunView view, Instant first) implements Sighting {}

  /**
   * It was looked for and Databricks says that it does not exist.
   *
   * @param first when Databricks said so first
   * @param last when Databricks said so last
   */
  record Missing(Instant first, Instant last) implements Sighting {}

  /** It could not be looked at for some turns. */
  record Failed(DatabricksFailure failure) implements Sighting {}
}

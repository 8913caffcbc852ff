package io.databricksoperator.api;

/** The names that the product shares with Kubernetes (design 1). */
public final class Names {
  /** The API group of every kind. */
  public static final String GROUP = "databricks-operator.io";

  /** The API version of every kind. */
  public static final String VERSION = "v1beta1";

  /** Held while deleting the object may still have to do something in Databricks. */
  public static final String FINALIZER = GROUP + "/finalizer";

  /** Field manager of every write, and the name in events. */
  public static final String MANAGER = "databricks-operator";

  /** Annotation: release the object although Databricks could not be told (design 3.5). */
  public static final String FORCE_ORPHAN = GROUP + "/force-orphan";

  private Names() {}
}

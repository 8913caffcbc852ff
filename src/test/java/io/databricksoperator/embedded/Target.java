package io.databricksoperator.embedded;

/**
 * The object that a write is about, and how it is to be done.
 *
 * @param namespace empty for kinds outside namespaces
 * @param name empty for a create
 * @param subresource empty for the object itself
 * @param manager who writes, for managedFields
 * @param force whether an apply takes fields over that others own
 * @param strict whether unknown fields are refused; otherwise they are dropped
 * @param dryRun whether nothing is kept
 * @param time when, as Kubernetes writes it
 */
record Target(
    Kind kind,
    String namespace,
    String name,
    String subresource,
    String manager,
    boolean force,
    boolean strict,
    boolean dryRun,
    String time) {

  boolean isStatus() {
    return subresource.equals("status");
  }

  Target named(String generated) {
    return new Target(
        kind, namespace, generated, subresource, manager, force, strict, dryRun, time);
  }

  /** Where the store keeps it. */
  String key() {
    return namespace + "/" + name;
  }
}

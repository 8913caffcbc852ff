package io.databricksoperator.settings;

import java.util.Set;
import java.util.regex.Pattern;

/** What may be in a job although the manifest does not have it (databricks-api.md 1.9 and 6.2). */
final class Additions {
  private static final String TASK = "tasks/[^/]+(?:/for_each_task/task)?";

  private static final Pattern CLUSTER =
      Pattern.compile("(?:job_clusters/[^/]+|" + TASK + ")/new_cluster/(.+)");

  /** What the server, a pool or a policy fills into a cluster, and may fill otherwise tomorrow. */
  private static final Set<String> FILLED =
      Set.of(
          "aws_attributes/availability",
          "aws_attributes/ebs_volume_count",
          "aws_attributes/ebs_volume_iops",
          "aws_attributes/ebs_volume_size",
          "aws_attributes/ebs_volume_throughput",
          "aws_attributes/ebs_volume_type",
          "aws_attributes/first_on_demand",
          "aws_attributes/spot_bid_price_percent",
          "aws_attributes/zone_id",
          "azure_attributes/availability",
          "azure_attributes/first_on_demand",
          "azure_attributes/spot_bid_max_price",
          "gcp_attributes/availability",
          "gcp_attributes/boot_disk_size",
          "gcp_attributes/first_on_demand",
          "gcp_attributes/local_ssd_count",
          "gcp_attributes/use_preemptible_executors",
          "gcp_attributes/zone_id",
          "data_security_mode",
          "driver_instance_pool_id",
          "driver_node_type_id",
          "enable_elastic_disk",
          "enable_local_disk_encryption",
          "node_type_id",
          "spark_conf/spark.databricks.delta.preview.enabled");

  /** What no server adds: someone did. */
  private static final Pattern BY_HAND =
      Pattern.compile(
          "schedule|trigger|triggers|continuous"
              + "|tasks|tasks/[^/]+"
              + "|tags|tags/[^/]+"
              + "|(?:"
              + TASK
              + "/)?(?:email|webhook)_notifications(?:/on_[^/]+(?:/[^/]+)?)?"
              + "|"
              + TASK
              + "/depends_on(?:/[^/]+)?");

  private Additions() {}

  /**
   * Whether the server fills this leaf by itself. Identities that grant rights
   * (instance_profile_arn, google_service_account) are not among them: those the baseline judges.
   */
  static boolean filledByServer(String leaf) {
    var cluster = CLUSTER.matcher(leaf);
    return cluster.matches() && FILLED.contains(cluster.group(1));
  }

  /**
   * Whether this is an added schedule, task, tag, recipient or dependency, which is drift whatever
   * the baseline says.
   *
   * @param top the topmost place that the manifest does not have
   */
  static boolean byHand(String top) {
    return BY_HAND.matcher(top).matches();
  }
}

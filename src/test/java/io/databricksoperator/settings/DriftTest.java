package io.databricksoperator.settings;

import static io.databricksoperator.settings.Given.NOTHING_BESIDE;
import static io.databricksoperator.settings.Given.SALT;
import static io.databricksoperator.settings.Given.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.databricksoperator.settings.Difference.Kind;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DriftTest {
  private static final ObjectNode BODY =
      Given.body(
          yaml(
              """
              tasks: [{task_key: a, notebook_task: {notebook_path: /a}, job_cluster_key: c}]
              job_clusters: [{job_cluster_key: c, new_cluster: {enable_elastic_disk: false}}]
              max_concurrent_runs: 1
              """));

  private static ObjectNode cluster(ObjectNode live) {
    return (ObjectNode) live.at("/job_clusters/0/new_cluster");
  }

  @Test
  void beforeTheWriteIsConfirmedOnlyTheManifestAndAdditionsByHandCount() {
    // Given
    var live = BODY.deepCopy().put("budget_policy_id", "b");
    live.withObject("/tags").put("extra", "1");
    live.put("name", "other");

    // When
    var drift = Drift.judge(BODY, live, Accepted.nothingYet(SALT));

    // Then
    assertThat(drift).extracting(Difference::path).containsExactly("name", "tags/extra");
  }

  @Test
  void aDefaultThatTheManifestWritesIsTheManifests() {
    // Given
    var live = BODY.deepCopy().put("max_concurrent_runs", 7);
    cluster(live).put("enable_elastic_disk", true);

    // When
    var drift = Drift.judge(BODY, live, Accepted.nothingYet(SALT));

    // Then
    assertThat(drift)
        .extracting(Difference::path, Difference::kind)
        .containsExactly(
            tuple("job_clusters/c/new_cluster/enable_elastic_disk", Kind.Changed),
            tuple("max_concurrent_runs", Kind.Changed));
  }

  @Test
  void aQueueThatIsOffMayBeShownOrNot() {
    // Given
    var body = BODY.deepCopy();
    body.putObject("queue").put("enabled", false);
    var silent = body.deepCopy();
    silent.remove("queue");

    // When
    var off = Drift.judge(body, silent, NOTHING_BESIDE);
    var on = Drift.judge(body, BODY, NOTHING_BESIDE);

    // Then
    assertThat(off).isEmpty();
    assertThat(DriftText.of(on))
        .containsExactly(new DriftText("queue/enabled", "Changed", "false", "true"));
  }

  @Test
  void whatSurvivesOurResetIsTheServersWhileItStaysTheSame() {
    // Given
    var live = BODY.deepCopy().put("name", "policy says so");
    live.withObject("/tags").put("cost", "1");
    var survivors = Drift.judge(BODY, live, NOTHING_BESIDE);
    var accepted = new Accepted(Map.of(), Baseline.owned(survivors, SALT), SALT);

    // When
    var same = Drift.judge(BODY, live, accepted);
    live.put("name", "someone else says so");
    var changed = Drift.judge(BODY, live, accepted);

    // Then
    assertThat(accepted.toString()).doesNotContain("policy");
    assertThat(same)
        .as("no server adds tags")
        .extracting(Difference::path)
        .containsExactly("tags/cost");
    assertThat(changed).extracting(Difference::path).containsExactly("name", "tags/cost");
  }

  @Test
  void aValueThatTheServerAlwaysDropsCanBeItsOwnToo() {
    // Given
    var body = BODY.deepCopy().put("parent_path", "/x");
    var survivors = Drift.judge(body, BODY, NOTHING_BESIDE);

    // When
    var accepted = new Accepted(Map.of(), Baseline.owned(survivors, SALT), SALT);

    // Then
    assertThat(survivors).extracting(Difference::kind).containsExactly(Kind.Removed);
    assertThat(Drift.judge(body, BODY, accepted)).isEmpty();
  }

  @Test
  void theBaselineHoldsHashesByUnitAndNoValues() {
    // Given
    var live = BODY.deepCopy().put("budget_policy_id", "hunter2");
    cluster(live).putObject("spark_conf").put("spark.password", "hunter2");
    cluster(live).put("node_type_id", "from-the-pool");

    // When
    var baseline = Baseline.of(BODY, live, SALT);

    // Then
    assertThat(baseline.extras()).containsOnlyKeys("budget_policy_id", "job_clusters/c");
    assertThat(baseline.toString()).doesNotContain("hunter2");
    assertThat(baseline.wanted()).isEqualTo(Fingerprint.ofSettings(BODY, SALT));
    assertThat(baseline.live()).isEqualTo(Fingerprint.ofSettings(live, SALT));
  }

  @Test
  void aScalarThatTheServerFilledIsToldByItsValueWhenItChanges() {
    // Given
    var before = BODY.deepCopy().put("budget_policy_id", "b1");
    var accepted = new Accepted(Baseline.of(BODY, before, SALT).extras(), null, SALT);

    // When
    var drift = Drift.judge(BODY, BODY.deepCopy().put("budget_policy_id", "b2"), accepted);

    // Then
    assertThat(DriftText.of(drift))
        .containsExactly(new DriftText("budget_policy_id", "Changed", null, "b2"));
  }

  @Test
  void elementsOfAListOfObjectsAreComparedOneByOne() {
    // Given
    var body = BODY.deepCopy();
    body.putObject("health").putArray("rules").addObject().put("metric", "m").put("value", 1);
    var live = body.deepCopy();

    // When
    ((ObjectNode) live.at("/health/rules/0")).put("value", 2);

    // Then
    assertThat(Drift.judge(body, live, NOTHING_BESIDE))
        .extracting(Difference::path)
        .containsExactly("health/rules/0/value");
  }
}

package io.databricksoperator.settings;

import static io.databricksoperator.settings.Given.NOTHING_BESIDE;
import static io.databricksoperator.settings.Given.SALT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SettingsPropertyTest {
  private static final Set<String> NEVER_RETURNED =
      Set.of("format", "version_id", "apply_policy_default_values");

  @Provide
  Arbitrary<ObjectNode> jobs() {
    return GeneratedJobs.jobs();
  }

  @Property(tries = 200)
  void layingNothingChangesNothing(@ForAll("jobs") ObjectNode job) {
    // Given a job

    // When
    var laid = Overlay.lay(job, null);
    var alone = Overlay.lay(null, job);

    // Then
    assertThat(laid).isEqualTo(job);
    assertThat(alone).isEqualTo(job);
  }

  @Property(tries = 200)
  void layingTwiceIsLayingOnce(@ForAll("jobs") ObjectNode job, @ForAll("jobs") ObjectNode extra) {
    // Given
    var once = Overlay.lay(job, extra);

    // When
    var twice = Overlay.lay(once, extra);

    // Then
    assertThat(twice).isEqualTo(once);
  }

  @Property(tries = 200)
  void theNormalFormIsItsOwnNormalForm(@ForAll("jobs") ObjectNode job) {
    // Given
    var normal = Normal.of(job);

    // When
    var again = Normal.of(normal);

    // Then
    assertThat(again).isEqualTo(normal);
  }

  @Property(tries = 200)
  void aJobThatIsAsSentHasNoDrift(@ForAll("jobs") ObjectNode job, @ForAll long seed) {
    // Given
    var body = Given.body(job);
    var live = shuffled(body, new Random(seed));

    // When
    var drift = Drift.judge(body, live, NOTHING_BESIDE);

    // Then
    assertThat(drift).isEmpty();
  }

  @Property(tries = 500)
  void anyChangedLeafIsFound(@ForAll("jobs") ObjectNode job, @ForAll long seed) {
    // Given
    var body = Given.body(job);
    var live = body.deepCopy();
    var leaves = leaves(live, new ArrayList<>());
    var changed = leaves.get(new Random(seed).nextInt(leaves.size()));

    // When
    changed.change();

    // Then
    assertThat(Drift.judge(body, live, NOTHING_BESIDE)).as(changed.toString()).isNotEmpty();
  }

  @Property(tries = 200)
  void whateverIsBesideTheManifestAtTheBaselineIsNoDriftUntilItChanges(
      @ForAll("jobs") ObjectNode job, @ForAll("jobs") ObjectNode added) {
    // Given
    var body = Given.body(job);
    added.retain("budget_policy_id", "health", "environments", "job_clusters", "description");
    var live = Overlay.lay(added, body);
    var accepted = new Accepted(Baseline.of(body, live, SALT).extras(), null, SALT);

    // When
    var same = Drift.judge(body, live, accepted);
    live.put("usage_policy_id", "new");

    // Then
    assertThat(same).isEmpty();
    assertThat(Drift.judge(body, live, accepted)).hasSize(1);
  }

  @Property(tries = 200)
  void fingerprintsDoNotDependOnTheOrderOfKeys(@ForAll("jobs") ObjectNode job, @ForAll long seed) {
    // Given
    var other = fieldsShuffled(job, new Random(seed));

    // When
    var print = Fingerprint.of(other, SALT);

    // Then
    assertThat(print).isEqualTo(Fingerprint.of(job, SALT));
  }

  @Property(tries = 200)
  void anInertBodyNeverStartsByItself(@ForAll("jobs") ObjectNode job) {
    // Given
    var body = Given.body(job);

    // When
    var inert = JobBody.inert(body);

    // Then
    assertThat(JobBody.startsByItself(inert)).isFalse();
    assertThat(JobBody.inert(inert)).isEqualTo(inert);
  }

  /** Fields in another order, and the lists whose order means nothing too. */
  private static JsonNode shuffled(JsonNode node, Random random) {
    var copy = fieldsShuffled(node, random);
    copy.findParents("task_key").forEach(parent -> shuffle(parent.path("depends_on"), random));
    for (var list : List.of("tasks", "job_clusters", "environments", "parameters")) {
      shuffle(copy.path(list), random);
    }
    return copy;
  }

  private static void shuffle(JsonNode list, Random random) {
    if (list instanceof ArrayNode array) {
      var items = new ArrayList<JsonNode>();
      array.forEach(items::add);
      Collections.shuffle(items, random);
      array.removeAll().addAll(items);
    }
  }

  private static JsonNode fieldsShuffled(JsonNode node, Random random) {
    if (node instanceof ArrayNode array) {
      var copy = Trees.JSON.arrayNode();
      array.forEach(item -> copy.add(fieldsShuffled(item, random)));
      return copy;
    }
    if (!node.isObject()) {
      return node;
    }
    var names = new ArrayList<>(Trees.names(node));
    Collections.shuffle(names, random);
    var copy = Trees.JSON.objectNode();
    names.forEach(name -> copy.set(name, fieldsShuffled(node.get(name), random)));
    return copy;
  }

  /** One value in the tree that can be changed to another of its type. */
  private record Leaf(JsonNode parent, String name, int index) {
    void change() {
      var value = parent.isObject() ? parent.get(name) : parent.get(index);
      var other =
          value.isBoolean()
              ? Trees.JSON.booleanNode(!value.booleanValue())
              : value.isNumber()
                  ? Trees.JSON.numberNode(value.longValue() + 1)
                  : Trees.JSON.textNode(value.textValue() + "x");
      if (parent instanceof ObjectNode object) {
        object.set(name, other);
      } else {
        ((ArrayNode) parent).set(index, other);
      }
    }
  }

  private static List<Leaf> leaves(JsonNode node, List<Leaf> into) {
    if (node.isObject()) {
      for (var name : Trees.names(node)) {
        if (!NEVER_RETURNED.contains(name)) {
          leaf(new Leaf(node, name, 0), node.get(name), into);
        }
      }
    } else {
      for (int i = 0; i < node.size(); i++) {
        leaf(new Leaf(node, null, i), node.get(i), into);
      }
    }
    return into;
  }

  private static void leaf(Leaf leaf, JsonNode value, List<Leaf> into) {
    if (value.isValueNode()) {
      into.add(leaf);
    } else {
      leaves(value, into);
    }
  }
}

package io.databricksoperator.kube;

import io.databricksoperator.api.ConditionType;
import io.databricksoperator.api.Reason;
import io.databricksoperator.text.Cut;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes an object's conditions, whole. A condition whose status stays keeps its transition time;
 * one that is not set any more is gone. Always in the order of {@link ConditionType}.
 */
public final class Conditions {

  private static final int LONGEST_MESSAGE = 1024;

  private final List<Condition> before;
  private final Instant now;
  private final Long generation;
  private final Map<ConditionType, Condition> conditions = new EnumMap<>(ConditionType.class);

  /**
   * Starts with nothing set.
   *
   * @param before the conditions that the object has; null for none
   * @param now the transition time of what changes
   * @param generation the generation of the spec that they speak of
   */
  public Conditions(List<Condition> before, Instant now, Long generation) {
    this.before = before == null ? List.of() : before;
    this.now = now;
    this.generation = generation;
  }

  /** Sets one that is true or false. */
  public Conditions set(ConditionType type, boolean status, Reason reason, String message) {
    return put(type, status ? "True" : "False", reason, message);
  }

  /** Keeps one as the object has it, if it has it: it speaks of the spec that it spoke of. */
  public Conditions keep(ConditionType type) {
    find(before, type).ifPresent(condition -> conditions.put(type, condition));
    return this;
  }

  /** Keeps one that is as true of the spec as it is now: who waits for it need not wait longer. */
  public Conditions still(ConditionType type) {
    find(before, type).ifPresent(c -> conditions.put(type, renewed(c)));
    return this;
  }

  /** Keeps all of them, as true of the spec as it is now. */
  public List<Condition> allStill() {
    return before.stream().map(this::renewed).toList();
  }

  private Condition renewed(Condition condition) {
    return new ConditionBuilder(condition).withObservedGeneration(generation).build();
  }

  /** All that were set. */
  public List<Condition> list() {
    return new ArrayList<>(conditions.values());
  }

  /** The condition of this type, if there is one. */
  public static Optional<Condition> find(List<Condition> conditions, ConditionType type) {
    return conditions == null
        ? Optional.empty()
        : conditions.stream().filter(c -> type.name().equals(c.getType())).findFirst();
  }

  /** Whether the condition of this type is there and True. */
  public static boolean isTrue(List<Condition> conditions, ConditionType type) {
    return find(conditions, type).filter(c -> "True".equals(c.getStatus())).isPresent();
  }

  /** Whether the condition of this type is there with this reason. */
  public static boolean has(List<Condition> conditions, ConditionType type, Reason reason) {
    return find(conditions, type).filter(c -> reason.name().equals(c.getReason())).isPresent();
  }

  /**
   * The reason of the condition of this type; empty also for one that this release does not know.
   */
  public static Optional<Reason> reason(List<Condition> conditions, ConditionType type) {
    return find(conditions, type)
        .flatMap(
            c ->
                Stream.of(Reason.values())
                    .filter(reason -> reason.name().equals(c.getReason()))
                    .findFirst());
  }

  /** Whether one of the conditions has this reason. */
  public static boolean gives(List<Condition> conditions, Reason reason) {
    return conditions != null
        && conditions.stream().anyMatch(c -> reason.name().equals(c.getReason()));
  }

  /** Whether one of the conditions says just this, as far as a condition can hold it. */
  public static boolean says(List<Condition> conditions, Reason reason, String message) {
    return conditions != null
        && conditions.stream()
            .anyMatch(
                c -> reason.name().equals(c.getReason()) && cut(message).equals(c.getMessage()));
  }

  private Conditions put(ConditionType type, String status, Reason reason, String message) {
    var since =
        find(before, type)
            .filter(c -> status.equals(c.getStatus()))
            .map(Condition::getLastTransitionTime)
            .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
    conditions.put(
        type,
        new ConditionBuilder()
            .withType(type.name())
            .withStatus(status)
            .withReason(reason.name())
            .withMessage(cut(message))
            .withLastTransitionTime(since)
            .withObservedGeneration(generation)
            .build());
    return this;
  }

  private static String cut(String message) {
    return Cut.to(message, LONGEST_MESSAGE);
  }
}

package io.databricksoperator.crash;

import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.DatabricksRun;
import io.databricksoperator.fixtures.Manifests;
import io.databricksoperator.fixtures.Shown;
import io.databricksoperator.fixtures.SimulatedDatabricks;
import io.databricksoperator.fixtures.World;
import io.databricksoperator.operator.OperatorOptions;
import io.databricksoperator.simulator.SimulatorOptions;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A world whose operators die as a cut says, each followed by the next. */
final class CrashWorld implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration TICK = Duration.ofMillis(5);

  /** Longer than the operator's timers take to notice that the clock moved. */
  private static final long SILENCE = Duration.ofMillis(35).toNanos();

  private final World world = new World();
  private final Cut cut;
  private final CuttingProxy front;
  private final Map<String, Life> byToken = new ConcurrentHashMap<>();
  private final Map<Life, CuttingProxy> toKubernetes = new HashMap<>();
  private final List<Life> lives = new ArrayList<>();
  private boolean armed;

  /** Starts the first operator and waits for its workspace to be ready. */
  CrashWorld(Cut cut) {
    this.cut = cut;
    this.front =
        new CuttingProxy(
            world.databricks().url(),
            request -> byToken.get(request.header("Authorization").replace("Bearer ", "")));
    live();
    world.apply(Manifests.workspace(front.url()));
    until(
        "the workspace to be ready",
        Duration.ofMinutes(5),
        () -> Shown.of(world.workspace()).isTrue("Ready"));
  }

  World world() {
    return world;
  }

  SimulatedDatabricks databricks() {
    return world.databricks();
  }

  /** From now on calls count, in this life and in all that follow. */
  void arm() {
    armed = true;
    lives.getLast().arm();
  }

  /** The calls that counted in the first life. */
  List<String> calls() {
    return lives.getFirst().calls();
  }

  /** Whether what should go wrong went wrong. */
  boolean struck() {
    return lives.stream().anyMatch(Life::struck);
  }

  /**
   * Moves time on, whenever the operator has nothing to do, until this is so; a dead operator is
   * followed by the next at once.
   *
   * @param most how far time may be moved
   */
  void until(String what, Duration most, BooleanSupplier done) {
    drive(what, most, Duration.ofSeconds(4), this::silent, done);
  }

  /** The same, but seen at once, in the midst of the operator's work. */
  void at(String what, Duration most, BooleanSupplier done) {
    drive(what, most, Duration.ofSeconds(4), () -> true, done);
  }

  /** Lets so much time pass that whatever could still happen has happened. */
  void settle() {
    var end = world.clock().instant().plus(Duration.ofMinutes(15));
    drive(
        "time to pass",
        Duration.ofHours(1),
        Duration.ofMinutes(2),
        this::silent,
        () -> !world.clock().instant().isBefore(end));
  }

  private void drive(
      String what, Duration most, Duration step, BooleanSupplier ask, BooleanSupplier done) {
    var end = world.clock().instant().plus(most);
    try {
      Awaitility.await(what)
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .pollInterval(TICK)
          .until(() -> tick(step, ask, done) || world.clock().instant().isAfter(end));
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(what + " took more than " + PATIENCE + shown(), e);
    }
    if (!done.getAsBoolean()) {
      throw new AssertionError(what + " did not come within " + most + shown());
    }
  }

  private boolean tick(Duration step, BooleanSupplier ask, BooleanSupplier done) {
    if (renewed()) {
      return false;
    }
    if (ask.getAsBoolean() && done.getAsBoolean()) {
      return true;
    }
    if (silent()) {
      world.advance(step);
      lives.getLast().moved();
    }
    return false;
  }

  private boolean silent() {
    return lives.getLast().silent(SILENCE);
  }

  /** Starts the next operator if the last one is dead. */
  private boolean renewed() {
    var life = lives.getLast();
    if (life.dead()) {
      life.bury();
      live();
      return true;
    }
    life.check();
    return false;
  }

  private void live() {
    var life = new Life(lives.isEmpty() || cut.again() ? cut : Cut.NONE);
    var token = SimulatedDatabricks.TOKEN + "-" + lives.size();
    world
        .databricks()
        .token(
            "{\"token\": \"%s\", \"user\": \"%s\"}"
                .formatted(token, SimulatorOptions.DEFAULT_USER));
    world.apply(Manifests.secret(token));
    byToken.put(token, life);
    var proxy = new CuttingProxy(world.kubernetes().url(), request -> life);
    toKubernetes.put(life, proxy);
    lives.add(life);
    if (armed) {
      life.arm();
    }
    life.begin(
        new OperatorOptions(List.of(front.url()), Set.of(), 0, null),
        new ConfigBuilder(world.kubernetes().config()).withMasterUrl(proxy.url()).build(),
        world.clock());
  }

  /** All there is to see, for a failure's message. */
  String shown() {
    var text = new StringBuilder("\n").append(cut).append('\n');
    for (var life : lives) {
      text.append("life ").append(life.dead() ? "(dead) " : "").append(life.calls()).append('\n');
    }
    var ledger = world.databricks().ledger();
    ledger.path("effects").forEach(effect -> text.append(effect).append('\n'));
    shown(world.client().resources(DatabricksJob.class), text);
    shown(world.client().resources(DatabricksRun.class), text);
    return text.toString();
  }

  private static <T extends CustomResource<?, ?>> void shown(
      MixedOperation<T, ?, ?> all, StringBuilder text) {
    for (var object : all.inNamespace(World.NAMESPACE).resources().map(Resource::get).toList()) {
      text.append(object.getMetadata().getName())
          .append(' ')
          .append(object.getMetadata().getFinalizers())
          .append(' ')
          .append(object.getStatus())
          .append('\n');
    }
  }

  @Override
  public void close() {
    lives.forEach(life -> life.die(null));
    lives.getLast().bury();
    toKubernetes.values().forEach(CuttingProxy::close);
    front.close();
    world.close();
  }
}

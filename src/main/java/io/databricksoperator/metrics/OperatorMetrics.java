package io.databricksoperator.metrics;

import io.databricksoperator.databricks.CallObserver;
import io.databricksoperator.job.JobMeter;
import io.databricksoperator.run.RunMeter;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** What the operator counts of Databricks, jobs and runs. */
public final class OperatorMetrics implements CallObserver, RunMeter, JobMeter {

  private static final String WORKSPACE = "workspace";

  private final MeterRegistry registry;
  private final Map<String, AtomicLong> inFlight = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> lastLook = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> activeRuns = new ConcurrentHashMap<>();

  /** Counts into this registry. */
  public OperatorMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void started(String workspace, String endpoint) {
    gauge(inFlight, Metric.API_IN_FLIGHT, workspace).incrementAndGet();
  }

  @Override
  public void ended(String workspace, String endpoint, String outcome, Duration took) {
    inFlight.computeIfPresent(
        workspace,
        (w, calls) -> {
          calls.decrementAndGet();
          return calls;
        });
    count(
        Metric.API_REQUESTS,
        Tags.of(WORKSPACE, workspace, "endpoint", endpoint, "outcome", outcome));
    Timer.builder(Metric.API_REQUEST.id())
        .description(Metric.API_REQUEST.help())
        .tags(WORKSPACE, workspace, "endpoint", endpoint)
        .register(registry)
        .record(took);
  }

  @Override
  public void looked(String workspace, Instant at, int active) {
    gauge(lastLook, Metric.LAST_LOOK, workspace).set(at.getEpochSecond());
    gauge(activeRuns, Metric.ACTIVE_RUNS, workspace).set(active);
  }

  @Override
  public void finished(String workspace, String outcome) {
    count(
        Metric.RUNS_FINISHED,
        Tags.of(WORKSPACE, workspace, "outcome", outcome.toLowerCase(Locale.ROOT)));
  }

  @Override
  public void decided(String workspace, String decision) {
    count(Metric.REPAIRS, Tags.of(WORKSPACE, workspace, "decision", decision));
  }

  @Override
  public void drifted(String workspace, String action) {
    count(Metric.DRIFT, Tags.of(WORKSPACE, workspace, "action", action));
  }

  /** A workspace is gone: nothing more is said of it. */
  public void forget(String workspace) {
    Stream.of(inFlight, lastLook, activeRuns).forEach(gauges -> gauges.remove(workspace));
    registry.getMeters().stream()
        .filter(meter -> workspace.equals(meter.getId().getTag(WORKSPACE)))
        .forEach(registry::remove);
  }

  private void count(Metric metric, Tags tags) {
    Counter.builder(metric.id())
        .description(metric.help())
        .tags(tags)
        .register(registry)
        .increment();
  }

  private AtomicLong gauge(Map<String, AtomicLong> of, Metric metric, String workspace) {
    return of.computeIfAbsent(
        workspace,
        w -> {
          var value = new AtomicLong();
          Gauge.builder(metric.id(), value, AtomicLong::doubleValue)
              .description(metric.help())
              .tags(WORKSPACE, w)
              .strongReference(true)
              .register(registry);
          return value;
        });
  }
}

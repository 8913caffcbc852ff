package io.databricksoperator.metrics;

import io.databricksoperator.databricks.CallObserver;
import io.databricksoperator.job.JobMeter;
import io.databricksoperator.run.RunMeter;
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

  private static final String PREFIX = "databricks_operator_";
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
    gauge(inFlight, "api_in_flight", workspace).incrementAndGet();
  }

  @Override
  public void ended(String workspace, String endpoint, String outcome, Duration took) {
    inFlight.computeIfPresent(
        workspace,
        (w, calls) -> {
          calls.decrementAndGet();
          return calls;
        });
    registry
        .counter(
            PREFIX + "api_requests",
            Tags.of(WORKSPACE, workspace, "endpoint", endpoint, "outcome", outcome))
        .increment();
    Timer.builder(PREFIX + "api_request")
        .tags(WORKSPACE, workspace, "endpoint", endpoint)
        .register(registry)
        .record(took);
  }

  @Override
  public void looked(String workspace, Instant at, int active) {
    gauge(lastLook, "watcher_last_success_timestamp_seconds", workspace).set(at.getEpochSecond());
    gauge(activeRuns, "active_runs", workspace).set(active);
  }

  @Override
  public void finished(String workspace, String outcome) {
    count("runs_finished", workspace, "outcome", outcome.toLowerCase(Locale.ROOT));
  }

  @Override
  public void decided(String workspace, String decision) {
    count("repairs", workspace, "decision", decision);
  }

  @Override
  public void drifted(String workspace, String action) {
    count("drift", workspace, "action", action);
  }

  /** A workspace is gone: nothing more is said of it. */
  public void forget(String workspace) {
    Stream.of(inFlight, lastLook, activeRuns).forEach(gauges -> gauges.remove(workspace));
    registry.getMeters().stream()
        .filter(meter -> workspace.equals(meter.getId().getTag(WORKSPACE)))
        .forEach(registry::remove);
  }

  private void count(String name, String workspace, String tag, String value) {
    registry.counter(PREFIX + name, WORKSPACE, workspace, tag, value).increment();
  }

  private AtomicLong gauge(Map<String, AtomicLong> of, String name, String workspace) {
    return of.computeIfAbsent(
        workspace, w -> registry.gauge(PREFIX + name, Tags.of(WORKSPACE, w), new AtomicLong()));
  }
}

package io.databricksoperator.job;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.databricksoperator.api.ConditionType;
import io.databricksoperator.api.DatabricksJob;
import io.databricksoperator.api.JobSpec;
import io.databricksoperator.api.JobStatus;
import io.databricksoperator.api.Names;
import io.databricksoperator.api.Operation;
import io.databricksoperator.api.Reason;
import io.databricksoperator.api.WorkspaceRef;
import io.databricksoperator.databricks.Identity;
import io.databricksoperator.databricks.JobView;
import io.databricksoperator.effect.Ground;
import io.databricksoperator.effect.Intents;
import io.databricksoperator.effect.Subject;
import io.databricksoperator.settings.Fingerprint;
import io.databricksoperator.settings.JobBody;
import io.databricksoperator.settings.OwnerTag;
import io.databricksoperator.settings.RunAs;
import io.databricksoperator.settings.Stamp;
import io.databricksoperator.workspace.Access;
import io.databricksoperator.workspace.Link;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Facts about a job, told by what differs from a job that is in place and unchanged.
 *
 * @param facts as they stand
 */
record Case(JobFacts facts) {

  static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  static final OwnerTag OWNER = OwnerTag.of("here", "team", "etl");
  static final long ID = 9_007_199_254_740_993L;

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String WORKSPACE = "77";
  private static final ResourceID MAIN = new ResourceID("main", "team");

  /** A job whose last write was confirmed long ago; nothing was looked at. */
  static Case inPlace() {
    var body = body("{\"name\": \"etl\", \"timeout_seconds\": 60}");
    var wanted = Fingerprint.ofSettings(body, "uid");
    var baseline =
        new JobStatus.Baseline(
            wanted, wanted, null, null, null, ago(Duration.ofHours(1)), null, null);
    var status =
        new JobStatus(
            Long.toString(ID),
            WORKSPACE,
            "",
            null,
            null,
            baseline,
            null,
            null,
            null,
            null,
            null,
            1L);
    return new Case(facts(job(spec(null, null), status), body));
  }

  /** An object that nothing was done for yet. */
  static Case fresh() {
    var body = body("{\"name\": \"etl\"}");
    return new Case(facts(job(spec(null, null), null), body));
  }

  Case report() {
    return with(spec(JobSpec.DriftPolicy.Report, null));
  }

  Case retain() {
    return with(spec(null, JobSpec.DeletionPolicy.Retain));
  }

  Case sees(Look look) {
    return new Case(facts.with(look));
  }

  /** Databricks shows the job with these settings; null for what was written. */
  Case seesLive(String settings) {
    return seesLive(settings, OWNER.value());
  }

  Case seesLive(String settings, String owner) {
    var shown = settings == null ? facts.body().deepCopy() : body(settings);
    ((ObjectNode) shown.path("tags")).put(OwnerTag.NAME, owner);
    return sees(new Look.Live(view(shown)));
  }

  /** The last look before a deletion: the job with this tag, and these copies. */
  Case leaves(String owner, Look.Copy... copies) {
    var shown = facts.body().deepCopy();
    ((ObjectNode) shown.path("tags")).put(OwnerTag.NAME, owner);
    return sees(new Look.Leaving(view(shown), List.of(copies)));
  }

  Case doing(Operation.Kind kind, Intents.Standing standing) {
    var operation = Operation.of(kind, "token", NOW.toString()).named("etl");
    return change(s -> copy(s, operation, s.baseline(), s.missingSince()), standing);
  }

  Case missingFor(Duration time) {
    return change(s -> copy(s, s.operation(), s.baseline(), ago(time)), null);
  }

  /** The manifest was written a minute ago, and this is what reads made of it so far. */
  Case unconfirmed(Integer reads, String before, Map<String, String> always, Integer writes) {
    var wanted = facts.baseline().wanted();
    var since = ago(Duration.ofMinutes(1));
    var baseline = new JobStatus.Baseline(wanted, null, before, null, always, since, reads, writes);
    return change(s -> copy(s, s.operation(), baseline, s.missingSince()), null);
  }

  Case manifest(String settings) {
    return new Case(facts(facts.job(), body(settings)));
  }

  /** A read found this tag of another installation on the job. */
  Case takenBy(String tag) {
    return with(tag, facts.status().conditions());
  }

  /** Ready, for a reason that this release may not know. */
  Case ready(String reason) {
    var ready =
        new ConditionBuilder()
            .withType(ConditionType.Ready.name())
            .withStatus("True")
            .withReason(reason)
            .build();
    return with(facts.status().otherOwner(), List.of(ready));
  }

  private Case with(String otherOwner, List<Condition> conditions) {
    return change(
        s ->
            new JobStatus(
                s.jobId(),
                s.workspaceId(),
                s.url(),
                otherOwner,
                s.operation(),
                s.baseline(),
                s.missingSince(),
                s.drift(),
                s.serverOwned(),
                s.lastRun(),
                conditions,
                s.observedGeneration()),
        null);
  }

  Case deletedFor(Duration time) {
    facts.job().getMetadata().setDeletionTimestamp(ago(time));
    return this;
  }

  Case annotated(String annotation) {
    facts.job().getMetadata().setAnnotations(Map.of(annotation, "true"));
    return this;
  }

  Case closed(Reason reason, boolean remembered) {
    return rebuilt(
        new Access.Closed(reason, "why"),
        remembered ? facts.link() : null,
        facts.ground().crdDeleting());
  }

  Case withItsKind() {
    return rebuilt(facts.access(), facts.link(), true);
  }

  Case in(String workspaceId) {
    var link = link(workspaceId);
    return rebuilt(new Access.Open(link), link, facts.ground().crdDeleting());
  }

  JobDecision decide() {
    return JobPlanner.decide(facts);
  }

  static JobView view(JsonNode settings) {
    return new JobView(ID, "me@example.com", "me@example.com", NOW, settings, false);
  }

  static ObjectNode body(String settings) {
    try {
      var stamp = new Stamp(OWNER.value(), new RunAs("me@example.com", false), "etl", false);
      return JobBody.of(JSON.readTree(settings), null, stamp);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String ago(Duration time) {
    return NOW.minus(time).toString();
  }

  private interface StatusChange {
    JobStatus of(JobStatus status);
  }

  private Case change(StatusChange change, Intents.Standing standing) {
    var job = job(facts.spec(), change.of(facts.status()));
    job.setMetadata(facts.job().getMetadata());
    var link = link(WORKSPACE);
    return on(job, ground(job, new Access.Open(link), link, standing, false));
  }

  private Case rebuilt(Access access, Link link, boolean crd) {
    return on(facts.job(), ground(facts.job(), access, link, facts.standing(), crd));
  }

  private Case on(DatabricksJob job, Ground ground) {
    return new Case(new JobFacts(job, List.of(), facts.body(), OWNER, ground, facts.look(), null));
  }

  private Case with(JobSpec spec) {
    facts.job().setSpec(spec);
    return this;
  }

  private static JobStatus copy(
      JobStatus s, Operation operation, JobStatus.Baseline baseline, String missing) {
    return new JobStatus(
        s.jobId(),
        s.workspaceId(),
        s.url(),
        s.otherOwner(),
        operation,
        baseline,
        missing,
        s.drift(),
        s.serverOwned(),
        s.lastRun(),
        s.conditions(),
        s.observedGeneration());
  }

  private static JobSpec spec(JobSpec.DriftPolicy drift, JobSpec.DeletionPolicy deletion) {
    return new JobSpec(new WorkspaceRef("main"), null, null, null, deletion, drift, null);
  }

  private static DatabricksJob job(JobSpec spec, JobStatus status) {
    var job = new DatabricksJob();
    job.setMetadata(
        new ObjectMetaBuilder()
            .withName("etl")
            .withNamespace("team")
            .withUid("uid")
            .withGeneration(1L)
            .withFinalizers(Names.FINALIZER)
            .build());
    job.setSpec(spec);
    job.setStatus(status);
    return job;
  }

  private static JobFacts facts(DatabricksJob job, ObjectNode body) {
    var link = link(WORKSPACE);
    var ground = ground(job, new Access.Open(link), link, null, false);
    return new JobFacts(job, List.of(), body, OWNER, ground, new Look.None(), null);
  }

  private static Ground ground(
      DatabricksJob job, Access access, Link link, Intents.Standing standing, boolean crd) {
    var status = JobFacts.statusOf(job);
    var subject = new Subject(job, "job", MAIN, status.workspaceId(), status.operation());
    return new Ground(subject, access, link, standing, null, Duration.ofHours(24), crd, NOW);
  }

  private static Link link(String workspaceId) {
    var pace = new Link.Pace(Duration.ofSeconds(10), Duration.ofMinutes(5));
    return new Link(
        MAIN, "https://example.com", null, new Identity("me@example.com", workspaceId), pace);
  }
}

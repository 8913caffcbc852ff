package io.databricksoperator.run;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.databricksoperator.api.Operation;
import io.databricksoperator.databricks.Answer;
import io.databricksoperator.databricks.DatabricksFailure;
import io.databricksoperator.effect.Intents;
import io.databricksoperator.effect.Sender;
import io.databricksoperator.repair.PolicyReading;
import io.databricksoperator.repair.RepairPolicy;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/** Carries out a decision: at most one call that changes something in Databricks. */
final class RunActions {

  private final Intents intents;
  private final Sender sender;

  RunActions(Intents intents, Sender sender) {
    this.intents = intents;
    this.sender = sender;
  }

  RunOutcome carryOut(RunDecision decision, RunFacts facts) {
    return switch (decision) {
      case RunDecision.Record intent -> intend(intent, facts);
      case RunDecision.Start start -> start(facts);
      case RunDecision.Cancel cancel -> cancel(facts);
      case RunDecision.Repair repair -> repair(repair, facts);
      case RunDecision.Keep keep -> new RunOutcome.Nothing();
      case RunDecision.HoldFinalizer hold -> new RunOutcome.Nothing();
      case RunDecision.Hold hold -> new RunOutcome.Nothing();
      case RunDecision.Adopt adopt -> new RunOutcome.Nothing();
      case RunDecision.Repaired repaired -> new RunOutcome.Nothing();
      case RunDecision.Follow follow -> new RunOutcome.Nothing();
      case RunDecision.Schedule schedule -> new RunOutcome.Nothing();
      case RunDecision.End end -> new RunOutcome.Nothing();
      case RunDecision.Show show -> new RunOutcome.Nothing();
      case RunDecision.Release release -> new RunOutcome.Nothing();
      case RunDecision.Blocked blocked -> new RunOutcome.Nothing();
    };
  }

  private RunOutcome intend(RunDecision.Record intent, RunFacts facts) {
    Long jobId = facts.source() instanceof Source.Job job ? job.jobId() : null;
    String token;
    if (intent.kind() == Operation.Kind.Start) {
      var source = jobId == null ? "submit" : jobId.toString();
      token = StartToken.of(facts.link().workspaceId(), source, facts.run());
      intents.open(token);
    } else {
      token = intents.open();
    }
    var request = intent.cause() == Operation.Cause.Requested ? facts.spec().repair() : null;
    var operation =
        Operation.of(intent.kind(), token, facts.now().toString())
            .causedBy(intent.cause())
            .repairing(intent.expectedRepairId(), request);
    return new RunOutcome.Intended(operation, jobId);
  }

  private RunOutcome start(RunFacts facts) {
    var token = facts.operation().token();
    var request = JsonNodeFactory.instance.objectNode();
    var jobId = facts.status().jobId();
    if (jobId == null) {
      request.setAll((ObjectNode) facts.spec().submit().deepCopy());
    } else {
      request.put("job_id", Long.parseLong(jobId));
      put(request, facts.spec().parameters());
    }
    request.put("idempotency_token", token);
    var api = facts.link().api();
    return send(
        facts,
        () -> jobId == null ? api.submitRun(request) : api.runNow(request),
        RunOutcome.Started::new);
  }

  private RunOutcome cancel(RunFacts facts) {
    var outcome =
        send(
            facts,
            () -> facts.link().api().cancelRun(facts.runId()),
            done -> new RunOutcome.Cancelled());
    boolean gone =
        outcome instanceof RunOutcome.Failed(DatabricksFailure failure)
            && failure.kind() == DatabricksFailure.Kind.NOT_FOUND;
    if (gone && facts.going()) {
      // Its object is let go by that: an old cache of it must not ask again.
      intents.acted(facts.operation().token(), facts.now());
    }
    return gone ? new RunOutcome.Cancelled() : outcome;
  }

  private RunOutcome repair(RunDecision.Repair repair, RunFacts facts) {
    var view = ((Look.Ended) facts.look()).view();
    var request = JsonNodeFactory.instance.objectNode().put("run_id", view.runId());
    if (view.latestRepairId() != null) {
      request.put("latest_repair_id", view.latestRepairId());
    }
    var tasks = request.putArray("rerun_tasks");
    repair.tasks().forEach(tasks::add);
    request.put("rerun_dependent_tasks", rerunDependents(facts));
    var parameters = new TreeMap<>(view.parameters());
    var asked = facts.operation().repair();
    if (asked != null && asked.parameters() != null) {
      parameters.putAll(asked.parameters());
    }
    put(request, parameters);
    return send(facts, () -> facts.link().api().repairRun(request), RunOutcome.Repaired::new);
  }

  private static boolean rerunDependents(RunFacts facts) {
    return facts.policy() == null
        || !(RepairPolicy.of(facts.policy()) instanceof PolicyReading.Valid(RepairPolicy policy))
        || policy.rerunDependents();
  }

  private static void put(ObjectNode request, Map<String, String> parameters) {
    if (parameters != null && !parameters.isEmpty()) {
      parameters.forEach(request.putObject("job_parameters")::put);
    }
  }

  private <T> RunOutcome send(
      RunFacts facts, Supplier<Answer<T>> call, Function<T, RunOutcome> done) {
    return sender.send(facts, call, done, RunOutcome.Failed::new);
  }
}

package io.databricksoperator.api;

/** Every reason of every condition and event, with the sentence that the docs show (design 9). */
public enum Reason {
  Connected("The workspace answered and knows who we are."),
  SecretNotFound("The Secret that holds the credentials does not exist."),
  SecretKeyMissing("The Secret has no such key."),
  SecretKeyBlank("The key of the Secret holds nothing but white space."),
  CredentialsRefused("Databricks refused the credentials; renew them in the Secret."),
  PermissionDenied("The credentials are good and lack a permission."),
  HostNotAllowed("The host may not be called from this installation."),
  Unreachable("The workspace did not answer; it is tried again."),
  Throttled("The workspace asked for fewer requests; it is tried again."),
  WorkspaceChanged("Another workspace answers at this host, so nothing is written there."),
  WorkspaceNotFound("No DatabricksWorkspace of that name exists in the namespace."),
  WorkspaceNotReady("The workspace's connection does not work; its own conditions say why."),
  InvalidSettings("What the manifest says can never work; nothing was sent."),
  InvalidSpec("What the spec says can never work."),
  SettingsRefused("Databricks refused the settings; its message says why."),
  Creating("The job is being created."),
  Updating("The job is being changed."),
  Created("The job was created."),
  Updated("The job was changed to what the manifest says."),
  Deleting("The object is being deleted."),
  DriftCorrected("Someone changed the job in Databricks and the operator put it back."),
  DriftReported("Someone changed the job in Databricks; driftPolicy says Report."),
  Contested("What the operator put back in Databricks changes again at once; it stays as it is."),
  OwnedByAnother("Another installation of the operator owns the job."),
  JobGone("Someone deleted the job in Databricks."),
  SyncUnconfirmed("Databricks does not show what was written; it is tried again."),
  DeletionBlocked("The object cannot be released yet; the message says why and what to do."),
  Orphaned("The object was released and its counterpart left behind in Databricks."),
  JobNotReady("The DatabricksJob that is to be run is missing or not ready yet."),
  KeyInUse("An older DatabricksRun with the same key owns the run; this one only shows it."),
  Starting("The run is being started."),
  Started("Databricks has the run."),
  StartRefused("Databricks refused to start the run; its message says why."),
  StartUnknown("Nobody can tell whether the run was started; it is not started again."),
  Found("What was to be made was already there and was taken over."),
  RepairScheduled("A repair was decided and waits for its time."),
  RepairStarted("A repair began."),
  RepairedOutside("Someone repaired the run in Databricks."),
  NotRepairable("The run cannot be repaired; the message says why."),
  NoRepairPolicy("Neither the run nor its job has a repairPolicy."),
  AttemptsExhausted("All repairs that the policy allows were made."),
  WindowOver("The policy's window is over."),
  StoppedByRule("A rule of the policy, or the default rule, says to stop."),
  CancelRequested("The run is being cancelled."),
  Pending("The run is not started in Databricks yet."),
  Queued("Databricks holds the run back."),
  Running("The run is active."),
  RepairPending("A repair waits for its time."),
  Repairing("A repair is active."),
  Succeeded("The run ended well."),
  SucceededWithFailures("The run ended well although some of its tasks failed."),
  Failed("The run failed and is not repaired."),
  Cancelled("The run was cancelled."),
  TimedOut("The run took longer than it may."),
  Skipped("Databricks skipped the run."),
  Lost("The run vanished from Databricks before its end was seen.");

  private final String sentence;

  Reason(String sentence) {
    this.sentence = sentence;
  }

  /** What the reason means, in one sentence. */
  public String sentence() {
    return sentence;
  }
}

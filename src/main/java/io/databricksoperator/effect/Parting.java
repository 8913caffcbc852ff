package io.databricksoperator.effect;

import io.databricksoperator.api.Names;
import io.databricksoperator.kube.Deadline;
import io.databricksoperator.workspace.Access;

/** How an object goes that has something in a workspace: it always can (design 3.5). */
public sealed interface Parting {

  /** What it has there is seen to first, through the door. */
  record Act() implements Parting {}

  /** Nobody knows yet how the workspace is. */
  record Unchecked() implements Parting {}

  /** The workspace can not be used right now. */
  record Wait(String why) implements Parting {}

  /** The object goes, and what it has there is left behind. */
  record Orphan(String why) implements Parting {}

  /** How this one goes. Pure. */
  static Parting of(Grounded facts) {
    var ground = facts.ground();
    var object = ground.subject().object();
    var annotations = object.getMetadata().getAnnotations();
    if (annotations != null && annotations.containsKey(Names.FORCE_ORPHAN)) {
      return new Orphan("the annotation " + Names.FORCE_ORPHAN + " asks for it");
    }
    if (Deadline.over(object, ground.patience(), facts.now())) {
      return new Orphan("the workspace's deletionDeadline is over");
    }
    return facts.link() == null || facts.elsewhere() ? doorless(facts) : new Act();
  }

  private static Parting doorless(Grounded facts) {
    return switch (facts.access()) {
      case Access.Unchecked unchecked -> new Unchecked();
      case Access.Open open ->
          new Orphan(
              "another workspace than the "
                  + facts.ground().subject().what()
                  + "'s answers at the host");
      case Access.Closed closed ->
          closed.withoutCredentials()
              ? new Orphan(closed.message())
              : new Wait(closed.reason() + ": " + closed.message());
    };
  }
}

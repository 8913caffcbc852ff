package io.databricksoperator.kube;

import io.databricksoperator.api.Names;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people what was decided, as Kubernetes Events on the object. Never fails a reconcile. */
public final class Events {

  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final int LONGEST_MESSAGE = 1000;
  private static final int LONGEST_PREFIX = 230;

  private final Clock clock;

  /** Events with this clock's times. */
  public Events(Clock clock) {
    this.clock = clock;
  }

  /**
   * Publishes the notices about this object, and logs them.
   *
   * @param keys what else the log lines carry
   */
  public void publish(
      HasMetadata about, LogKeys keys, List<Notice> notices, KubernetesClient client) {
    for (var notice : notices) {
      var line =
          LOG.atInfo()
              .addKeyValue("reason", notice.reason())
              .addKeyValue("kind", about.getKind())
              .addKeyValue("namespace", about.getMetadata().getNamespace())
              .addKeyValue("name", about.getMetadata().getName());
      keys.into(line).log(notice.message());
      publish(about, notice, client);
    }
  }

  private void publish(HasMetadata about, Notice notice, KubernetesClient client) {
    var namespace = about.getMetadata().getNamespace();
    try {
      client.v1().events().inNamespace(namespace).resource(event(about, notice)).create();
    } catch (KubernetesClientException e) {
      LOG.debug("could not publish an event: {}", e.getMessage());
    }
  }

  private Event event(HasMetadata about, Notice notice) {
    var meta = about.getMetadata();
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    return new EventBuilder()
        .withNewMetadata()
        .withGenerateName(cut(meta.getName(), LONGEST_PREFIX) + ".")
        .withNamespace(meta.getNamespace())
        .endMetadata()
        .withInvolvedObject(reference(about))
        .withType(notice.warning() ? "Warning" : "Normal")
        .withReason(notice.reason().name())
        .withMessage(cut(notice.message(), LONGEST_MESSAGE))
        .withFirstTimestamp(now)
        .withLastTimestamp(now)
        .withCount(1)
        .withNewSource()
        .withComponent(Names.MANAGER)
        .endSource()
        .withReportingComponent(Names.MANAGER)
        .withReportingInstance(Names.MANAGER)
        .build();
  }

  private static ObjectReference reference(HasMetadata about) {
    return new ObjectReferenceBuilder()
        .withApiVersion(about.getApiVersion())
        .withKind(about.getKind())
        .withNamespace(about.getMetadata().getNamespace())
        .withName(about.getMetadata().getName())
        .withUid(about.getMetadata().getUid())
        .build();
  }

  private static String cut(String text, int most) {
    return text.length() <= most ? text : text.substring(0, most);
  }
}

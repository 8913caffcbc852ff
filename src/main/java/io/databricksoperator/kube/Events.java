package io.databricksoperator.kube;

import io.databricksoperator.api.Names;
import io.databricksoperator.text.Cut;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectReference;
import io.fabric8.kubernetes.api.model.ObjectReferenceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells people what was decided, as Kubernetes Events on the object. Never fails a reconcile. */
public final class Events {

  private static final Logger LOG = LoggerFactory.getLogger(Events.class);
  private static final int LONGEST_MESSAGE = 1000;
  private static final int LONGEST_START = 190;

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
      log(about, keys, notice);
      create(event(about, notice), client);
    }
  }

  /**
   * Publishes and logs what is said once in an object's life. Whoever decides it again, after a
   * crash or with an old cache, finds it said: the event's name is the same, so the API server
   * refuses the second one.
   *
   * @param keys what else the log line carries
   */
  public void publishOnce(HasMetadata about, LogKeys keys, Notice notice, KubernetesClient client) {
    var meta = about.getMetadata();
    var event = event(about, notice);
    event.getMetadata().setGenerateName(null);
    event
        .getMetadata()
        .setName(
            start(meta.getName())
                + meta.getUid()
                + "."
                + notice.reason().name().toLowerCase(Locale.ROOT));
    if (create(event, client)) {
      log(about, keys, notice);
    }
  }

  private static void log(HasMetadata about, LogKeys keys, Notice notice) {
    var line =
        (notice.warning() ? LOG.atWarn() : LOG.atInfo())
            .addKeyValue("reason", notice.reason())
            .addKeyValue("kind", about.getKind())
            .addKeyValue("namespace", about.getMetadata().getNamespace())
            .addKeyValue("name", about.getMetadata().getName());
    keys.into(line).log(notice.message());
  }

  /** Says no if there is such an event already. */
  private static boolean create(Event event, KubernetesClient client) {
    try {
      client.v1().events().resource(event).create();
    } catch (KubernetesClientException e) {
      LOG.debug("could not publish an event: {}", e.getMessage());
      return e.getCode() != HttpURLConnection.HTTP_CONFLICT;
    }
    return true;
  }

  private Event event(HasMetadata about, Notice notice) {
    var meta = about.getMetadata();
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
    return new EventBuilder()
        .withNewMetadata()
        .withGenerateName(start(meta.getName()))
        .withNamespace(meta.getNamespace())
        .endMetadata()
        .withInvolvedObject(reference(about))
        .withType(notice.warning() ? "Warning" : "Normal")
        .withReason(notice.reason().name())
        .withMessage(Cut.to(notice.message(), LONGEST_MESSAGE))
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

  /** What an event's name begins with: a part of a name ends with a letter or a digit. */
  private static String start(String name) {
    return Cut.head(name, LONGEST_START).replaceAll("[-.]+$", "") + ".";
  }
}

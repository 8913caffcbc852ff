package io.databricksoperator.settings;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The settings as they are sent to Databricks: jobs/create's body and jobs/reset's new_settings.
 */
public final class JobBody {
  private JobBody() {}

  /**
   * The manifest's settings with everything made explicit that the API would otherwise keep from
   * before or turn on by itself (databricks-api.md 1.4): {@code run_as} and {@code queue}; and with
   * the owner tag, a name and {@code edit_mode: UI_LOCKED} unless the manifest says otherwise.
   *
   * @param settings {@code spec.settings}
   * @param extraSettings {@code spec.extraSettings}, may be null
   * @param stamp what the operator adds
   * @return a new tree; the inputs stay as they are
   */
  public static ObjectNode of(JsonNode settings, JsonNode extraSettings, Stamp stamp) {
    var body = stamp.runAs().into(Overlay.lay(settings, extraSettings));
    if (!Trees.given(body.get("name"))) {
      body.put("name", stamp.defaultName());
    }
    if (!body.path("queue").has("enabled")) {
      Trees.object(body, "queue").put("enabled", true);
    }
    if (!Trees.given(body.get("edit_mode"))) {
      body.put("edit_mode", "UI_LOCKED");
    }
    Trees.object(body, "tags").put(OwnerTag.NAME, stamp.ownerTag());
    return stamp.suspend() ? inert(body) : body;
  }

  /** Whether a job with these settings starts runs by itself: something in it is not paused. */
  public static boolean startsByItself(JsonNode body) {
    return Starters.of(body).stream().anyMatch(starter -> !Starters.paused(starter));
  }

  /**
   * The same settings with schedule, trigger, continuous and every one of triggers paused.
   *
   * @return a new tree
   */
  public static ObjectNode inert(JsonNode body) {
    var copy = Trees.copy(body);
    Starters.of(copy).forEach(starter -> starter.put(Starters.PAUSE, Starters.PAUSED));
    return copy;
  }
}

package io.databricksoperator.embedded;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Version;

/** The kind of {@code widgets.yaml}. */
@Group("embedded.test")
@Version("v1")
public class Widget extends CustomResource<Widget.Spec, Widget.Status> implements Namespaced {
  /** What is wanted. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Spec(Integer size, String colour) {}

  /** What was seen. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Status(Integer seen, String message, Long observedGeneration) {}

  static Widget of(String name, int size) {
    var widget = new Widget();
    widget.getMetadata().setName(name);
    widget.getMetadata().setNamespace("default");
    widget.setSpec(new Spec(size, null));
    return widget;
  }
}

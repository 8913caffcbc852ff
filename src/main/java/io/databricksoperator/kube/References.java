package io.databricksoperator.kube;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.filter.OnUpdateFilter;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * "A refers to B by name, in its own namespace", both ways: a changed B reconciles every A that
 * names it, and a new A sees its B at once.
 */
public final class References {

  private References() {}

  /**
   * Watches B for A.
   *
   * @param to the kind B
   * @param nameOf the name of the B that an A refers to, if it does
   * @param matters which changes of a B its As want to know of
   * @param context of A's controller
   */
  public static <A extends HasMetadata, B extends HasMetadata> InformerEventSource<B, A> watch(
      Class<B> to,
      Function<A, Optional<String>> nameOf,
      OnUpdateFilter<B> matters,
      EventSourceContext<A> context) {
    var index = to.getSimpleName();
    var cache = context.getPrimaryCache();
    cache.addIndexer(index, a -> nameOf.apply(a).map(n -> List.of(key(a, n))).orElse(List.of()));
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(to, context.getPrimaryResourceClass())
            .withName(index)
            .withNamespacesInheritedFromController()
            .withOnUpdateFilter(matters)
            .withSecondaryToPrimaryMapper(
                b ->
                    cache.byIndex(index, key(b, b.getMetadata().getName())).stream()
                        .map(ResourceID::fromResource)
                        .collect(Collectors.toSet()))
            .withPrimaryToSecondaryMapper(
                (A a) ->
                    nameOf
                        .apply(a)
                        .map(n -> Set.of(new ResourceID(n, a.getMetadata().getNamespace())))
                        .orElse(Set.of()))
            .build(),
        context);
  }

  /** How indexes, metrics and logs name an object: namespace/name. */
  public static String key(ResourceID id) {
    return id.getNamespace().orElse("") + "/" + id.getName();
  }

  /** The same for an object of this name in the namespace of another. */
  public static String key(HasMetadata inNamespaceOf, String name) {
    return inNamespaceOf.getMetadata().getNamespace() + "/" + name;
  }
}

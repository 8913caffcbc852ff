package io.databricksoperator.cli;

import io.fabric8.kubernetes.api.model.Cluster;
import io.fabric8.kubernetes.api.model.Config;
import io.fabric8.kubernetes.api.model.Context;
import io.fabric8.kubernetes.api.model.NamedAuthInfo;
import io.fabric8.kubernetes.api.model.NamedCluster;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.internal.KubeConfigUtils;
import java.io.File;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * The cluster that $KUBECONFIG names, by one file or by several as kubectl reads them: what comes
 * first wins, and files that do not exist are left out if there are others. Fabric8 takes what is
 * wrong for a cluster at its default address; here it is a sentence, without anything of a file's
 * content but names.
 */
final class Kubeconfig {

  private static final LoadSettings YAML =
      LoadSettings.builder().setAllowDuplicateKeys(true).build();

  private static final Pattern ADDRESS =
      Pattern.compile("(?i)https?://(?:[^/@]*@)?(?:\\[[^/]+]|[^/:@\\[]+)(?::(\\d{1,5}))?(?:/.*)?");

  private static final int LAST_PORT = 65_535;

  /** It names no cluster that can be used; the message says why. */
  static final class Unusable extends Exception {
    Unusable(String message) {
      super(message);
    }
  }

  private final String names;
  private final List<Config> files = new ArrayList<>();

  private Kubeconfig(String names) throws Unusable {
    this.names = names;
    for (var file : existing(names)) {
      files.add(parsed(file));
    }
  }

  /**
   * Reads it.
   *
   * @param names what the variable holds: files, separated as the machine separates paths
   * @throws Unusable when there is something wrong with it
   */
  static io.fabric8.kubernetes.client.Config read(String names) throws Unusable {
    var kubeconfig = new Kubeconfig(names);
    var context = kubeconfig.currentContext();
    var config = io.fabric8.kubernetes.client.Config.empty();
    KubeConfigUtils.merge(config, context, kubeconfig.files.toArray(Config[]::new));
    return config;
  }

  private static List<File> existing(String names) {
    var all =
        Arrays.stream(names.split(File.pathSeparator))
            .filter(name -> !name.isBlank())
            .map(File::new)
            .toList();
    var existing = all.stream().filter(File::exists).toList();
    return existing.isEmpty() ? all : existing;
  }

  private static Config parsed(File file) throws Unusable {
    try {
      var content = new Load(YAML).loadFromString(Files.readString(file.toPath()));
      if (content instanceof Map<?, ?>) {
        return KubeConfigUtils.parseConfig(file);
      }
      throw unusable(file, content == null ? "which is empty" : "which is not a kubeconfig");
    } catch (MarkedYamlEngineException e) {
      var line =
          e.getProblemMark().map(mark -> ": look at line " + (mark.getLine() + 1)).orElse("");
      throw unusable(file, "which is not YAML" + line);
    } catch (YamlEngineException | CharacterCodingException e) {
      throw unusable(file, "which is not a text");
    } catch (IOException e) {
      throw unusable(file, file.isFile() ? "which can not be read" : "which is not a file");
    } catch (IllegalArgumentException | KubernetesClientException e) {
      throw unusable(file, "which is not a kubeconfig");
    }
  }

  /** The context that is used, if it leads to a cluster. */
  private String currentContext() throws Unusable {
    var name = files.stream().map(Config::getCurrentContext).filter(Kubeconfig::said).findFirst();
    if (name.isEmpty()) {
      throw unusable(names, "which has no current-context" + known());
    }
    var context = context(name.get());
    if (context.isEmpty()) {
      throw unusable(names, "whose current-context " + name.get() + " does not exist" + known());
    }
    requireCluster(context.get());
    return name.get();
  }

  private String known() {
    var contexts = all(Config::getContexts).map(NamedContext::getName).toList();
    return contexts.isEmpty() ? "" : "; there are " + String.join(", ", contexts);
  }

  private Optional<Context> context(String name) {
    return all(Config::getContexts)
        .filter(context -> name.equals(context.getName()) && context.getContext() != null)
        .map(NamedContext::getContext)
        .findFirst();
  }

  private void requireCluster(Context context) throws Unusable {
    var cluster = context.getCluster();
    var server =
        all(Config::getClusters)
            .filter(known -> known.getName() != null && known.getName().equals(cluster))
            .map(NamedCluster::getCluster)
            .map(Cluster::getServer)
            .filter(Kubeconfig::said)
            .findFirst();
    if (server.isEmpty()) {
      throw unusable(names, "whose cluster " + cluster + " has no server");
    }
    if (!isAddress(server.get())) {
      throw unusable(names, "whose cluster " + cluster + " has a server that is no http(s) URL");
    }
    requireUser(context.getUser());
  }

  /** One without a scheme Fabric8 would call by plain HTTP if there were no answer by TLS. */
  private static boolean isAddress(String server) {
    var address = ADDRESS.matcher(server);
    return address.matches()
        && (address.group(1) == null || Integer.parseInt(address.group(1)) <= LAST_PORT);
  }

  private void requireUser(String user) throws Unusable {
    if (said(user) && all(Config::getUsers).map(NamedAuthInfo::getName).noneMatch(user::equals)) {
      throw unusable(names, "whose user " + user + " does not exist");
    }
  }

  private <T> Stream<T> all(Function<Config, List<T>> part) {
    return files.stream().map(part).filter(list -> list != null).flatMap(List::stream);
  }

  private static boolean said(String text) {
    return text != null && !text.isBlank();
  }

  private static Unusable unusable(Object files, String what) {
    return new Unusable("$KUBECONFIG names " + files + ", " + what);
  }
}

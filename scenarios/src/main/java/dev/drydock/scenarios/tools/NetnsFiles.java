package dev.drydock.scenarios.tools;

import dev.drydock.core.netns.Netns;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.network.Sandbox;
import dev.drydock.scenarios.lab.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The files under `/run/docker/netns`, at which the engine of a machine keeps its namespaces
/// (libnetwork `osl/namespace_linux.go`): one for each sandbox, and those that overlay networks
/// hide.
public final class NetnsFiles {
  private static final List<String> FOLDERS =
      List.of("/run/docker/netns/", "/var/run/docker/netns/");

  /// Those of overlay networks: the hidden ones, the balancers' and the routing mesh's.
  private static final Pattern OF_OVERLAYS = Pattern.compile("\\d+-\\w+|lb_\\w+|ingress_sbox");

  private NetnsFiles() {}

  /// The names in the folder.
  static SortedMap<String, Netns> of(Box box) {
    SortedMap<String, Netns> files = new TreeMap<>();
    for (Netns namespace : box.machine().namespaces()) {
      if (OF_OVERLAYS.matcher(namespace.name()).matches()) {
        files.put(namespace.name(), namespace);
      }
    }
    Engine engine = box.engine();
    if (engine != null) {
      for (Container container : engine.containers().list(false)) {
        Sandbox sandbox = container.sandbox();
        if (sandbox != null) {
          files.values().remove(sandbox.namespace());
          files.put(ToolRegistry.baseName(sandbox.key()), sandbox.namespace());
        }
      }
    }
    return files;
  }

  /// The namespace at a path; null when there is none.
  public static @Nullable Netns at(Box box, String path) {
    for (String folder : FOLDERS) {
      if (path.startsWith(folder)) {
        return of(box).get(path.substring(folder.length()));
      }
    }
    return null;
  }

  /// Whether a folder is one that lies on the way there.
  static boolean isNear(String folder) {
    return folder.startsWith("/run/docker") || folder.startsWith("/var/run/docker");
  }

  /// Whether it is the folder itself, which stays once the engine has had a sandbox.
  static boolean isThere(Box box, String folder) {
    Engine engine = box.engine();
    return engine != null && engine.namespaceFiles().isMade() && FOLDERS.contains(folder + "/");
  }

  /// The paths of all, and of those that are gone and not yet cleared away.
  static List<String> paths(Box box) {
    List<String> paths = new ArrayList<>();
    SortedSet<String> names = new TreeSet<>(of(box).keySet());
    Engine engine = box.engine();
    if (engine != null) {
      names.addAll(engine.namespaceFiles().names());
    }
    for (String name : names) {
      FOLDERS.forEach(folder -> paths.add(folder + name));
    }
    return paths;
  }
}

package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.drivers.engine.Container;
import dev.drydock.scenarios.lab.Files;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.Folders;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `docker diff`: what a container's own files are beside those of its image, as far as both are
/// known (moby `pkg/archive/changes.go`; words and kinds seen with 20.10.24). What is mounted does
/// not count, but the folder it is mounted on does.
public final class DiffVerb implements DockerVerb {
  /// What the engine mounts.
  private static final String MOUNTED = "/etc/(hosts|hostname|resolv\\.conf)|/(dev|proc|sys)/.*";

  @Override
  public int run(DockerCall call) throws Failure {
    List<String> words = new Flags(call.verb()).read(call.arguments()).words();
    if (words.size() != 1) {
      throw call.needs("exactly 1 argument");
    }
    Container container = call.engine().containers().get(words.getFirst());
    ContainerDirectory directory = call.invocation().shell().containers();
    ContainerDirectory.Entry entry =
        directory.find(call.invocation().place().box(), container.id());
    if (entry == null) {
      return 0;
    }
    Changes changes = new Changes(entry.files(), Folders.ofSystem(entry.toolbox()));
    changes.own();
    List<String> targets = new ArrayList<>(container.spec().mounts().tmpfs().keySet());
    container.mounts().forEach(point -> targets.add(point.target()));
    targets.forEach(changes::mounted);
    changes.all.forEach((path, kind) -> call.out(kind + " " + path));
    return 0;
  }

  /// The changes of one container.
  private static final class Changes {
    private final Files files;
    private final List<String> ofSystem;
    private final Map<String, Character> all = new TreeMap<>();

    Changes(Files files, List<String> ofSystem) {
      this.files = files;
      this.ofSystem = ofSystem;
    }

    void own() {
      Map<String, Character> found = new TreeMap<>(files.changes());
      found.keySet().removeIf(path -> path.matches(MOUNTED));
      found.forEach((path, kind) -> {
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        all.put(plain, kind);
      });
      List.copyOf(all.keySet()).forEach(this::addParents);
    }

    void mounted(String target) {
      if (!isOfImage(target)) {
        all.putIfAbsent(target, 'A');
        addParents(target);
      }
    }

    private void addParents(String path) {
      int cut = path.lastIndexOf('/');
      if (cut <= 0) {
        return;
      }
      String parent = path.substring(0, cut);
      all.putIfAbsent(parent, isOfImage(parent) ? 'C' : 'A');
      addParents(parent);
    }

    private boolean isOfImage(String path) {
      return ofSystem.contains(path.substring(1)) || files.wasThere(path);
    }
  }
}

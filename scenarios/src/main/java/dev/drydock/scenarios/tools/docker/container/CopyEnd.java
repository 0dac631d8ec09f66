package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.drivers.engine.Container;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.Folders;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// One side of `docker cp`: files and folders of the machine, or of a container that may be at rest
/// (moby `pkg/archive/copy.go`, `CopyInfo`).
final class CopyEnd {
  private final String path;
  private final PlaceFiles files;
  private final Folders folders;

  private CopyEnd(Place place, String path) {
    this.path = path;
    this.files = new PlaceFiles(place);
    this.folders = new Folders(place);
  }

  /// On the machine.
  static CopyEnd ofMachine(DockerCall call, String path) {
    return new CopyEnd(call.invocation().place(), path);
  }

  /// In a container, where paths begin at the root. What the kernel shows there is not to be had
  /// while it does not run.
  static CopyEnd of(DockerCall call, Container container, String path) {
    Place machine = call.invocation().place();
    ContainerDirectory.Entry entry =
        call.invocation().shell().containers().find(machine.box(), container.id());
    if (entry == null) {
      throw new IllegalStateException("a container without files: " + container.id());
    }
    Place running = entry.place(machine.box());
    Place place =
        running != null
            ? running
            : new Place(
                machine.box(),
                machine.namespace(),
                entry.name(),
                entry.hostname(),
                entry.toolbox(),
                entry.files(),
                entry.environment(),
                entry.rights(),
                "/");
    return new CopyEnd(place.at("/"), path);
  }

  /// The path from the root.
  String absolute() {
    return folders.path(path);
  }

  /// Whether it says that it is a folder (`assertsDirectory`).
  boolean asksForFolder() {
    return path.endsWith("/") || isContent();
  }

  /// Whether it means what is in a folder, not the folder (`specifiesCurrentDir`).
  private boolean isContent() {
    return path.equals(".") || path.endsWith("/.");
  }

  /// The name that it has in an archive.
  String base() {
    String absolute = absolute();
    return isContent() ? "." : absolute.substring(absolute.lastIndexOf('/') + 1);
  }

  /// The folder that it is in.
  String parent() {
    String absolute = absolute();
    return absolute.substring(0, Math.max(absolute.lastIndexOf('/'), 1));
  }

  boolean isFolder() {
    return folders.isFolder(path) || (asksForFolder() && folders.mayBeThere(path));
  }

  boolean isFile() {
    return !folders.isFolder(path) && files.exists(path);
  }

  boolean hasParent() {
    return folders.isFolder(parent()) || folders.mayBeThere(parent());
  }

  /// Whether nothing can be written there.
  boolean isReadOnly() {
    return files.isReadOnly(path);
  }

  /// All of it, by the names of an archive.
  ///
  /// @param base its own name there
  Map<String, String> tree(String base) {
    Map<String, String> tree = new LinkedHashMap<>();
    collect(absolute(), base, tree);
    return tree;
  }

  private void collect(String from, String name, Map<String, String> tree) {
    String text = folders.isFolder(from) ? null : files.read(from);
    if (text != null) {
      tree.put(name, text);
      return;
    }
    tree.put(name + "/", "");
    List<Folders.Item> items = folders.list(from);
    for (Folders.Item item : items == null ? List.<Folders.Item>of() : items) {
      String inside = from.equals("/") ? "/" + item.name() : from + "/" + item.name();
      collect(inside, name + "/" + item.name(), tree);
    }
  }

  /// Unpacks.
  ///
  /// @param folder where the names begin
  void write(String folder, Map<String, String> tree) {
    tree.forEach((name, text) -> {
      String target = folders.path(folder + "/" + name);
      if (!name.endsWith("/")) {
        files.write(target, text, false);
      } else if (!folders.isFolder(target)) {
        folders.make(target);
      }
    });
  }
}

package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.engine.Mount;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.TaskResources;
import dev.drydock.drivers.swarm.TaskSurroundings;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.tools.docker.client.ByteSize;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What a compose file says of a service's mounts, limits, user and logs, as a stack has it
/// (docker/cli `cli/compose/convert/service.go`, `volume.go`).
final class StackSurroundings {
  private final String stack;
  private final Path folder;
  private final Node.Mapping root;
  private final Node.Mapping fields;

  StackSurroundings(String stack, Path folder, Node.Mapping root, Node.Mapping service) {
    this.stack = stack;
    this.folder = folder;
    this.root = root;
    this.fields = service;
  }

  TaskSurroundings of() throws Failure {
    return new TaskSurroundings(
        word(fields, "working_dir"),
        word(fields, "user"),
        List.of(),
        new TaskSurroundings.Switches(
            isOn(fields, "tty"), isOn(fields, "stdin_open"), isOn(fields, "read_only")),
        mounts(),
        ulimits(),
        logs(),
        resources());
  }

  private static Node.@Nullable Mapping mapping(Node.@Nullable Mapping of, String key) {
    return of != null && of.get(key) instanceof Node.Mapping found ? found : null;
  }

  private static String word(Node.@Nullable Mapping of, String key) {
    return of != null && of.get(key) instanceof Node.Scalar scalar && !scalar.isNull()
        ? scalar.text()
        : "";
  }

  private static boolean isOn(Node.@Nullable Mapping of, String key) {
    return word(of, key).equals("true");
  }

  private static long number(String text) {
    return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : 0;
  }

  private static Map<String, String> words(Node.@Nullable Mapping of) {
    Map<String, String> words = new LinkedHashMap<>();
    for (Node.Entry entry : of == null ? List.<Node.Entry>of() : of.entries()) {
      words.put(entry.name(), word(of, entry.name()));
    }
    return words;
  }

  // ---- volumes ---------------------------------------------------------------------------

  private List<Mount> mounts() {
    List<Mount> mounts = new ArrayList<>();
    if (fields.get("volumes") instanceof Node.Sequence items) {
      for (Node item : items.items()) {
        switch (item) {
          case Node.Scalar text -> mounts.add(mount(text.text()));
          case Node.Mapping whole -> mounts.add(mount(whole));
          case Node.Sequence list -> {} // refused when the file was read
        }
      }
    }
    return mounts;
  }

  /// `data:/data:ro`, `./here:/there` or `/there`.
  private Mount mount(String text) {
    String[] parts = text.split(":", 3);
    if (parts.length == 1) {
      return new Mount("volume", "", text, false, "", null, null, null);
    }
    String options = parts.length == 3 ? parts[2] : "";
    boolean isReadOnly = List.of(options.split(",", -1)).contains("ro");
    boolean isFolder = parts[0].matches("[./~].*");
    if (isFolder) {
      return new Mount("bind", path(parts[0]), parts[1], isReadOnly, "", null, null, null);
    }
    boolean isEmpty = List.of(options.split(",", -1)).contains("nocopy");
    Mount.Volume volume = volume(parts[0], isEmpty);
    return new Mount("volume", nameOf(parts[0]), parts[1], isReadOnly, "", null, volume, null);
  }

  private String path(String text) {
    if (!text.startsWith("~")) {
      return folder.resolve(text).normalize().toString();
    }
    return Path.of("/root", text.replaceFirst("^~/?", "")).normalize().toString();
  }

  private Mount mount(Node.Mapping whole) {
    String type = word(whole, "type").isEmpty() ? "volume" : word(whole, "type");
    String source = word(whole, "source");
    boolean isVolume = type.equals("volume") && !source.isEmpty();
    Node.Mapping bind = mapping(whole, "bind");
    Node.Mapping tmpfs = mapping(whole, "tmpfs");
    return new Mount(
        type,
        isVolume ? nameOf(source) : type.equals("bind") ? path(source) : source,
        word(whole, "target"),
        isOn(whole, "read_only"),
        word(whole, "consistency"),
        bind == null ? null : new Mount.Bind(word(bind, "propagation"), false),
        isVolume ? volume(source, isOn(mapping(whole, "volume"), "nocopy")) : null,
        tmpfs == null ? null : new Mount.Tmpfs(bytes(word(tmpfs, "size")), 0));
  }

  private Node.@Nullable Mapping declared(String key) {
    return mapping(mapping(root, "volumes"), key);
  }

  private static boolean isExternal(Node.@Nullable Mapping volume) {
    return isOn(volume, "external") || mapping(volume, "external") != null;
  }

  private String nameOf(String key) {
    Node.Mapping volume = declared(key);
    String name = word(volume, "name");
    if (name.isEmpty()) {
      name = word(mapping(volume, "external"), "name");
    }
    if (!name.isEmpty()) {
      return name;
    }
    return isExternal(volume) ? key : stack + "_" + key;
  }

  private Mount.Volume volume(String key, boolean isEmpty) {
    Node.Mapping volume = declared(key);
    if (isExternal(volume)) {
      return new Mount.Volume(isEmpty, Map.of(), null);
    }
    Map<String, String> labels = new LinkedHashMap<>(words(mapping(volume, "labels")));
    labels.put(ServiceSpec.STACK_LABEL, stack);
    Node.Mapping options = mapping(volume, "driver_opts");
    String driver = word(volume, "driver");
    boolean isPlain = driver.isEmpty() && options == null;
    return new Mount.Volume(
        isEmpty, labels, isPlain ? null : new Mount.Driver(driver, words(options)));
  }

  // ---- limits and logs --------------------------------------------------------------------

  private List<TaskSurroundings.Ulimit> ulimits() {
    Node.Mapping all = mapping(fields, "ulimits");
    Map<String, TaskSurroundings.Ulimit> limits = new TreeMap<>();
    for (Node.Entry entry : all == null ? List.<Node.Entry>of() : all.entries()) {
      String name = entry.name();
      Node.Mapping both = mapping(all, name);
      long soft = number(both == null ? word(all, name) : word(both, "soft"));
      long hard = both == null ? soft : number(word(both, "hard"));
      limits.put(name, new TaskSurroundings.Ulimit(name, soft, hard));
    }
    return List.copyOf(limits.values());
  }

  private Mount.@Nullable Driver logs() {
    Node.Mapping logging = mapping(fields, "logging");
    return logging == null
        ? null
        : new Mount.Driver(word(logging, "driver"), words(mapping(logging, "options")));
  }

  private TaskResources resources() throws Failure {
    Node.Mapping resources = mapping(mapping(fields, "deploy"), "resources");
    TaskResources.Amount limits = amount(mapping(resources, "limits"));
    TaskResources.Amount reservations = amount(mapping(resources, "reservations"));
    SurroundingOptions.check(limits);
    SurroundingOptions.check(reservations);
    return new TaskResources(limits, reservations);
  }

  private static TaskResources.@Nullable Amount amount(Node.@Nullable Mapping of) throws Failure {
    if (of == null) {
      return null;
    }
    String cpus = word(of, "cpus");
    try {
      return new TaskResources.Amount(
          cpus.isEmpty() ? 0 : SurroundingOptions.nanoCpus(cpus),
          bytes(word(of, "memory")),
          number(word(of, "pids")));
    } catch (IllegalArgumentException e) {
      throw new Failure(String.valueOf(e.getMessage()), 1);
    }
  }

  private static long bytes(String text) {
    return text.isEmpty() ? 0 : ByteSize.parse(text);
  }
}

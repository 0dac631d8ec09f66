package dev.drydock.drivers.swarm;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Mount;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a task and its node put into `{{.Node.Hostname}}` and the like in the environment, the host
/// name and the mounts of a service (swarmkit `template/context.go`, `expander.go`; Go
/// `text/template`). There are fields, texts, `index` and `join`; other words stay as they are.
final class TaskTemplate {
  private static final Pattern PLACE = Pattern.compile("\\{\\{(?:- )?(.*?)(?: -)?\\}\\}");
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(\\.[A-Za-z0-9_.]+|\"[^\"]*\"|[a-z]+|\\S)");
  private static final String LABELS = ".Service.Labels";

  /// The type of what a path leads to, as Go writes it.
  private static final Map<String, String> TYPES = types();

  private final Map<String, String> values = new LinkedHashMap<>();
  private final Map<String, String> labels;

  TaskTemplate(Task task, SwarmNode node) {
    labels = task.service().spec().labels();
    String slot = task.slot() > 0 ? Integer.toString(task.slot()) : node.id();
    put(
        new Named(task.service().id(), task.service().name()),
        new Named(node.id(), node.hostname()));
    put(new Named(task.id(), task.containerName()), slot);
    platform("linux", "x86_64");
  }

  private TaskTemplate() {
    labels = new LinkedHashMap<>();
    put(new Named("serviceid", "servicename"), new Named("nodeid", "nodeHostname"));
    put(new Named("", "servicename.1."), "1");
    platform("os", "architecture");
  }

  /// What managers try a service's templates with; no label is known to them
  /// (`controlapi/service.go`, `validateContainerSpec`).
  static TaskTemplate trial() {
    return new TaskTemplate();
  }

  private record Named(String id, String name) {}

  private void put(Named service, Named node) {
    values.put(".Service.ID", service.id);
    values.put(".Service.Name", service.name);
    values.put(".Node.ID", node.id);
    values.put(".Node.Hostname", node.name);
  }

  private void put(Named task, String slot) {
    values.put(".Task.ID", task.id);
    values.put(".Task.Name", task.name);
    values.put(".Task.Slot", slot);
  }

  private void platform(String system, String architecture) {
    values.put(".Node.Platform.OS", system);
    values.put(".Node.Platform.Architecture", architecture);
  }

  private static Map<String, String> types() {
    Map<String, String> types = new LinkedHashMap<>();
    types.put("", "*template.Context");
    types.put(".Service", "struct { ID string; Name string; Labels map[string]string }");
    types.put(".Node", "struct { ID string; Hostname string; Platform template.Platform }");
    types.put(".Node.Platform", "template.Platform");
    types.put(".Task", "struct { ID string; Name string; Slot string }");
    return types;
  }

  /// Fills in a text.
  ///
  /// @throws EngineException for a field that there is not, in Go's words
  String fill(String text) {
    return PLACE
        .matcher(text)
        .replaceAll(found ->
            Matcher.quoteReplacement(value(found.group(1), found.start(1), found.group())));
  }

  /// Refuses what cannot be filled in (`ExpandContainerSpec`).
  void check(ServiceSpec.Workload workload) {
    for (String line : workload.env()) {
      tried("expanding env failed: expanding env \"" + line + "\": ", () -> fillValue(line));
    }
    for (Mount mount : workload.details().surroundings().mounts()) {
      String why = "expanding mounts failed: expanding mount ";
      tried(why + "source \"" + mount.source() + "\": ", () -> fill(mount.source()));
      tried(why + "target \"" + mount.target() + "\": ", () -> fill(mount.target()));
    }
    tried("expanding hostname failed: ", () -> fill(workload.hostname()));
  }

  private static void tried(String where, Runnable what) {
    try {
      what.run();
    } catch (EngineException e) {
      throw SwarmTexts.invalid(where + e.text());
    }
  }

  /// Fills in the value of `NAME=value` (`expandEnv`).
  String fillValue(String line) {
    int end = line.indexOf('=');
    return end < 0 ? line : line.substring(0, end + 1) + fill(line.substring(end + 1));
  }

  /// What is mounted (`expandMounts`).
  Mount fill(Mount mount) {
    Mount.Volume volume = mount.volume();
    return new Mount(
        mount.type(),
        fill(mount.source()),
        fill(mount.target()),
        mount.isReadOnly(),
        mount.consistency(),
        mount.bind(),
        volume == null ? null : fill(volume),
        mount.tmpfs());
  }

  private Mount.Volume fill(Mount.Volume volume) {
    Mount.Driver driver = volume.driver();
    UnaryOperator<Map<String, String>> filled =
        map -> {
          Map<String, String> all = new LinkedHashMap<>();
          map.forEach((key, value) -> all.put(key, fill(value)));
          return all;
        };
    return new Mount.Volume(
        volume.isEmpty(),
        filled.apply(volume.labels()),
        driver == null ? null : new Mount.Driver(driver.name(), filled.apply(driver.options())));
  }

  /// @param at where the body begins in its text
  private String value(String body, int at, String otherwise) {
    List<String> words = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    for (Matcher found = TOKEN.matcher(body); found.find(); ) {
      words.add(found.group(1));
      places.add(at + found.start(1));
    }
    String first = words.isEmpty() ? "" : words.getFirst();
    if (words.size() == 1) {
      String one = operand(first, places.getFirst());
      return one == null ? otherwise : one;
    }
    if (first.equals("index") && words.size() == 3 && words.get(1).equals(LABELS)) {
      String key = operand(words.get(2), places.get(2));
      return key == null ? otherwise : labels.getOrDefault(key, "");
    }
    return first.equals("join") ? joined(words, places, otherwise) : otherwise;
  }

  private String joined(List<String> words, List<Integer> places, String otherwise) {
    List<String> parts = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      String part = operand(words.get(i), places.get(i));
      if (part == null) {
        return otherwise;
      }
      parts.add(part);
    }
    return parts.isEmpty() ? otherwise : String.join(parts.removeFirst(), parts);
  }

  private @Nullable String operand(String word, int at) {
    if (word.startsWith("\"")) {
      return word.substring(1, word.length() - 1);
    }
    return word.startsWith(".") && word.length() > 1 ? field(word, at) : null;
  }

  private @Nullable String field(String path, int at) {
    String value = values.get(path);
    if (value != null || TYPES.containsKey(path) || path.equals(LABELS)) {
      return value;
    }
    int second = path.indexOf('.', 1); // where Go sees the place of a chain
    String where =
        "template: expansion:1:%d: executing \"expansion\" at <%s>: "
            .formatted(second < 0 ? at : at + second, path);
    if (path.startsWith(LABELS + ".")) {
      String key = path.substring(LABELS.length() + 1);
      String label = labels.get(key);
      if (label == null) {
        throw new EngineException(where + "map has no entry for key \"" + key + "\"");
      }
      return label;
    }
    String known = "";
    String rest = path;
    for (int dot = path.indexOf('.', 1); dot > 0; dot = path.indexOf('.', dot + 1)) {
      if (TYPES.containsKey(path.substring(0, dot)) || values.containsKey(path.substring(0, dot))) {
        known = path.substring(0, dot);
        rest = path.substring(dot);
      }
    }
    int end = rest.indexOf('.', 1);
    String name = end < 0 ? rest.substring(1) : rest.substring(1, end);
    throw new EngineException(
        where
            + "can't evaluate field %s in type %s"
                .formatted(name, TYPES.getOrDefault(known, "string")));
  }
}

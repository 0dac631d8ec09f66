package dev.drydock.drivers.swarm;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.GoString;
import dev.drydock.drivers.engine.Mount;
import dev.drydock.drivers.template.Dialect;
import dev.drydock.drivers.template.GoType;
import dev.drydock.drivers.template.GoType.Field;
import dev.drydock.drivers.template.GoType.Struct;
import dev.drydock.drivers.template.GoValue;
import dev.drydock.drivers.template.Template;
import dev.drydock.drivers.template.TemplateFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What a task and its node put into `{{.Node.Hostname}}` and the like in the environment, the host
/// name and the mounts of a service (swarmkit `template/context.go`, `expander.go`).
final class TaskTemplate {
  private static final Struct PLATFORM = struct("template.Platform", "Architecture", "OS");

  private static final GoType SERVICE =
      with(
          struct("struct { ID string; Name string; Labels map[string]string }", "ID", "Name"),
          "Labels",
          new GoType.Mapping(GoType.STRING, GoType.STRING));

  private static final GoType NODE =
      with(
          struct(
              "struct { ID string; Hostname string; Platform template.Platform }",
              "ID",
              "Hostname"),
          "Platform",
          PLATFORM);

  private static final GoType TASK =
      struct("struct { ID string; Name string; Slot string }", "ID", "Name", "Slot");

  private static final GoType CONTEXT =
      new GoType.Pointer(
          with(
              with(with(struct("template.Context"), "Service", SERVICE), "Node", NODE),
              "Task",
              TASK));

  private final GoValue context;

  TaskTemplate(Task task, SwarmNode node) {
    String slot = task.slot() > 0 ? Integer.toString(task.slot()) : node.id();
    Map<String, @Nullable Object> service = named(task.service().id(), task.service().name());
    service.put("Labels", task.service().spec().labels());
    Map<String, @Nullable Object> own = named(task.id(), task.containerName());
    own.put("Slot", slot);
    context = context(service, node(node.id(), node.hostname(), "x86_64", "linux"), own);
  }

  private TaskTemplate() {
    Map<String, @Nullable Object> own = named("", "servicename.1.");
    own.put("Slot", "1");
    context =
        context(
            named("serviceid", "servicename"),
            node("nodeid", "nodeHostname", "architecture", "os"),
            own);
  }

  /// What managers try a service's templates with; no label is known to them
  /// (`controlapi/service.go`, `validateContainerSpec`).
  static TaskTemplate trial() {
    return new TaskTemplate();
  }

  private static Struct struct(String name, String... fields) {
    return new Struct(
        name, List.of(fields).stream().map(f -> new Field(f, f, GoType.STRING)).toList());
  }

  private static Struct with(Struct struct, String field, GoType type) {
    List<Field> fields = new ArrayList<>(struct.fields());
    fields.add(new Field(field, field, type));
    return new Struct(struct.name(), fields);
  }

  private static Map<String, @Nullable Object> named(String id, String name) {
    Map<String, @Nullable Object> named = new LinkedHashMap<>();
    named.put("ID", id);
    named.put("Name", name);
    return named;
  }

  private static Map<String, @Nullable Object> node(
      String id, String hostname, String architecture, String system) {
    Map<String, @Nullable Object> platform = new LinkedHashMap<>();
    platform.put("Architecture", architecture);
    platform.put("OS", system);
    Map<String, @Nullable Object> node = new LinkedHashMap<>();
    node.put("ID", id);
    node.put("Hostname", hostname);
    node.put("Platform", platform);
    return node;
  }

  private static GoValue context(
      Map<String, @Nullable Object> service,
      Map<String, @Nullable Object> node,
      Map<String, @Nullable Object> task) {
    Map<String, @Nullable Object> context = new LinkedHashMap<>();
    context.put("Service", service);
    context.put("Node", node);
    context.put("Task", task);
    return new GoValue(CONTEXT, context);
  }

  /// Fills in a text.
  ///
  /// @throws EngineException for what is no template or does not fit, in Go's words
  String fill(String text) {
    try {
      return Template.parse(text, Dialect.EXPANSION).apply(context, Template.Mode.STRICT);
    } catch (TemplateFailure e) {
      throw new EngineException(e.why());
    }
  }

  /// Refuses what cannot be filled in (`ExpandContainerSpec`).
  void check(ServiceSpec.Workload workload) {
    for (String line : workload.env()) {
      tried(
          "expanding env failed: expanding env " + GoString.quoted(line) + ": ",
          () -> fillValue(line));
    }
    for (Mount mount : workload.details().surroundings().mounts()) {
      String why = "expanding mounts failed: expanding mount ";
      tried(why + "source " + GoString.quoted(mount.source()) + ": ", () -> fill(mount.source()));
      tried(why + "target " + GoString.quoted(mount.target()) + ": ", () -> fill(mount.target()));
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
}

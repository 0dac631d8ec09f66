package dev.drydock.drivers.swarm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a task and its node put into `{{.Node.Hostname}}` and the like in the environment and the
/// host name of a service (swarmkit `template/context.go`). Other words stay as they are.
final class TaskTemplate {
  private static final Pattern PLACE = Pattern.compile("\\{\\{ *\\.([A-Za-z.]+) *\\}\\}");

  private final Task task;
  private final SwarmNode node;

  TaskTemplate(Task task, SwarmNode node) {
    this.task = task;
    this.node = node;
  }

  String fill(String text) {
    return PLACE
        .matcher(text)
        .replaceAll(found -> Matcher.quoteReplacement(value(found.group(1), found.group())));
  }

  private String value(String name, String otherwise) {
    return switch (name) {
      case "Service.ID" -> task.service().id();
      case "Service.Name" -> task.service().name();
      case "Node.ID" -> node.id();
      case "Node.Hostname" -> node.hostname();
      case "Node.Platform.Architecture" -> "x86_64";
      case "Node.Platform.OS" -> "linux";
      case "Task.ID" -> task.id();
      case "Task.Name" -> task.containerName();
      case "Task.Slot" -> task.slot() > 0 ? Integer.toString(task.slot()) : node.id();
      default -> otherwise;
    };
  }
}

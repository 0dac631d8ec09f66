package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.swarm.FileReference;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmObjects;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.docker.client.Failure;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The secrets or the configs of a stack's file, and what services ask of them (docker/cli
/// `cli/compose/convert/compose.go`, `service.go`).
final class StackObjects {
  private final String stack;
  private final Path folder;
  private final boolean isSecret;
  private final Node.Mapping root;

  StackObjects(String stack, Path folder, boolean isSecret, Node.Mapping root) {
    this.stack = stack;
    this.folder = folder;
    this.isSecret = isSecret;
    this.root = root;
  }

  private String kind() {
    return isSecret ? "secret" : "config";
  }

  private static Node.@Nullable Mapping mapping(Node.@Nullable Mapping of, String key) {
    return of != null && of.get(key) instanceof Node.Mapping found ? found : null;
  }

  private static String word(Node.@Nullable Mapping of, String key) {
    return of != null && of.get(key) instanceof Node.Scalar scalar && !scalar.isNull()
        ? scalar.text()
        : "";
  }

  private static boolean isExternal(Node.Mapping object) {
    return object.get("external") instanceof Node.Mapping
        || word(object, "external").equals("true");
  }

  /// What is to be there before the services.
  List<SwarmObjects.Spec> wanted(PlaceFiles files) throws Failure {
    List<SwarmObjects.Spec> specs = new ArrayList<>();
    Node.Mapping all = mapping(root, kind() + "s");
    for (Node.Entry entry : all == null ? List.<Node.Entry>of() : all.entries()) {
      if (entry.value() instanceof Node.Mapping object && !isExternal(object)) {
        String path = word(object, "file");
        String full = path.isEmpty() ? "" : folder.resolve(path).normalize().toString();
        String content = path.isEmpty() ? null : files.read(full);
        if (content == null) {
          throw new Failure("open " + full + ": no such file or directory", 1);
        }
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put(ServiceSpec.STACK_LABEL, stack);
        Node.Mapping own = mapping(object, "labels");
        for (Node.Entry label : own == null ? List.<Node.Entry>of() : own.entries()) {
          labels.put(label.name(), word(own, label.name()));
        }
        boolean isTemplate = word(object, "template_driver").equals("golang");
        specs.add(new SwarmObjects.Spec(nameOf(entry.name(), object), content, labels, isTemplate));
      }
    }
    return specs;
  }

  private String nameOf(String key, Node.Mapping object) {
    String own = word(object, "name");
    String external = word(mapping(object, "external"), "name");
    String name = own.isEmpty() ? external : own;
    if (!name.isEmpty()) {
      return name;
    }
    return isExternal(object) ? key : stack + "_" + key;
  }

  private static FileReference.Access access(Node.@Nullable Mapping whole) {
    FileReference.Access usual = FileReference.Access.ANYBODY;
    String uid = word(whole, "uid");
    String gid = word(whole, "gid");
    String mode = word(whole, "mode");
    return new FileReference.Access(
        uid.isEmpty() ? usual.uid() : uid,
        gid.isEmpty() ? usual.gid() : gid,
        mode.matches("0o?[0-7]{1,9}|[1-9][0-9]{0,8}") ? mode(mode) : usual.mode());
  }

  /// YAML 1.1 takes what begins with a zero for octal.
  private static int mode(String text) {
    String digits = text.startsWith("0o") ? "0" + text.substring(2) : text;
    return Integer.decode(digits);
  }

  /// The files of one service.
  List<FileReference> of(String service, Swarm swarm) throws Failure {
    Node.Mapping fields = mapping(mapping(root, "services"), service);
    List<FileReference> asked = new ArrayList<>();
    if (fields != null && fields.get(kind() + "s") instanceof Node.Sequence items) {
      for (Node item : items.items()) {
        Node.Mapping whole = item instanceof Node.Mapping found ? found : null;
        String source = item instanceof Node.Scalar scalar ? scalar.text() : word(whole, "source");
        String target = word(whole, "target");
        Node.Mapping object = mapping(mapping(root, kind() + "s"), source);
        if (object == null) {
          throw new Failure("undefined " + kind() + " \"" + source + "\"", 1);
        }
        String name = nameOf(source, object);
        String path = target.isEmpty() ? source : target;
        asked.add(new FileReference(isSecret, "", name, path, access(whole)));
      }
    }
    return TaskOptions.resolved(asked, kind(), isSecret ? swarm.secrets() : swarm.configs());
  }
}

package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Node;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Set;

/// Makes the paths of `env_file` and `label_file` absolute while it is known from which folder they
/// were meant: that of the project, of the included one, or of the extended file (compose-go,
/// package paths).
final class FilePaths {

  private static final Set<String> KEYS = Set.of("env_file", "label_file");

  private FilePaths() {}

  /// The file with the paths of all services made absolute.
  static Node.Mapping ofFile(Node.Mapping file, Path folder) {
    if (!(file.get("services") instanceof Node.Mapping services)) {
      return file;
    }
    var resolved = new ArrayList<Node.Entry>();
    for (var entry : services.entries()) {
      resolved.add(new Node.Entry(entry.key(), ofService(entry.value(), folder)));
    }
    var replaced = new Node.Mapping(resolved, services.tag(), services.place());
    var entries = new ArrayList<Node.Entry>();
    for (var entry : file.entries()) {
      var isServices = entry.name().equals("services");
      entries.add(isServices ? new Node.Entry(entry.key(), replaced) : entry);
    }
    return new Node.Mapping(entries, file.tag(), file.place());
  }

  /// A service with its paths made absolute.
  static Node ofService(Node service, Path folder) {
    if (!(service instanceof Node.Mapping mapping)) {
      return service;
    }
    var entries = new ArrayList<Node.Entry>();
    for (var entry : mapping.entries()) {
      entries.add(
          KEYS.contains(entry.name())
              ? new Node.Entry(entry.key(), resolved(entry.value(), folder))
              : entry);
    }
    return new Node.Mapping(entries, mapping.tag(), mapping.place());
  }

  private static Node resolved(Node node, Path folder) {
    return switch (node) {
      case Node.Scalar scalar -> scalar.isNull() ? scalar : absolute(scalar, folder);
      case Node.Sequence list -> {
        var items = new ArrayList<Node>();
        list.items().forEach(item -> items.add(resolved(item, folder)));
        yield new Node.Sequence(items, list.tag(), list.place());
      }
      case Node.Mapping mapping -> {
        var entries = new ArrayList<Node.Entry>();
        for (var entry : mapping.entries()) {
          var isPath = entry.name().equals("path");
          entries.add(
              isPath ? new Node.Entry(entry.key(), resolved(entry.value(), folder)) : entry);
        }
        yield new Node.Mapping(entries, mapping.tag(), mapping.place());
      }
    };
  }

  private static Node absolute(Node.Scalar scalar, Path folder) {
    try {
      var path = folder.resolve(scalar.text()).toAbsolutePath().normalize();
      return new Node.Scalar(path.toString(), scalar.kind(), scalar.tag(), scalar.place());
    } catch (InvalidPathException e) {
      return scalar;
    }
  }
}

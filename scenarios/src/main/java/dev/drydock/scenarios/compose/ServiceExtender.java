package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Keys;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Follows `extends`: merges a service over another one of its own file or of another file
/// (compose-go, loader/extends.go).
final class ServiceExtender {

  private static final String EXTENDS = "extends";
  private static final Keys KEYS = Keys.of("file", "service");

  /// A chain of more is a mistake. A guess.
  private static final int CHAIN_MAX = 50;

  /// Values that extended services may bring in, as for aliases.
  private static final int NODES_MAX = 500_000;

  private final ProjectLoader loader;
  private final TreeMerger merger;
  private final Diagnostics diagnostics;
  private int nodeCount;
  private final Map<Path, Node.Mapping> files = new LinkedHashMap<>();

  ServiceExtender(ProjectLoader loader, TreeMerger merger, Diagnostics diagnostics) {
    this.loader = loader;
    this.merger = merger;
    this.diagnostics = diagnostics;
  }

  /// Where a service of a chain stands.
  ///
  /// @param services its file's services
  /// @param folder from which `file` is found
  /// @param file its file; null for the one that is being loaded
  /// @param chain `file service` of those that led here
  private record Scope(
      Node.Mapping services, Path folder, @Nullable Path file, List<String> chain) {

    /// The same with one more service in the chain.
    Scope then(String service) {
      var longer = new ArrayList<>(chain);
      longer.add((file == null ? "" : file + " ") + service);
      return new Scope(services, folder, file, longer);
    }
  }

  /// The file with every `extends` followed.
  Node.Mapping extend(Node.Mapping file, ProjectLoader.Project project) {
    if (!(file.get("services") instanceof Node.Mapping services)) {
      return file;
    }
    var extended = new ArrayList<Node.Entry>();
    for (var entry : services.entries()) {
      var scope = new Scope(services, project.folder(), null, List.of());
      extended.add(new Node.Entry(entry.key(), service(entry, scope, project)));
    }
    var replaced = new Node.Mapping(extended, services.tag(), services.place());
    var entries = new ArrayList<Node.Entry>();
    for (var entry : file.entries()) {
      var isServices = entry.name().equals("services");
      entries.add(isServices ? new Node.Entry(entry.key(), replaced) : entry);
    }
    return new Node.Mapping(entries, file.tag(), file.place());
  }

  private Node service(Node.Entry entry, Scope scope, ProjectLoader.Project project) {
    var value = FilePaths.ofService(entry.value(), scope.folder());
    if (!(value instanceof Node.Mapping service) || service.get(EXTENDS) == null) {
      return value;
    }
    var own = without(service, EXTENDS);
    var reference = reference(service, entry.name());
    var next = scope.then(entry.name());
    if (reference == null || isTooLong(scope, next, reference)) {
      return own;
    }
    var target = target(reference, next, project);
    var base = target == null ? null : find(target.services(), reference.service().value());
    if (target != null && base == null) {
      tellMissing(entry.name(), reference, target);
    }
    if (target == null || base == null) {
      return own;
    }
    var found = service(base, target, project);
    return found instanceof Node.Mapping mapping && fits(mapping, reference)
        ? merger.mergeService(mapping, own, entry.name())
        : own;
  }

  /// Whether a chain comes back to itself or has no end.
  private boolean isTooLong(Scope before, Scope next, Reference reference) {
    var isCircle = before.chain().contains(next.chain().getLast());
    if (isCircle) {
      diagnostics.error(
          reference.service().place(),
          "Circular reference: " + String.join(" extends ", next.chain()),
          "take one of the extends away");
    } else if (next.chain().size() > CHAIN_MAX) {
      diagnostics.error(
          reference.service().place(),
          "services extend each other more than " + CHAIN_MAX + " deep");
    }
    return isCircle || next.chain().size() > CHAIN_MAX;
  }

  private boolean fits(Node.Mapping found, Reference reference) {
    nodeCount += found.nodeCount();
    if (nodeCount > NODES_MAX) {
      diagnostics.error(
          reference.service().place(),
          "the file grows to more than " + NODES_MAX + " values",
          "extend smaller services");
    }
    return nodeCount <= NODES_MAX;
  }

  /// What `extends` names.
  private record Reference(Located<String> service, @Nullable Located<String> file) {}

  private @Nullable Reference reference(Node.Mapping service, String name) {
    var path = "services." + name;
    var fields = new Fields(service, path, diagnostics);
    if (fields.node(EXTENDS) instanceof Node.Scalar) {
      var word = fields.text(EXTENDS);
      return word == null ? null : new Reference(word, null);
    }
    var entry = fields.fieldsOrEmpty(EXTENDS, KEYS);
    var target = entry.text("service");
    if (target == null) {
      diagnostics.error(entry.place(), "extends." + name + ".service is required", "");
      return null;
    }
    return new Reference(target, entry.text("file"));
  }

  private @Nullable Scope target(Reference reference, Scope scope, ProjectLoader.Project project) {
    var file = reference.file();
    if (file == null) {
      return scope;
    }
    var path = scope.folder().resolve(file.value()).normalize();
    var tree = files.get(path);
    if (tree == null) {
      if (!loader.isThere(file, path)) {
        return null;
      }
      var documents = loader.documents(path, project.variables());
      if (documents.isEmpty()) {
        return null;
      }
      tree = documents.getFirst();
      files.put(path, tree);
    }
    var parent = path.getParent();
    if (tree.get("services") instanceof Node.Mapping services) {
      return new Scope(services, parent == null ? scope.folder() : parent, path, scope.chain());
    }
    diagnostics.error(
        file.place(),
        "cannot extend service \""
            + reference.service().value()
            + "\" in "
            + file.value()
            + ": no services section",
        "");
    return null;
  }

  private static Node.@Nullable Entry find(Node.Mapping services, String name) {
    return services.entries().stream()
        .filter(entry -> entry.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  private void tellMissing(String name, Reference reference, Scope target) {
    var wanted = reference.service();
    var known = target.services().entries().stream().map(Node.Entry::name).toList();
    diagnostics.error(
        wanted.place(),
        "cannot extend service \"%s\" in %s: service \"%s\" not found"
            .formatted(name, wanted.place().file(), wanted.value()),
        diagnostics.hint(wanted.value(), known));
  }

  private static Node.Mapping without(Node.Mapping mapping, String key) {
    var kept = mapping.entries().stream().filter(entry -> !entry.name().equals(key)).toList();
    return new Node.Mapping(kept, mapping.tag(), mapping.place());
  }
}

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

/// Follows `include`: loads each named project by itself and takes over its services and networks
/// (compose-go, loader/include.go). What both define is merged, the including file's over it.
final class IncludeLoader {

  private static final String INCLUDE = "include";
  private static final Keys KEYS = Keys.of("env_file", "path", "project_directory");
  private static final List<String> IMPORTED =
      List.of("services", "networks", "volumes", "secrets", "configs", "models");

  private final ProjectLoader loader;
  private final TreeMerger merger;
  private final Diagnostics diagnostics;

  IncludeLoader(ProjectLoader loader, TreeMerger merger, Diagnostics diagnostics) {
    this.loader = loader;
    this.merger = merger;
    this.diagnostics = diagnostics;
  }

  /// The file with every `include` followed.
  Node.Mapping include(Node.Mapping file, ProjectLoader.Project project) {
    var fields = new Fields(file, "", diagnostics);
    var merged = file;
    for (var item : fields.list(INCLUDE)) {
      var included = load(item, project);
      if (included != null) {
        merged = taken(included, merged);
      }
    }
    return merged;
  }

  private Node.@Nullable Mapping load(Node item, ProjectLoader.Project project) {
    if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
      var path = new Located<>(scalar.text(), scalar.place());
      return load(List.of(path), new Fields(empty(item), INCLUDE, diagnostics), project);
    }
    if (item instanceof Node.Mapping mapping) {
      var fields = new Fields(mapping, INCLUDE, diagnostics).checkKeys(KEYS);
      return load(fields.wordOrWords("path"), fields, project);
    }
    diagnostics.error(item.place(), "include must hold paths, not " + item.describe());
    return null;
  }

  private static Node.Mapping empty(Node item) {
    return new Node.Mapping(List.of(), "", item.place());
  }

  private Node.@Nullable Mapping load(
      List<Located<String>> paths, Fields fields, ProjectLoader.Project project) {
    var files = new ArrayList<Path>();
    for (var path : paths) {
      var file = project.folder().resolve(path.value()).normalize();
      if (path.value().contains("://") || path.value().startsWith("git@")) {
        diagnostics.error(
            path.place(), "remote files are not loaded", "copy the file beside this one");
        return null;
      }
      if (project.including().contains(file)) {
        diagnostics.error(
            path.place(), "include cycle detected: " + path.value(), "take it out of include");
        return null;
      }
      if (!loader.isThere(path, file)) {
        return null;
      }
      files.add(file);
    }
    if (files.isEmpty()) {
      diagnostics.error(fields.place(), "include needs a path", "");
      return null;
    }
    var folder = folder(files.getFirst(), fields, project);
    var variables = project.variables().or(envFiles(folder, fields, project));
    return loader.load(files, new ProjectLoader.Project(folder, variables, project.including()));
  }

  private static Path folder(Path first, Fields fields, ProjectLoader.Project project) {
    var given = fields.text("project_directory");
    if (given != null) {
      return project.folder().resolve(given.value()).normalize();
    }
    var parent = first.getParent();
    return parent == null ? project.folder() : parent;
  }

  private Map<String, String> envFiles(Path folder, Fields fields, ProjectLoader.Project project) {
    var given = fields.wordOrWords("env_file");
    if (given.isEmpty()) {
      return loader.dotEnv(folder, project.variables());
    }
    var values = new LinkedHashMap<String, String>();
    for (var file : given) {
      values.putAll(
          loader.envFile(project.folder().resolve(file.value()).normalize(), project.variables()));
    }
    return values;
  }

  private Node.Mapping taken(Node.Mapping included, Node.Mapping into) {
    var block = included.get(ComposeKeys.DRYDOCK);
    if (block != null) {
      diagnostics.warning(
          block.place(),
          "the block x-drydock of an included file is ignored",
          "compose takes services and networks only; name the file with -f instead");
    }
    var entries = new LinkedHashMap<String, Node.Entry>();
    into.entries().forEach(entry -> entries.put(entry.name(), entry));
    for (var key : IMPORTED) {
      if (included.get(key) instanceof Node.Mapping from) {
        var own = entries.get(key);
        var name = new Node.Scalar(key, Node.Kind.TEXT, "", from.place());
        entries.put(key, own == null ? new Node.Entry(name, from) : combined(key, from, own));
      }
    }
    return new Node.Mapping(List.copyOf(entries.values()), into.tag(), into.place());
  }

  /// The own entries come first.
  private Node.Entry combined(String key, Node.Mapping from, Node.Entry own) {
    if (!(own.value() instanceof Node.Mapping to)) {
      return own;
    }
    var entries = new ArrayList<Node.Entry>();
    var merged = merger.mergeEntries(from, to, key).entries();
    var alone = to.entries().stream().filter(entry -> from.get(entry.name()) == null).toList();
    for (var entry : merged) {
      if (to.get(entry.name()) != null) { // what is not merged keeps its tags for extends
        var same = alone.stream().filter(each -> each.name().equals(entry.name())).findFirst();
        entries.add(same.orElse(entry));
      }
    }
    merged.stream().filter(entry -> to.get(entry.name()) == null).forEach(entries::add);
    return new Node.Entry(own.key(), new Node.Mapping(entries, to.tag(), to.place()));
  }
}

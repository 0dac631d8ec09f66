package dev.drydock.scenarios.model;

import dev.drydock.scenarios.text.Diagnostic;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.JsonSyntax;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Place;
import dev.drydock.scenarios.text.Source;
import dev.drydock.scenarios.text.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads `/etc/docker/daemon.json` as dockerd does (moby `daemon/config/config.go`,
/// `getConflictFreeConfiguration`).
public final class DaemonFile {
  /// Where it lies.
  public static final String PATH = "/etc/docker/daemon.json";

  private static final String UNKNOWN =
      "the following directives don't match any configuration option: ";

  private DaemonFile() {}

  /// What a file says, or what is wrong with it.
  ///
  /// @param config null when something is wrong
  /// @param problem in the daemon's words; empty when nothing is wrong
  public record Read(@Nullable DaemonConfig config, String problem) {}

  /// Reads the text of a file.
  ///
  /// @param flags those that the daemon was started with, as `--icc=false`
  public static Read read(String text, List<String> flags) {
    var config = new DaemonConfig(Map.of(), Map.of(), List.of(), Map.of());
    if (text.isBlank()) {
      return new Read(config, "");
    }
    var wrong = JsonSyntax.error(text);
    if (wrong != null) {
      return refused(wrong);
    }
    var diagnostics = new Diagnostics();
    var documents = YamlReader.read(new Source(PATH, text), diagnostics);
    if (documents.size() != 1 || !(documents.getFirst() instanceof Node.Mapping mapping)) {
      return refused("json: cannot unmarshal into Go value of type map[string]interface {}");
    }
    var fields = new Fields(around(mapping), "", diagnostics);
    var read = new DaemonDecoder(fields, diagnostics).config();
    var problem = problem(mapping, diagnostics, flags);
    return problem.isEmpty() ? new Read(read, "") : refused(problem);
  }

  private static Read refused(String problem) {
    return new Read(null, problem);
  }

  private static Node.Mapping around(Node.Mapping daemon) {
    var key = new Node.Scalar("docker", Node.Kind.TEXT, "", Place.startOf(PATH));
    return new Node.Mapping(List.of(new Node.Entry(key, daemon)), "", daemon.place());
  }

  private static String problem(Node.Mapping file, Diagnostics diagnostics, List<String> flags) {
    var errors = diagnostics.sorted().stream().filter(Diagnostic::isError).toList();
    var unknown = new ArrayList<String>();
    for (var error : errors) {
      if (error.message().startsWith(UNKNOWN)) {
        unknown.add(error.message().substring(UNKNOWN.length()));
      }
    }
    if (!unknown.isEmpty()) {
      return UNKNOWN + String.join(", ", unknown);
    }
    var conflicts = conflicts(file, flags);
    if (!conflicts.isEmpty()) {
      return "the following directives are specified both as a flag and in the configuration file: "
          + conflicts;
    }
    for (var entry : file.entries()) {
      var wanted = DaemonDecoder.goType(entry.name());
      var found = typeOf(entry.value());
      if (!wanted.isEmpty() && !found.isEmpty() && !found.equals(wanted)) {
        return "json: cannot unmarshal %s into Go struct field Config.%s of type %s"
            .formatted(found.equals("[]string") ? "array" : found, entry.name(), wanted);
      }
    }
    return errors.isEmpty() ? "" : errors.getFirst().message();
  }

  private static String conflicts(Node.Mapping file, List<String> flags) {
    var given = new LinkedHashMap<String, String>();
    for (var flag : flags) {
      var cut = flag.indexOf('=');
      if (flag.startsWith("--")) {
        given.put(flag.substring(2, cut < 0 ? flag.length() : cut), flag.substring(cut + 1));
      }
    }
    var conflicts = new ArrayList<String>();
    for (var entry : file.entries()) {
      var flag = given.get(entry.name());
      if (flag != null && entry.value() instanceof Node.Scalar scalar) {
        var value = flag.startsWith("--") ? "true" : flag;
        conflicts.add(
            "%s: (from flag: %s, from file: %s)".formatted(entry.name(), value, scalar.text()));
      }
    }
    return String.join(", ", conflicts);
  }

  /// The type of a value in the words of Go; empty where it does not matter.
  private static String typeOf(Node value) {
    return switch (value) {
      case Node.Scalar scalar ->
          switch (scalar.kind()) {
            case TEXT -> "string";
            case BOOLEAN -> "bool";
            case INTEGER, FLOAT -> "number";
            case NULL -> "";
          };
      case Node.Sequence list -> "[]string";
      case Node.Mapping mapping -> "object";
    };
  }

  /// What a file with this configuration says.
  public static String text(DaemonConfig config) {
    var lines = new ArrayList<String>();
    config.settings().forEach((key, value) -> lines.add("  " + name(key) + single(key, value)));
    config
        .lists()
        .forEach((key, values) -> {
          var quoted = values.stream().map(each -> "\"" + each + "\"").toList();
          lines.add("  " + name(key) + "[" + String.join(", ", quoted) + "]");
        });
    if (!config.addressPools().isEmpty()) {
      var pools =
          config.addressPools().stream()
              .map(each -> "{\"base\": \"" + each.base() + "\", \"size\": " + each.size() + "}")
              .toList();
      lines.add("  " + name("default-address-pools") + "[" + String.join(", ", pools) + "]");
    }
    return "{\n" + String.join(",\n", lines) + "\n}\n";
  }

  private static String name(String key) {
    return "\"" + key + "\": ";
  }

  private static String single(String key, String value) {
    return DaemonDecoder.goType(key).equals("string") ? "\"" + value + "\"" : value;
  }
}

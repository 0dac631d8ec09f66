package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Keys;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Reads the files and resources that a service asks for.
final class UsesDecoder {

  private static final Keys ENV_FILE = Keys.of("path", "required", "format");

  /// Sources that are paths, not names of volumes (compose-go, format.isFilePath).
  private static final Pattern PATH =
      Pattern.compile("[./~].*|\\\\\\\\.*|\\p{L}:.*", Pattern.DOTALL);

  /// A colon that parts the fields, not that of a Windows drive.
  private static final Pattern COLON = Pattern.compile("(?<!(?:^|:)\\p{L}):");

  private final Fields fields;
  private final Diagnostics diagnostics;

  UsesDecoder(Fields fields, Diagnostics diagnostics) {
    this.fields = fields;
    this.diagnostics = diagnostics;
  }

  Service.Uses uses() {
    return new Service.Uses(
        volumes(),
        sources("secrets"),
        sources("configs"),
        models(),
        envFiles(),
        fields.wordOrWords("label_file"));
  }

  private List<Located<String>> volumes() {
    var named = new ArrayList<Located<String>>();
    for (var item : fields.list("volumes")) {
      if (item instanceof Node.Mapping mapping) {
        var entry = new Fields(mapping, fields.pathOf("volumes"), diagnostics);
        var type = entry.word("type");
        var source = entry.word("source");
        if (type == null) {
          diagnostics.error(
              item.place(),
              fields.pathOf("volumes") + " missing property 'type'",
              "write type: bind or type: volume");
        } else if (type.value().equals("volume") && source != null && !source.value().isEmpty()) {
          named.add(source);
        }
      } else if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
        addVolume(named, new Located<>(scalar.text(), scalar.place()));
      }
    }
    return named;
  }

  /// `SOURCE:TARGET[:OPTIONS]` or `TARGET` (compose-go, format.ParseVolume).
  private void addVolume(List<Located<String>> named, Located<String> written) {
    var spec = written.value();
    if (spec.isEmpty()) {
      diagnostics.error(written.place(), "invalid empty volume spec", "write SOURCE:TARGET");
      return;
    }
    var parts = List.of(COLON.split(spec, -1));
    var isShort = spec.length() <= 2;
    if (!isShort && (parts.contains("") || parts.size() > 3)) {
      var why = parts.contains("") ? "empty section between colons" : "too many colons";
      diagnostics.error(
          written.place(), "invalid spec: " + spec + ": " + why, "write SOURCE:TARGET");
    } else if (!isShort && parts.size() > 1 && !PATH.matcher(parts.getFirst()).matches()) {
      named.add(new Located<>(parts.getFirst(), written.place()));
    }
  }

  /// `secrets` and `configs`: names, or mappings with a source.
  private List<Located<String>> sources(String key) {
    var sources = new ArrayList<Located<String>>();
    for (var item : fields.list(key)) {
      if (item instanceof Node.Mapping mapping) {
        var source = new Fields(mapping, fields.pathOf(key), diagnostics).word("source");
        if (source != null) {
          sources.add(source);
        }
      } else if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
        sources.add(new Located<>(scalar.text(), scalar.place()));
      }
    }
    return sources;
  }

  private List<Located<String>> models() {
    return fields.node("models") instanceof Node.Mapping
        ? fields.freeFields("models").keys()
        : fields.words("models");
  }

  private List<Service.EnvFile> envFiles() {
    var files = new ArrayList<Service.EnvFile>();
    if (!(fields.node("env_file") instanceof Node.Sequence)) {
      fields.wordOrWords("env_file").forEach(path -> files.add(plain(path)));
      return files;
    }
    for (var item : fields.list("env_file")) {
      if (item instanceof Node.Mapping mapping) {
        addEnvFile(files, new Fields(mapping, fields.pathOf("env_file"), diagnostics));
      } else if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
        files.add(plain(new Located<>(scalar.text(), scalar.place())));
      }
    }
    return files;
  }

  private static Service.EnvFile plain(Located<String> path) {
    return new Service.EnvFile(path, true, false);
  }

  private void addEnvFile(List<Service.EnvFile> files, Fields entry) {
    var path = entry.checkKeys(ENV_FILE).text("path");
    var required = entry.flag("required");
    var format = entry.text("format");
    if (path == null) {
      diagnostics.error(entry.place(), entry.path() + " missing property 'path'", "name the file");
      return;
    }
    if (format != null && !format.value().equals("raw")) {
      diagnostics.error(
          format.place(),
          "unsupported env_file format \"" + format.value() + "\"",
          "write raw, or take it away");
    }
    files.add(new Service.EnvFile(path, required == null || required.value(), format != null));
  }
}

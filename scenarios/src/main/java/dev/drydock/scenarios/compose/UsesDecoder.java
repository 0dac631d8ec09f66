package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Keys;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import java.util.ArrayList;
import java.util.List;

/// Reads the files and resources that a service asks for.
final class UsesDecoder {

  private static final Keys ENV_FILE = Keys.of("path", "required", "format");

  private final Fields fields;
  private final Diagnostics diagnostics;
  private final List<Located<ServiceVolume>> volumes;

  UsesDecoder(Fields fields, Diagnostics diagnostics, List<Located<ServiceVolume>> volumes) {
    this.fields = fields;
    this.diagnostics = diagnostics;
    this.volumes = volumes;
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

  /// Volumes with names.
  private List<Located<String>> volumes() {
    return volumes.stream()
        .filter(each -> each.value().type().equals("volume") && !each.value().source().isEmpty())
        .map(each -> new Located<>(each.value().source(), each.place()))
        .toList();
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

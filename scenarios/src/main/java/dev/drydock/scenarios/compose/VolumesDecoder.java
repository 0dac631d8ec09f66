package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads `volumes` of a service and of the file (compose-go `format/volume.go`,
/// `transform/volume.go`).
final class VolumesDecoder {
  /// Sources that are paths, not names of volumes (compose-go, format.isFilePath).
  private static final Pattern PATH =
      Pattern.compile("[./~].*|\\\\\\\\.*|\\p{L}:.*", Pattern.DOTALL);

  /// A colon that parts the fields, not that of a Windows drive.
  private static final Pattern COLON = Pattern.compile("(?<!(?:^|:)\\p{L}):");

  private static final String PROPAGATION = "r?(private|shared|slave)";
  private static final int PARTS_MAX = 3;
  private static final int SHORT_MAX = 2;

  private final Fields fields;
  private final Diagnostics diagnostics;

  VolumesDecoder(Fields fields, Diagnostics diagnostics) {
    this.fields = fields;
    this.diagnostics = diagnostics;
  }

  /// Those of a service; what cannot be read is told.
  List<Located<ServiceVolume>> ofService() {
    var volumes = new ArrayList<Located<ServiceVolume>>();
    for (var item : fields.list("volumes")) {
      ServiceVolume volume = null;
      if (hasZeroByte(item)) {
        diagnostics.error(item.place(), "a path cannot have a zero byte", "leave it out");
      } else if (item instanceof Node.Mapping mapping) {
        volume = longForm(new Fields(mapping, fields.pathOf("volumes"), diagnostics));
      } else if (item instanceof Node.Scalar scalar && !scalar.isNull()) {
        volume = shortForm(new Located<>(scalar.text(), scalar.place()));
      }
      if (volume != null) {
        volumes.add(new Located<>(volume, item.place()));
      }
    }
    return volumes;
  }

  private static boolean hasZeroByte(Node item) {
    return switch (item) {
      case Node.Scalar scalar -> scalar.text().indexOf('\0') >= 0;
      case Node.Mapping mapping ->
          mapping.entries().stream().anyMatch(entry -> hasZeroByte(entry.value()));
      case Node.Sequence sequence -> false;
    };
  }

  private @Nullable ServiceVolume longForm(Fields entry) {
    var type = entry.word("type");
    if (type == null) {
      diagnostics.error(
          entry.place(),
          fields.pathOf("volumes") + " missing property 'type'",
          "write type: bind or type: volume");
      return null;
    }
    return new ServiceVolume(
        type.value(),
        word(entry, "source"),
        cleaned(word(entry, "target")),
        entry.isSet("read_only"),
        options(entry, "bind"),
        options(entry, "volume"),
        options(entry, "tmpfs"));
  }

  private static String word(Fields entry, String key) {
    var word = entry.text(key);
    return word == null ? "" : word.value();
  }

  private static @Nullable Map<String, String> options(Fields entry, String key) {
    if (!(entry.node(key) instanceof Node.Mapping)) {
      return null;
    }
    var options = new LinkedHashMap<String, String>();
    var found = entry.freeFields(key);
    for (var each : found.keys()) {
      if (found.node(each.value()) instanceof Node.Scalar scalar) {
        options.put(each.value(), scalar.text());
      }
    }
    return options;
  }

  /// `SOURCE:TARGET[:OPTIONS]` or `TARGET`.
  private @Nullable ServiceVolume shortForm(Located<String> written) {
    var spec = written.value();
    if (spec.isEmpty()) {
      diagnostics.error(written.place(), "invalid empty volume spec", "write SOURCE:TARGET");
      return null;
    }
    var parts = spec.length() <= SHORT_MAX ? List.of(spec) : List.of(COLON.split(spec, -1));
    if (parts.contains("") || parts.size() > PARTS_MAX) {
      var why = parts.contains("") ? "empty section between colons" : "too many colons";
      diagnostics.error(
          written.place(), "invalid spec: " + spec + ": " + why, "write SOURCE:TARGET");
      return null;
    }
    var source = parts.size() == 1 ? "" : parts.getFirst();
    var target = cleaned(parts.size() == 1 ? spec : parts.get(1));
    var isPath = PATH.matcher(source).matches();
    var bind = new LinkedHashMap<String, String>();
    var volume = new LinkedHashMap<String, String>();
    var isReadOnly = false;
    for (var option : parts.size() < PARTS_MAX ? new String[0] : parts.get(2).split(",", -1)) {
      switch (option) {
        case "ro" -> isReadOnly = true;
        case "rw" -> isReadOnly = false;
        case "nocopy" -> volume.put("nocopy", "true");
        case "z", "Z" -> bind.put("selinux", option);
        default -> {
          if (option.matches(PROPAGATION)) {
            bind.put("propagation", option);
          }
        }
      }
    }
    if (isPath) {
      bind.put("create_host_path", "true");
      return new ServiceVolume("bind", source, target, isReadOnly, bind, null, null);
    }
    return new ServiceVolume(
        "volume", source, target, isReadOnly, bind.isEmpty() ? null : bind, volume, null);
  }

  private static String cleaned(String target) {
    return target.isEmpty() ? "" : Path.of(target).normalize().toString();
  }

  /// An entry of the top-level `volumes`, which may be empty.
  Volume volume(Located<String> key) {
    var name = fields.text("name");
    var driver = fields.text("driver");
    var isOldForm = fields.node("external") instanceof Node.Mapping;
    return new Volume(
        key,
        name != null ? name.value() : isOldForm ? oldName() : "",
        driver == null ? "" : driver.value(),
        plain(fields.pairs("driver_opts")),
        plain(fields.pairs("labels")),
        isOldForm || fields.isSet("external"));
  }

  /// `external: { name: N }`.
  private String oldName() {
    var name = fields.freeFields("external").text("name");
    return name == null ? "" : name.value();
  }

  private static Map<String, String> plain(Map<String, Located<String>> located) {
    var plain = new LinkedHashMap<String, String>();
    located.forEach((name, value) -> plain.put(name, value.value()));
    return plain;
  }
}

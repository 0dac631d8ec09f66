package dev.drydock.scenarios.compose;

import dev.drydock.scenarios.text.Diagnostic.Refuser;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Fields;
import dev.drydock.scenarios.text.Keys;
import dev.drydock.scenarios.text.Located;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Spelling;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns the tree of a compose file, several files already merged into one, into its model.
public final class ComposeDecoder {

  /// The names that compose allows for services and networks.
  private static final String NAME = "[a-zA-Z0-9._-]+";

  private final Diagnostics diagnostics;

  private ComposeDecoder(Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
  }

  /// The model of a file.
  public static ComposeFile decode(Node.Mapping root, Diagnostics diagnostics) {
    return new ComposeDecoder(diagnostics).file(root);
  }

  private ComposeFile file(Node.Mapping root) {
    var fields = new Fields(root, "", diagnostics).checkKeys(ComposeKeys.FILE);
    warnOfMistypedBlock(root, diagnostics);
    warnOfVersion(root);
    var services = new ArrayList<Service>();
    for (var entry : fields.entries("services")) {
      var found = child(entry, "services", "service", ComposeKeys.SERVICE);
      if (found != null) {
        services.add(new ServiceDecoder(found, diagnostics).service(name(entry)));
      }
    }
    return new ComposeFile(
        fields.text("name"),
        services,
        networks(fields),
        resources(fields),
        fields.node(ComposeKeys.DRYDOCK));
  }

  private ComposeFile.Resources resources(Fields fields) {
    fields.entries("secrets").forEach(this::checkSecret);
    return new ComposeFile.Resources(
        volumes(fields),
        names(fields, "secrets"),
        names(fields, "configs"),
        names(fields, "models"));
  }

  /// One without settings is right.
  private List<Volume> volumes(Fields fields) {
    var volumes = new ArrayList<Volume>();
    for (var entry : fields.entries("volumes")) {
      var settings =
          entry.value() instanceof Node.Mapping mapping
              ? mapping
              : new Node.Mapping(List.of(), "", entry.value().place());
      var found = new Fields(settings, "volumes." + entry.name(), diagnostics);
      volumes.add(new VolumesDecoder(found, diagnostics).volume(name(entry)));
    }
    return volumes;
  }

  private static Set<String> names(Fields fields, String key) {
    var names = new LinkedHashSet<String>();
    fields.entries(key).forEach(entry -> names.add(entry.name()));
    return names;
  }

  private void checkSecret(Node.Entry entry) {
    var isFound =
        entry.value() instanceof Node.Mapping secret
            && (secret.get("file") != null
                || secret.get("environment") != null
                || secret.get("external") != null);
    if (!isFound) {
      diagnostics.error(
          Refuser.PROJECT,
          entry.key().place(),
          "secret \"" + entry.name() + "\" must declare either `file` or `environment`",
          "or external: true");
    }
  }

  private List<Network> networks(Fields fields) {
    var networks = new ArrayList<Network>();
    for (var entry : fields.entries("networks")) {
      var found = child(entry, "networks", "network", ComposeKeys.NETWORK);
      if (found != null) {
        networks.add(new NetworkDecoder(found, diagnostics).network(name(entry)));
      }
    }
    return networks;
  }

  private static Located<String> name(Node.Entry entry) {
    return new Located<>(entry.name(), entry.key().place());
  }

  /// The fields of a named entry, its keys checked. An empty network is right, an empty service is
  /// not.
  private @Nullable Fields child(Node.Entry entry, String parent, String what, Keys keys) {
    var path = parent + "." + entry.name();
    if (!entry.name().matches(NAME)) {
      diagnostics.error(
          Refuser.SCHEMA,
          entry.key().place(),
          parent + " additional properties '" + entry.name() + "' not allowed",
          "a " + what + " name has letters, digits, '.', '_' and '-' only");
    }
    var value = entry.value();
    if (what.equals("network") && value instanceof Node.Scalar scalar && scalar.isNull()) {
      value = new Node.Mapping(List.of(), "", value.place());
    }
    if (value instanceof Node.Mapping mapping) {
      warnOfMistypedBlock(mapping, diagnostics);
      return new Fields(mapping, path, diagnostics).checkKeys(keys);
    }
    diagnostics.error(
        Refuser.SCHEMA, value.place(), path + " must be a mapping, not " + value.describe(), "");
    return null;
  }

  /// Every compose since 2.25 says so.
  private void warnOfVersion(Node.Mapping root) {
    for (var entry : root.entries()) {
      if (entry.name().equals("version")) {
        diagnostics.warning(
            entry.key().place(),
            "the attribute `version` is obsolete, it will be ignored, please remove it to avoid"
                + " potential confusion",
            "");
      }
    }
  }

  private static void warnOfMistypedBlock(Node.Mapping mapping, Diagnostics diagnostics) {
    for (var entry : mapping.entries()) {
      var meant = Spelling.nearest(entry.name(), List.of(ComposeKeys.DRYDOCK));
      if (meant != null) {
        diagnostics.warning(
            entry.key().place(),
            "the block " + entry.name() + " is ignored",
            "did you mean \"" + ComposeKeys.DRYDOCK + "\"?");
      }
    }
  }
}

package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.ComposeFile;
import dev.drydock.scenarios.compose.ProjectLoader;
import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.compose.Variables;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Checks that the files and resources which services ask for exist: volumes, secrets, configs and
/// models of the file (compose-go, checkConsistency), env files and label files on the disk
/// (Project.WithServicesEnvironmentResolved).
final class UsesChecker {

  private final ComposeFile.Resources resources;
  private final ProjectLoader loader;
  private final Variables variables;
  private final Diagnostics diagnostics;

  UsesChecker(
      ComposeFile file, ProjectLoader loader, Variables variables, Diagnostics diagnostics) {
    this.resources = file.resources();
    this.loader = loader;
    this.variables = variables;
    this.diagnostics = diagnostics;
  }

  void check(List<Service> services) {
    for (var service : services) {
      var name = service.name().value();
      var uses = service.uses();
      refer(name, "volume", uses.volumes(), resources.volumes());
      refer(name, "config", uses.configs(), resources.configs());
      refer(name, "model", uses.models(), resources.models());
      refer(name, "secret", uses.secrets(), resources.secrets());
      uses.envFiles().forEach(this::read);
      uses.labelFiles().forEach(file -> exists("label file", file));
    }
  }

  private void refer(String service, String kind, List<Located<String>> uses, Set<String> known) {
    for (var use : uses) {
      if (!known.contains(use.value())) {
        var hint = diagnostics.hint(use.value(), known);
        diagnostics.error(
            use.place(),
            "service \"%s\" refers to undefined %s %s".formatted(service, kind, use.value()),
            hint.isEmpty() ? "add it to the top-level " + kind + "s:" : hint);
      }
    }
  }

  private void read(Service.EnvFile file) {
    var path = file.path().value();
    if (!file.isRequired() && !loader.hasFile(Path.of(path))) {
      return;
    }
    if (exists("env file", file.path()) && !file.isRaw()) {
      loader.envFile(Path.of(path), variables);
    }
  }

  private boolean exists(String kind, Located<String> file) {
    var path = file.value();
    var isThere = loader.hasFile(Path.of(path));
    if (!isThere) {
      diagnostics.error(
          file.place(),
          kind + " " + path + " not found: stat " + path + ": no such file or directory",
          "write the file, even an empty one");
    }
    return isThere;
  }
}

package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.ComposeFile;
import dev.drydock.scenarios.compose.ProjectLoader;
import dev.drydock.scenarios.compose.Service;
import dev.drydock.scenarios.text.Diagnostic.Refuser;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Located;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Checks that the files and resources which services ask for exist: volumes, secrets, configs and
/// models of the file (compose-go, checkConsistency), label files on the disk.
final class UsesChecker {

  private final ComposeFile.Resources resources;
  private final ProjectLoader loader;
  private final Diagnostics diagnostics;

  UsesChecker(ComposeFile file, ProjectLoader loader, Diagnostics diagnostics) {
    this.resources = file.resources();
    this.loader = loader;
    this.diagnostics = diagnostics;
  }

  void check(List<Service> services) {
    var volumes = new LinkedHashSet<String>();
    resources.volumes().forEach(volume -> volumes.add(volume.key().value()));
    for (var service : services) {
      var name = service.name().value();
      var uses = service.uses();
      refer(name, "volume", uses.volumes(), volumes);
      refer(name, "config", uses.configs(), resources.configs());
      refer(name, "model", uses.models(), resources.models());
      tellModels(name, uses.models());
      refer(name, "secret", uses.secrets(), resources.secrets());
      uses.labelFiles()
          .forEach(file -> EnvironmentPlanner.exists("label file", file, loader, diagnostics));
    }
  }

  /// Compose lets Docker's model runner load a model, and tells the service where it answers.
  private void tellModels(String service, List<Located<String>> models) {
    for (var model : models) {
      if (resources.models().contains(model.value())) {
        diagnostics.warning(
            model.place(),
            "service \"%s\" uses model %s, which is not run here".formatted(service, model.value()),
            "the variables with its name and address are not set");
      }
    }
  }

  private void refer(String service, String kind, List<Located<String>> uses, Set<String> known) {
    for (var use : uses) {
      if (!known.contains(use.value())) {
        var hint = diagnostics.hint(use.value(), known);
        diagnostics.error(
            Refuser.PROJECT,
            use.place(),
            "service \"%s\" refers to undefined %s %s".formatted(service, kind, use.value()),
            hint.isEmpty() ? "add it to the top-level " + kind + "s:" : hint);
      }
    }
  }
}

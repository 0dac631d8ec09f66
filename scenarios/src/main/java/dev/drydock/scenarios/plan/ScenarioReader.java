package dev.drydock.scenarios.plan;

import dev.drydock.scenarios.compose.ComposeDecoder;
import dev.drydock.scenarios.compose.FileTree;
import dev.drydock.scenarios.compose.ProjectLoader;
import dev.drydock.scenarios.compose.Variables;
import dev.drydock.scenarios.model.BlockDecoder;
import dev.drydock.scenarios.model.Step;
import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Place;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads scenario files: text, file model, plan. The door of the reading half of this module.
///
/// Whatever is wrong comes back as diagnostics, all of it at once; nothing is thrown.
public final class ScenarioReader {

  private final ReadRequest request;
  private final FileTree files;
  private final List<Change> changes;
  private final Diagnostics diagnostics = new Diagnostics();

  private ScenarioReader(ReadRequest request, FileTree files, List<Change> changes) {
    this.request = request;
    this.files = files;
    this.changes = changes;
  }

  /// Reads the files of a request.
  public static ReadResult read(ReadRequest request) {
    return read(request, FileTree.DISK);
  }

  /// Reads the files of a request, some of whose keys get other values.
  public static ReadResult read(ReadRequest request, List<Change> changes) {
    return new ScenarioReader(request, FileTree.DISK, changes).result();
  }

  /// Reads the files of a request where they are.
  public static ReadResult read(ReadRequest request, FileTree files) {
    return new ScenarioReader(request, files, List.of()).result();
  }

  private ReadResult result() {
    var result = read();
    return result != null
        ? result
        : new ReadResult(null, null, null, diagnostics.sorted(), List.of(), List.of(), List.of());
  }

  private @Nullable ReadResult read() {
    if (request.files().isEmpty()) {
      diagnostics.error(
          Place.startOf("."), "no configuration file provided: not found", "name a compose file");
      return null;
    }
    var loader = new ProjectLoader(request.workingFolder(), files, request.stdin(), diagnostics);
    var folder = request.projectFolder();
    var outer = new Variables(request.environment());
    var variables = outer.or(loader.dotEnv(folder, outer));
    var tree = loader.load(request.files(), folder, variables);
    for (var change : changes) {
      tree = tree == null ? null : change.appliedTo(tree, diagnostics);
    }
    var file = tree == null ? null : ComposeDecoder.decode(tree, diagnostics);
    if (file == null) {
      return null;
    }
    var block = new BlockDecoder(diagnostics).block(file.drydock());
    var project = ProjectName.of(file, request, variables, diagnostics);
    var profiles = new Profiles(profiles(variables)).withThoseOf(request.services(), file);
    var enabled = profiles.enabled(file);
    new UsesChecker(file, loader, diagnostics).check(enabled);
    var environments = new EnvironmentPlanner(loader, variables, diagnostics).plan(enabled);
    var scenario =
        new Scenario(
            project,
            file,
            block,
            diagnostics,
            request.shownFiles(files != FileTree.DISK),
            environments);
    var plan = new Planner(scenario, profiles).plan();
    return new ReadResult(
        file,
        diagnostics.hasErrors() ? null : plan,
        plan,
        diagnostics.sorted(),
        block.steps().stream().map(Step::place).toList(),
        profiles.disabled(file),
        Profiles.named(file));
  }

  /// `--profile`, else the comma-separated `COMPOSE_PROFILES`.
  private Set<String> profiles(Variables variables) {
    var named = variables.get("COMPOSE_PROFILES");
    var fromVariable = named == null ? List.<String>of() : List.of(named.split("\\s*,\\s*"));
    return new HashSet<>(request.profiles().isEmpty() ? fromVariable : request.profiles());
  }
}

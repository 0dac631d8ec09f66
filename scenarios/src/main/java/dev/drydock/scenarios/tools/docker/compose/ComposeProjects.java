package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.scenarios.compose.DefaultFiles;
import dev.drydock.scenarios.compose.FileTree;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.NetworkMode;
import dev.drydock.scenarios.plan.NetworkPlan;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ReadResult;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.text.Diagnostic;
import dev.drydock.scenarios.text.Diagnostic.Refuser;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.docker.client.CliWords;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.PlaceTree;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Finds the project that `docker compose` is to work on: that of the files named with `-f`, of a
/// compose file which stands on the machine, and else the part of the scenario's own file that runs
/// on the machine.
final class ComposeProjects {
  private static final Pattern PORT = Pattern.compile("services\\.[^ ]+\\.ports: (.*)");
  private static final Pattern NOT_THERE =
      Pattern.compile("^no such file$|^open .*: no such file or directory$");

  private static final String NO_FILE = "no such file";
  private static final String NO_YAML = "not valid YAML: ";

  private final Invocation invocation;
  private final ComposeOptions options;
  private final List<String> named;
  private final FileTree files;
  private boolean makesNothing;

  /// The projects that a command line means.
  ///
  /// @param named words of the command that may be services
  ComposeProjects(Invocation invocation, ComposeOptions options, List<String> named) {
    this.invocation = invocation;
    this.options = options;
    this.named = List.copyOf(named);
    this.files = new PlaceTree(invocation.place());
  }

  /// The project, by its files.
  ///
  /// @throws Failure if there are none, or they are wrong
  ComposeProject read() throws Failure {
    ComposeProject project = find();
    if (project == null) {
      throw new Failure("no configuration file provided: not found", 1);
    }
    return project;
  }

  /// The project, by its files or, with `-p`, by its name alone.
  ///
  /// @throws Failure if there is neither
  ComposeProject readOrName() throws Failure {
    makesNothing = true;
    if (options.projectName().isEmpty()) {
      return read();
    }
    ComposeProject project = options.files().isEmpty() ? ownOrFound() : find();
    ComposeProject named = ComposeProject.named(options.projectName());
    return project == null || !project.name().equals(named.name()) ? named : project;
  }

  private @Nullable ComposeProject ownOrFound() throws Failure {
    try {
      return find();
    } catch (Failure e) {
      return null;
    }
  }

  private @Nullable ComposeProject find() throws Failure {
    List<Path> paths = new ArrayList<>();
    for (String name : options.files().isEmpty() ? defaults() : options.files()) {
      paths.add(folder().resolve(name).normalize());
    }
    ComposeProject own = own(paths);
    if (own != null || paths.isEmpty()) {
      return own;
    }
    for (Path path : paths) {
      if (!files.hasFile(path)) {
        throw new Failure("open " + PlaceTree.text(path) + ": no such file or directory", 1);
      }
    }
    return read(paths);
  }

  private Path folder() {
    return Path.of(invocation.place().folder()).resolve(options.projectDirectory());
  }

  private List<String> defaults() {
    List<String> found = new ArrayList<>();
    for (List<String> names : List.of(DefaultFiles.NAMES, DefaultFiles.OVERRIDES)) {
      names.stream()
          .filter(name -> files.hasFile(folder().resolve(name)))
          .findFirst()
          .ifPresent(found::add);
      if (found.isEmpty()) {
        return found;
      }
    }
    return found;
  }

  /// The scenario's own project, where no file of the machine is meant.
  private @Nullable ComposeProject own(List<Path> paths) {
    Plan plan = invocation.lab().plan();
    String machine = invocation.place().box().name();
    List<ContainerPlan> containers =
        plan.containers().stream().filter(each -> each.machine().equals(machine)).toList();
    String named = String.join(",", paths.stream().map(PlaceTree::text).toList());
    boolean isMeant =
        paths.isEmpty()
            || containers.stream()
                .anyMatch(each -> named.equals(each.labels().get(ComposeProject.CONFIG_FILES)));
    String wanted = options.projectName();
    boolean isNamed = wanted.isEmpty() || wanted.equals(plan.name());
    boolean isHidden = paths.stream().anyMatch(files::hasFile);
    if (containers.isEmpty() || !isMeant || !isNamed || isHidden) {
      return null;
    }
    var networks = used(plan, containers);
    var volumes =
        plan.volumes().stream().filter(each -> containers.stream().anyMatch(each::isOf)).toList();
    return new ComposeProject(
        plan.name(), true, networks, volumes, containers, List.of(), List.of());
  }

  private static List<NetworkPlan> used(Plan plan, List<ContainerPlan> containers) {
    var names = new HashSet<String>();
    for (ContainerPlan container : containers) {
      if (container.mode() instanceof NetworkMode.Networks networks) {
        networks.attachments().forEach(each -> names.add(each.network()));
      }
    }
    return plan.networks().stream().filter(each -> names.contains(each.name())).toList();
  }

  private ComposeProject read(List<Path> paths) throws Failure {
    ReadRequest request =
        new ReadRequest(
            paths,
            Path.of(invocation.place().folder()),
            invocation.place().environment(),
            options.projectName().isEmpty() ? null : options.projectName(),
            options.profiles(),
            InputStream.nullInputStream(),
            List.of());
    ReadResult result = ScenarioReader.read(request, files);
    tellWarnings(result);
    Plan plan = planOf(result);
    if (!named.isEmpty()) { // what the file is without them must hold first
      result = ScenarioReader.read(request.withServices(named), files);
      plan = planOf(result);
    }
    return new ComposeProject(
        plan.name(),
        true,
        plan.networks(),
        plan.volumes(),
        plan.containers(),
        result.disabled(),
        result.profiles());
  }

  private Plan planOf(ReadResult result) throws Failure {
    Plan plan = result.draft();
    boolean isEngines =
        result.diagnostics().stream().filter(Diagnostic::isError).allMatch(this::isEngines);
    if (plan == null || !isEngines) {
      throw new Failure(firstError(result), 1);
    }
    return plan;
  }

  /// Whether compose leaves it to the engine, which refuses it when it is asked to make it. For a
  /// word that cannot be read there is no plan here: it is left where nothing is made.
  private boolean isEngines(Diagnostic error) {
    return error.refuser() == Refuser.ENGINE
        || (makesNothing && error.refuser() == Refuser.ENGINE_WORD);
  }

  /// What compose warns of, too.
  private void tellWarnings(ReadResult result) {
    for (Diagnostic diagnostic : result.diagnostics()) {
      String message = diagnostic.message();
      if (!diagnostic.isError() && message.endsWith("Defaulting to a blank string.")) {
        ComposeCall.warn(invocation, message);
      } else if (!diagnostic.isError() && message.startsWith("the attribute `version`")) {
        ComposeCall.warn(invocation, fileOf(diagnostic) + ": " + message);
      }
    }
  }

  private static String fileOf(Diagnostic diagnostic) {
    return Path.of("/root").resolve(diagnostic.place().file()).normalize().toString();
  }

  private static String firstError(ReadResult result) {
    return result.diagnostics().stream()
        .filter(Diagnostic::isError)
        .sorted(
            Comparator.comparing(each -> !NOT_THERE.matcher(each.message()).find())) // read first
        .map(ComposeProjects::inFull)
        .findFirst()
        .orElse("empty compose file");
  }

  /// With what compose puts around: the file before errors of the form, the line before those of
  /// YAML, the kind behind those of the meaning (compose-go, loader.loadYamlModel and
  /// errdefs.ErrInvalid); ports in the words that go-connections had up to 0.5.
  private static String inFull(Diagnostic diagnostic) {
    String message = diagnostic.message();
    if (diagnostic.refuser() == Refuser.SCHEMA) {
      return "validating " + fileOf(diagnostic) + ": " + message;
    }
    if (message.equals(NO_FILE)) {
      return "open " + fileOf(diagnostic) + ": no such file or directory";
    }
    if (message.startsWith(NO_YAML)) {
      int line = diagnostic.place().position().line();
      return "yaml: line " + line + ": " + message.substring(NO_YAML.length());
    }
    var port = PORT.matcher(message);
    if (port.matches()) {
      return CliWords.ofOldPorts(port.group(1));
    }
    return diagnostic.refuser() == Refuser.PROJECT
        ? message + ": invalid compose project"
        : message;
  }
}

package dev.drydock.cli;

import dev.drydock.scenarios.compose.DefaultFiles;
import dev.drydock.scenarios.plan.ReadRequest;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The files that a command works on: those named, else those that compose would find.
///
/// Each `FILE` is a scenario of its own; all `-f FILE` together are one, as in compose.
final class ScenarioFiles {
  private static final String STDIN = "-";

  private final Arguments arguments;
  private final Streams streams;
  private final List<String> single;

  /// The words of the command name files.
  ScenarioFiles(Arguments arguments, Streams streams) {
    this(arguments, streams, arguments.words());
  }

  /// These words name files, others of the command do not.
  ScenarioFiles(Arguments arguments, Streams streams, List<String> single) {
    this.arguments = arguments;
    this.streams = streams;
    this.single = single;
  }

  /// Adds the options and words that name files.
  static void declare(Syntax syntax) {
    declareOptions(syntax);
    syntax.addWords("FILE", "compose files, each one a scenario of its own");
  }

  /// Adds the options that name files.
  static void declareOptions(Syntax syntax) {
    syntax.add(
        Option.repeated(
            "FILE", "a compose file; repeated ones are merged, later ones win", "-f", "--file"));
    syntax.add(Option.value("NAME", "the project's name, as in compose", "-p", "--project-name"));
    syntax.add(Option.repeated("NAME", "start the services of this profile too", "--profile"));
  }

  /// One request for each scenario.
  List<ReadRequest> requests() throws UserError {
    List<String> merged = arguments.values("--file");
    if (!merged.isEmpty() && !single.isEmpty()) {
      throw new UserError(
          "\"" + single.getFirst() + "\" stands without -f; write -f before every file to merge");
    }
    if (single.stream().filter(STDIN::equals).count() > 1) {
      throw new UserError("standard input (\"-\") can be read once only");
    }
    if (single.isEmpty()) {
      return List.of(request(merged.isEmpty() ? search() : paths(merged)));
    }
    List<ReadRequest> requests = new ArrayList<>();
    for (String file : single) {
      requests.add(request(List.of(path(file))));
    }
    return requests;
  }

  /// The request for one file.
  ReadRequest ofOne(String file) throws UserError {
    return request(List.of(path(file)));
  }

  private ReadRequest request(List<Path> files) {
    return new ReadRequest(
        files,
        streams.folder(),
        streams.environment(),
        arguments.value("--project-name"),
        profiles(),
        streams.in(),
        List.of());
  }

  private List<String> profiles() {
    List<String> given = arguments.values("--profile");
    String variable = streams.variable("COMPOSE_PROFILES");
    return given.isEmpty() && variable != null ? List.of(variable.split(",", -1)) : given;
  }

  /// What compose looks for when no file is named (compose-go, `cli/options.go`): `COMPOSE_FILE`,
  /// then the default names in this folder and the folders above it.
  private List<Path> search() throws UserError {
    String variable = streams.variable("COMPOSE_FILE");
    if (variable != null) {
      String separator = streams.variable("COMPOSE_PATH_SEPARATOR");
      String split = separator == null ? File.pathSeparator : separator;
      return paths(List.of(variable.split(Pattern.quote(split), -1)));
    }
    for (Path folder = streams.folder(); folder != null; folder = folder.getParent()) {
      Path file = first(folder, DefaultFiles.NAMES);
      if (file != null) {
        Path override = first(folder, DefaultFiles.OVERRIDES);
        return override == null ? List.of(file) : List.of(file, override);
      }
    }
    throw new UserError(
        "no compose.yaml, compose.yml, docker-compose.yml or docker-compose.yaml here or above;"
            + " name a file");
  }

  private @Nullable Path first(Path folder, List<String> names) {
    List<String> found = names.stream().filter(n -> Files.exists(folder.resolve(n))).toList();
    if (found.isEmpty()) {
      return null;
    }
    if (found.size() > 1) {
      streams
          .err()
          .println(
              "drydock: several files match: "
                  + String.join(", ", found)
                  + "; using "
                  + found.get(0));
    }
    Path file = folder.resolve(found.getFirst());
    return file.startsWith(streams.folder()) ? streams.folder().relativize(file) : file;
  }

  private static List<Path> paths(List<String> names) throws UserError {
    List<Path> paths = new ArrayList<>();
    for (String name : names) {
      paths.add(path(name));
    }
    return paths;
  }

  /// The path of a name; a name that this system cannot have is the user's mistake.
  static Path path(String name) throws UserError {
    if (name.isEmpty()) {
      throw new UserError("a file name is empty");
    }
    try {
      return Path.of(name);
    } catch (InvalidPathException e) {
      throw new UserError("\"" + name + "\" is not a file name: " + e.getReason());
    }
  }
}

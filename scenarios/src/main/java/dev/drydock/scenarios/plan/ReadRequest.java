package dev.drydock.scenarios.plan;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What to read.
///
/// @param files in the order of `-f`, later ones override; `-` is `stdin`; relative to the folder
/// @param workingFolder where the command was typed
/// @param environment variables for `${…}`; they win over the `.env` file
/// @param projectName `-p`; null without it
/// @param profiles `--profile`
/// @param stdin what `-` reads
/// @param services those that are asked for by name, which activates their profiles
public record ReadRequest(
    List<Path> files,
    Path workingFolder,
    Map<String, String> environment,
    @Nullable String projectName,
    List<String> profiles,
    InputStream stdin,
    List<String> services) {

  /// Copies the collections.
  public ReadRequest {
    files = List.copyOf(files);
    environment = Map.copyOf(environment);
    profiles = List.copyOf(profiles);
    services = List.copyOf(services);
  }

  /// The same with services that are asked for by name.
  public ReadRequest withServices(List<String> names) {
    return new ReadRequest(files, workingFolder, environment, projectName, profiles, stdin, names);
  }

  /// Files merged into one scenario, no variables.
  public static ReadRequest of(Path... files) {
    return of(List.of(files), InputStream.nullInputStream());
  }

  /// A scenario's text, no variables.
  public static ReadRequest ofText(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return of(List.of(Path.of("-")), new ByteArrayInputStream(bytes));
  }

  private static ReadRequest of(List<Path> files, InputStream stdin) {
    return new ReadRequest(
        files, Path.of("").toAbsolutePath(), Map.of(), null, List.of(), stdin, List.of());
  }

  /// The files by the paths under which the machines of the lab know them: those below `/root` as
  /// they are, others as if they had been put there.
  ///
  /// @param isOfMachine whether they lie on such a machine
  List<String> shownFiles(boolean isOfMachine) {
    return files.stream().map(file -> shown(file, isOfMachine)).toList();
  }

  private String shown(Path file, boolean isOfMachine) {
    var path = workingFolder.resolve(file).toString().replace('\\', '/');
    return isOfMachine || workingFolder.equals(Path.of("/root"))
        ? path
        : "/root/" + file.getFileName();
  }

  /// The folder of the first file, where `.env` lies and from which a project takes its name.
  Path projectFolder() {
    var first = files.isEmpty() ? Path.of("-") : files.getFirst();
    var parent = workingFolder.resolve(first).toAbsolutePath().normalize().getParent();
    return parent == null ? workingFolder : parent;
  }
}

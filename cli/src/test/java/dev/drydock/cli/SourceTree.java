package dev.drydock.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// The project's own files, for the tests that hold its rules.
///
/// @param root the folder of the parent pom
record SourceTree(Path root) {
  /// In build order. A module sees only modules before it.
  static final List<String> MODULES =
      List.of("emulator-core", "pcap-out", "drivers", "scenarios", "cli", "benchmarks", "junit");

  /// The tree this test runs in, whatever the current folder.
  static SourceTree current() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(folder.resolve("emulator-core/src"))) {
      folder = folder.getParent();
      if (folder == null) {
        throw new IllegalStateException("not started inside the project");
      }
    }
    return new SourceTree(folder);
  }

  /// The Java sources of all modules, tests included.
  List<Path> javaFiles() {
    return Stream.concat(javaFiles("main"), javaFiles("test")).toList();
  }

  /// @param kind `main` or `test`
  Stream<Path> javaFiles(String kind) {
    return MODULES.stream()
        .map(module -> root.resolve(module).resolve("src").resolve(kind).resolve("java"))
        .flatMap(folder -> under(folder).stream())
        .filter(file -> file.toString().endsWith(".java"));
  }

  /// Folders whose content is copied into a jar or onto a test's class path.
  List<Path> resourceFolders() {
    return MODULES.stream()
        .flatMap(module ->
            Stream.of("main", "test")
                .map(kind -> root.resolve(module).resolve("src").resolve(kind)))
        .map(kind -> kind.resolve("resources"))
        .filter(Files::isDirectory)
        .toList();
  }

  /// The Markdown pages at the top and under docs, without the one that is made from them.
  List<Path> documents() {
    return allFiles().stream()
        .filter(file -> extension(file).equals("md") && !name(file).contains("/src/"))
        .filter(file -> !file.endsWith("coverage.md"))
        .toList();
  }

  /// Everything the project consists of: sources, resources, labs, documents, scripts, poms.
  List<Path> allFiles() {
    List<Path> places = new ArrayList<>(List.of(root.resolve("docs"), root.resolve(".ci")));
    // In a linked work tree, .git is a file of this machine.
    places.addAll(list(root, file -> Files.isRegularFile(file) && !file.endsWith(".git")));
    for (String module : MODULES) {
      places.addAll(list(root.resolve(module), place -> !place.endsWith("target")));
    }
    return places.stream().flatMap(place -> under(place).stream()).toList();
  }

  private static List<Path> list(Path folder, Predicate<Path> wanted) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.filter(wanted).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The regular files of a folder, sorted; the file itself for a file; none where nothing is.
  static List<Path> under(Path folder) {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The path as it is written in messages and documents.
  String name(Path file) {
    return root.relativize(file).toString().replace('\\', '/');
  }

  static String extension(Path file) {
    String name = file.getFileName().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}

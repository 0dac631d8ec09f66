package dev.drydock.scenarios.conformance;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The files of a recording and of the further real runs of its session.
///
/// @param runs folders; the first says what is compared
record Recording(List<Path> runs) {
  /// The recording that a session belongs to, with the runs in `again-*` beside it.
  static Recording of(Path session) throws IOException {
    Path folder = session.toAbsolutePath().getParent();
    List<Path> runs = new ArrayList<>();
    if (folder != null) {
      runs.add(folder);
      inside(folder).stream().filter(Recording::isFurtherRun).forEach(runs::add);
    }
    return new Recording(runs);
  }

  private static boolean isFurtherRun(Path folder) {
    return name(folder).startsWith("again-") && Files.isDirectory(folder);
  }

  /// The folder that says what is compared.
  Path first() {
    return runs.getFirst();
  }

  /// A file of each run that has it, the first run's first.
  List<Path> all(String file) {
    return runs.stream().map(run -> run.resolve(file)).filter(Files::isRegularFile).toList();
  }

  /// What is in a folder, by name; nothing when there is no such folder.
  static List<Path> inside(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /// The files in a folder, by name.
  static List<Path> files(Path folder) throws IOException {
    return inside(folder).stream().filter(Files::isRegularFile).toList();
  }

  /// The lines of a file; bytes that are no UTF-8 are replaced.
  static List<String> lines(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8).lines().toList();
  }

  /// The last part of a path.
  static String name(Path path) {
    Path last = path.getFileName();
    return last == null ? "" : last.toString();
  }
}

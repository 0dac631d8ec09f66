package dev.drydock.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A folder for files that nobody needs afterwards.
///
/// @param path where it is
record ScratchFolder(Path path) implements AutoCloseable {
  /// A new one.
  static ScratchFolder make() throws IOException {
    return new ScratchFolder(Files.createTempDirectory("drydock"));
  }

  /// Removes it with all that is in it.
  @Override
  public void close() throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(path)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path each : all) {
      Files.deleteIfExists(each);
    }
  }
}

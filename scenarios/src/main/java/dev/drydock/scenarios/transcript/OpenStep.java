package dev.drydock.scenarios.transcript;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The step whose frames and rules are being watched, if one is.
final class OpenStep {
  /// How long it takes on user-mode Linux to end the captures, before the rules are read: the steps
  /// of the recordings made there are eight seconds apart and more, where others are one and a
  /// half, of which one belongs to the session.
  private static final long SLOW_NANOS = 6_500_000_000L;

  private final Bench bench;
  private @Nullable String name;

  OpenStep(Bench bench) {
    this.bench = bench;
  }

  /// Closes the step before and begins another.
  void open(String newName) throws IOException {
    close();
    String file = fileName(newName);
    Path captures = bench.folder().resolve("pcap");
    Files.createDirectories(captures);
    bench.captures().open(captures.resolve(file + ".pcapng"));
    bench.counters().open();
    name = file;
  }

  /// Ends the step that is open, if one is.
  void close() throws IOException {
    String file = name;
    name = null;
    if (file != null) {
      bench.captures().close();
      if (bench.isSlow()) {
        bench.interpreter().pass(SLOW_NANOS);
      }
      Path rules = bench.folder().resolve("rules");
      Files.createDirectories(rules);
      StringBuilder lines = new StringBuilder();
      bench.counters().close().forEach(line -> lines.append(line).append('\n'));
      Files.writeString(rules.resolve(file + ".txt"), lines);
    }
  }

  /// A name without what could leave the folder.
  static String fileName(String text) {
    String safe = text.replaceAll("[^A-Za-z0-9_.-]", "_");
    return safe.startsWith(".") || safe.isEmpty() ? "_" + safe : safe;
  }
}

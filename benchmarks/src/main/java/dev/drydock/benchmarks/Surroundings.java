package dev.drydock.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/// Where and when a run was measured.
///
/// @param cpu the processor's name
/// @param cpus how many the JVM may use
/// @param os name and version
/// @param jvm vendor and version
/// @param date UTC, to the second
record Surroundings(String cpu, int cpus, String os, String jvm, String date) {
  /// This machine, now.
  static Surroundings here() {
    return new Surroundings(
        cpuName(),
        Runtime.getRuntime().availableProcessors(),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vendor") + " " + System.getProperty("java.vm.version"),
        Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
  }

  private static String cpuName() {
    Path info = Path.of("/proc/cpuinfo");
    if (Files.isReadable(info)) {
      try {
        for (String line : Files.readAllLines(info)) {
          if (line.startsWith("model name")) {
            return line.substring(line.indexOf(':') + 1).strip();
          }
        }
      } catch (IOException e) {
        return System.getProperty("os.arch");
      }
    }
    return System.getProperty("os.arch");
  }

  @Override
  public String toString() {
    return cpus + " x " + cpu + ", " + os + ", " + jvm + ", " + date;
  }
}

package dev.drydock.scenarios.run;

import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Wireshark's reader as an independent judge of captures. Where there is none nothing is judged,
/// but for continuous integration (`CI` is set), which has to have it.
final class Tshark {
  private Tshark() {}

  /// Skips the test that cannot be judged, or fails it where it must be.
  static void need() {
    try {
      assertTrue(run(List.of("--version")).startsWith("TShark"));
    } catch (IOException e) {
      assertNull(System.getenv("CI"), "no tshark");
      abort("no tshark");
    }
  }

  /// What it prints of the frames that a display filter chooses, with all checksums looked at.
  ///
  /// @param more further arguments
  static String read(Path file, String filter, String... more) throws IOException {
    return run(
        Stream.concat(Stream.of("-r", file.toString(), "-Y", filter), Stream.of(more)).toList());
  }

  /// The values of fields of the frames that a display filter chooses, a line each, parted by `|`.
  static List<String> fields(Path file, String filter, List<String> names) throws IOException {
    Stream<String> each = names.stream().flatMap(name -> Stream.of("-e", name));
    String[] more =
        Stream.concat(Stream.of("-T", "fields", "-E", "separator=|"), each).toArray(String[]::new);
    return read(file, filter, more).lines().toList();
  }

  private static String run(List<String> arguments) throws IOException {
    List<String> command =
        Stream.concat(
                Stream.of(
                    "tshark",
                    "-n",
                    "-o",
                    "ip.check_checksum:TRUE",
                    "-o",
                    "udp.check_checksum:TRUE",
                    "-o",
                    "tcp.check_checksum:TRUE"),
                arguments.stream())
            .toList();
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }
}

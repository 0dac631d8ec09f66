package dev.drydock.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/// One command that was run within the tests' own process, and what came of it.
///
/// @param status its exit status
/// @param out standard output
/// @param err standard error
record Ran(int status, String out, String err) {
  /// Runs a command without a terminal.
  static Ran drydock(Path folder, String... words) {
    return drydock("", folder, words);
  }

  /// Runs a command that reads from standard input.
  static Ran drydock(String input, Path folder, String... words) {
    return drydock(input, new Streams.Surroundings(Map.of(), folder, fd -> false), words);
  }

  /// Runs a command somewhere.
  static Ran drydock(String input, Streams.Surroundings surroundings, String... words) {
    var in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var streams = new Streams(in, out, err, surroundings);
    int status = streams.finish(Main.run(words, streams));
    return new Ran(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}

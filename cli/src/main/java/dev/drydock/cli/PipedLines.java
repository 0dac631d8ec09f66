package dev.drydock.cli;

import dev.drydock.scenarios.shell.Prompt;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Standard input as commands, one a line. Where the first of them has a prompt, the input is taken
/// for a recorded session: commands are the lines with a prompt, the others are old output.
final class PipedLines {
  private PipedLines() {}

  /// Runs all lines.
  ///
  /// @return the exit status of the last command
  static int run(TypedLines lines, Streams streams) {
    var reader = new BufferedReader(new InputStreamReader(streams.in(), StandardCharsets.UTF_8));
    try {
      boolean begun = false;
      boolean isSession = false;
      String line = reader.readLine();
      while (line != null && !lines.isEnded()) {
        if (!begun && !line.isBlank() && !line.startsWith("#")) {
          begun = true;
          isSession = Prompt.isOn(line);
        }
        if (!isSession || lines.isOpen()) {
          lines.type(line);
        } else if (Prompt.isOn(line)) {
          streams.out().println(line);
          lines.type(line);
        }
        line = reader.readLine();
      }
      lines.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines.status();
  }
}

package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.tools.Output;

/// Types lines on the first machine of a small lab and keeps what they say.
final class Transcriber {
  final Lab lab = SmallLab.build();
  final Interpreter interpreter = new Interpreter(Surroundings.of(lab));
  private final StringBuilder written = new StringBuilder();
  private final Output output = (text, error) -> written.append(text);
  private int status;

  /// Runs a line.
  ///
  /// @return both its outputs, in order
  String type(String line) {
    written.setLength(0);
    status = interpreter.type(line, output);
    return written.toString();
  }

  int status() {
    return status;
  }
}

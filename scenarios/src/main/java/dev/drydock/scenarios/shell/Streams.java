package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.tools.Input;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Output;

/// The three streams of a command.
///
/// @param input what can be read
/// @param out where standard output goes
/// @param err where standard error goes
record Streams(Input input, Sink out, Sink err) {
  /// Where text goes.
  interface Sink {
    void accept(String text);
  }

  /// What is written here is lost.
  static final Sink NULL = text -> {};

  /// Streams that end where the caller wants them.
  static Streams of(Invocation.Io io) {
    Output output = io.output();
    return new Streams(
        io.input(), text -> output.write(text, false), text -> output.write(text, true));
  }

  /// The streams as a tool sees them.
  Invocation.Io io() {
    return new Invocation.Io(input, (text, error) -> (error ? err : out).accept(text));
  }

  Streams withInput(Input newInput) {
    return new Streams(newInput, out, err);
  }

  Streams withOut(Sink newOut) {
    return new Streams(input, newOut, err);
  }

  Streams withErr(Sink newErr) {
    return new Streams(input, out, newErr);
  }
}

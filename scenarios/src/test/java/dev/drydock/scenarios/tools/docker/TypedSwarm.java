package dev.drydock.scenarios.tools.docker;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.AutoClose;

/// What tests in a swarm of two Docker hosts type.
class TypedSwarm {
  private static final long SECOND_NANOS = 1_000_000_000L;

  @AutoClose final TypedLab lab = SwarmOfTwo.start();

  /// Types a line.
  ///
  /// @return what was printed
  final String type(String line) {
    return lab.type(line);
  }

  /// Types a line that must work.
  final void ok(String line) {
    lab.with(line);
  }

  /// Lets time pass.
  final void pass(double seconds) {
    lab.pass((long) (seconds * SECOND_NANOS));
  }
}

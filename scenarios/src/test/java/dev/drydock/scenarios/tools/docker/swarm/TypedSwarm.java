package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.core.sim.Nanos;
import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.AutoClose;

/// What tests in a swarm of two Docker hosts type.
class TypedSwarm {
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
    lab.pass((long) (seconds * Nanos.SECOND));
  }
}

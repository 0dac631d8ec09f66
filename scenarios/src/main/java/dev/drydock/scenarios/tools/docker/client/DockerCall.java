package dev.drydock.scenarios.tools.docker.client;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.profile.ClientProfile;
import dev.drydock.scenarios.tools.Invocation;
import java.util.List;

/// One call of a verb of `docker`.
///
/// @param invocation where it runs and where its output goes
/// @param engine the engine of the machine
/// @param verb how it was called: `run`, `network create`
/// @param arguments the words behind the verb
public record DockerCall(
    Invocation invocation, Engine engine, String verb, List<String> arguments) {
  public void out(String line) {
    invocation.out(line);
  }

  public void err(String line) {
    invocation.err(line);
  }

  /// Waits as long as the engine did before it refused.
  public void await(EngineException e) {
    if (e.afterNanos() > 0) {
      long now = engine.machine().loop().nowNanos();
      invocation.shell().await(() -> false, now + e.afterNanos());
    }
  }

  /// Says what the engine refused.
  public int refused(EngineException e) {
    await(e);
    err(words().refusal(e, verb));
    return 1;
  }

  /// Words too few or too many: `at least 1 argument`.
  public Failure needs(String what) {
    return Failure.arguments(what, verb);
  }

  /// How the command line of the engine words its complaints.
  public CliWords words() {
    return CliWords.of(engine.profile());
  }

  /// What the command line of this engine does in its own way.
  public ClientProfile client() {
    return engine.profile().client();
  }
}

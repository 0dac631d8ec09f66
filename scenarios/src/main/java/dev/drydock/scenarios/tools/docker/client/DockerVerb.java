package dev.drydock.scenarios.tools.docker.client;

/// One verb of `docker`.
public interface DockerVerb {
  /// Runs it.
  ///
  /// @return the exit status
  /// @throws Failure for wrong options
  int run(DockerCall call) throws Failure;
}

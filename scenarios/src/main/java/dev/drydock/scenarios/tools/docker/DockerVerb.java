package dev.drydock.scenarios.tools.docker;

/// One verb of `docker`.
interface DockerVerb {
  /// Runs it.
  ///
  /// @return the exit status
  /// @throws Failure for wrong options
  int run(DockerCall call) throws Failure;
}

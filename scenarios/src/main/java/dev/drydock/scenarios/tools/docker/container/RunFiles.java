package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;

/// What `docker run` does around making a container (docker/cli `cli/command/container/create.go`,
/// `createContainer`): the file of `--cidfile`, and a warning of its own.
final class RunFiles {
  private final DockerCall call;
  private final Flags.Given given;
  private final PlaceFiles files;

  RunFiles(DockerCall call, Flags.Given given) {
    this.call = call;
    this.given = given;
    this.files = new PlaceFiles(call.invocation().place());
  }

  /// Before a container is made.
  void check() throws Failure {
    if (given.has("oom-kill-disable") && given.all("memory").isEmpty()) {
      call.err(
          "WARNING: Disabling the OOM killer on containers without setting a '-m/--memory' limit"
              + " may be dangerous.");
    }
    String file = given.last("cidfile", "");
    if (!file.isEmpty() && files.exists(file)) {
      throw Failure.options(
          "container ID file found, make sure the other container isn't running or delete " + file);
    }
  }

  /// A container was made.
  void keep(String id) {
    String file = given.last("cidfile", "");
    if (!file.isEmpty()) {
      files.write(file, id, false);
    }
  }
}

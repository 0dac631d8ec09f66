package dev.drydock.scenarios.tools.docker.storage;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Image;
import dev.drydock.drivers.engine.ImageCommit;
import dev.drydock.drivers.engine.Images;
import dev.drydock.drivers.engine.State;
import dev.drydock.scenarios.plan.ImageReference;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;

/// `docker commit` (docker/cli `command/container/commit.go`; moby `daemon/commit.go`): an image of
/// what a container has become. It keeps the tools and servers of the container's image, its
/// settings, and what commands wrote outside of volumes.
public final class CommitVerb implements DockerVerb {
  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("p|pause")
            .values("a|author", "c|change", "m|message")
            .read(call.arguments());
    int count = given.words().size();
    if (count < 1 || count > 2) {
      throw call.needs("at least 1 and at most 2 arguments");
    }
    String name = count == 1 ? "" : given.words().get(1);
    if (!name.isEmpty() && !ImageReference.isValid(name)) {
      throw new Failure(ImageReference.complaint(name), 1);
    }
    Container container = call.engine().containers().get(given.words().getFirst());
    ImageCommit commit = new ImageCommit(container);
    CommitChanges.read(given.all("change"), commit);
    boolean pauses =
        !given.last("pause", "true").equals("false") && container.state() == State.RUNNING;
    if (pauses) {
      call.engine().containers().pause(container.id());
    }
    Image image;
    try {
      image = make(call, container, commit, given);
      commit.tell(
          call.engine(),
          image,
          name.isEmpty() ? "" : Images.full(ImageReference.withShortName(name)));
    } finally {
      if (pauses) {
        call.engine().containers().unpause(container.id());
      }
    }
    call.out(image.id());
    return 0;
  }

  private static Image make(
      DockerCall call, Container container, ImageCommit commit, Flags.Given given) {
    OwnFiles files = OwnFiles.of(call, container);
    Image.Words words = new Image.Words(given.last("message", ""), given.last("author", ""));
    return commit.make(call.engine(), words, files.changed(), files.removed());
  }
}

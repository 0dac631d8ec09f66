package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.core.sim.Calendar;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Container;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.PlaceFiles;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker cp` of single files, between a machine and a container that runs.
public final class CopyVerb implements DockerVerb {
  private static final int BLOCK_BYTES = 512; // of a tar archive

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("a|archive", "L|follow-link", "q|quiet")
            .read(call.arguments());
    if (given.words().size() != 2) {
      throw call.needs("exactly 2 arguments");
    }
    End from = End.of(given.words().get(0));
    End to = End.of(given.words().get(1));
    if (from.container.isEmpty() == to.container.isEmpty()) {
      throw new Failure(
          from.container.isEmpty()
              ? "must specify at least one container source"
              : "copying between containers is not supported",
          1);
    }
    checkThere(call, from);
    if (from.path.equals("-")) {
      return unpack(call, to);
    }
    String text = files(call, from).read(from.path);
    if (text == null) {
      throw new Failure(
          from.container.isEmpty()
              ? "lstat " + lstat(call, from.path) + ": no such file or directory"
              : missing(call, from),
          1);
    }
    if (to.path.equals("-")) {
      String own = from.path.substring(from.path.lastIndexOf('/') + 1);
      long nanos = call.engine().machine().loop().nowNanos();
      call.invocation()
          .output()
          .write(Archive.of(Map.of(own, text), Calendar.at(nanos).getEpochSecond()), false);
      call.engine().containers().copied(from.container, false);
      return 0;
    }
    String name = from.path.substring(from.path.lastIndexOf('/') + 1);
    boolean isFolder = to.path.endsWith("/") || to.path.equals(".") || to.path.equals("/tmp");
    String target = isFolder ? to.path.replaceFirst("/+$", "") + "/" + name : to.path;
    write(call, to, target, text);
    String inside = from.container + to.container;
    call.engine().containers().copied(inside, from.container.isEmpty());
    if (!given.has("quiet") && call.client().tellsWhatWasCopied()) {
      call.err("Successfully copied " + size(text) + " to " + given.words().get(1));
    }
    return 0;
  }

  private static void write(DockerCall call, End to, String target, String text) throws Failure {
    PlaceFiles files = files(call, to);
    if (!to.container.isEmpty() && files.isReadOnly(target)) {
      throw new Failure("Error response from daemon: mounted volume is marked read-only", 1);
    }
    files.write(target, text, false);
  }

  /// `docker cp - CONTAINER:FOLDER`: an archive on standard input.
  private static int unpack(DockerCall call, End to) throws Failure {
    String folder = to.path.replaceFirst("/+$", "");
    Map<String, String> files = Archive.read(call.invocation().input());
    for (Map.Entry<String, String> each : files.entrySet()) {
      write(call, to, folder + "/" + each.getKey().replaceFirst("^\\./", ""), each.getValue());
    }
    call.engine().containers().copied(to.container, true);
    return 0;
  }

  /// With 20.10 the root's own slash stays before the path.
  private static String lstat(DockerCall call, String path) {
    return call.client().wordsWhatIsMissing() && path.startsWith("/") ? "/" + path : path;
  }

  /// 20.10 does not tell a container that is not there from a file.
  private static void checkThere(DockerCall call, End from) throws Failure {
    if (from.container.isEmpty() || !call.client().wordsWhatIsMissing()) {
      return;
    }
    try {
      call.engine().containers().get(from.container);
    } catch (EngineException e) {
      throw new Failure(missing(call, from), 1);
    }
  }

  private static String missing(DockerCall call, End from) {
    return call.client().wordsWhatIsMissing()
        ? "Error: No such container:path: " + from.container + ":" + from.path
        : "Error response from daemon: Could not find the file "
            + from.path
            + " in container "
            + from.container;
  }

  /// One side.
  ///
  /// @param container empty for the machine
  private record End(String container, String path) {
    static End of(String word) {
      int colon = word.indexOf(':');
      boolean isLocal = colon <= 0 || word.startsWith("/") || word.startsWith(".");
      return isLocal
          ? new End("", word)
          : new End(word.substring(0, colon), word.substring(colon + 1));
    }
  }

  private static PlaceFiles files(DockerCall call, End end) throws Failure {
    if (end.container.isEmpty()) {
      return new PlaceFiles(call.invocation().place());
    }
    Container container = call.engine().containers().get(end.container);
    var box = call.invocation().place().box();
    ContainerDirectory.@Nullable Entry entry =
        call.invocation().shell().containers().find(box, container.id());
    var place = entry == null ? null : entry.place(box);
    if (place == null) {
      throw new Failure(
          "docker cp: not emulated. Drydock keeps files of running containers only, and "
              + end.container
              + " does not run.",
          1);
    }
    return new PlaceFiles(place);
  }

  /// The size of the archive that carries a file.
  private static String size(String text) {
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    int blocks = 1 + (bytes + BLOCK_BYTES - 1) / BLOCK_BYTES + 2;
    return String.format(Locale.ROOT, "%.3gkB", blocks * BLOCK_BYTES / 1000.0);
  }
}

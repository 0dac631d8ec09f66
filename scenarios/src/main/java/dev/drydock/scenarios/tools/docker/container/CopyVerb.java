package dev.drydock.scenarios.tools.docker.container;

import dev.drydock.core.sim.Calendar;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Container;
import dev.drydock.scenarios.tools.Archive;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.HumanSize;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `docker cp` of files and folders, between a machine and a container, which need not run
/// (docker/cli `command/container/cp.go`; moby `pkg/archive/copy.go`, `daemon/archive.go`).
public final class CopyVerb implements DockerVerb {
  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("a|archive", "L|follow-link", "q|quiet")
            .read(call.arguments());
    if (given.words().size() != 2) {
      throw call.needs("exactly 2 arguments");
    }
    Side from = Side.of(given.words().get(0));
    Side to = Side.of(given.words().get(1));
    if (from.container.isEmpty() == to.container.isEmpty()) {
      throw new Failure(
          from.container.isEmpty()
              ? "must specify at least one container source"
              : "copying between containers is not supported",
          1);
    }
    boolean isOut = to.container.isEmpty();
    String told = isOut ? out(call, from, to) : in(call, from, to);
    if (!told.isEmpty() && !given.has("quiet") && call.client().tellsWhatWasCopied()) {
      call.err("Successfully copied " + told);
    }
    return 0;
  }

  /// Out of a container.
  ///
  /// @return how much and where to, which newer command lines tell; empty for standard output
  private static String out(DockerCall call, Side from, Side to) throws Failure {
    boolean isPrinted = to.path.equals("-");
    CopyEnd target = CopyEnd.ofMachine(call, to.path);
    if (!isPrinted) {
      checkFolderOf(to, target);
    }
    CopyEnd source = CopyEnd.of(call, container(call, from), from.path);
    if (!source.isFolder() && !source.isFile()) {
      throw missing(call, from.container, from.path);
    }
    String archive = pack(call, source.tree(source.base()));
    call.engine().containers().copied(from.container, false);
    if (isPrinted) {
      call.invocation().output().write(archive, false);
      return "";
    }
    put(target, rename(source, target));
    return size(archive) + " to " + target.absolute();
  }

  /// docker/cli `command.ValidateOutputPath`.
  private static void checkFolderOf(Side to, CopyEnd target) throws Failure {
    boolean isNamed = to.path.endsWith("/") && to.path.length() > 1;
    String folder = isNamed ? target.absolute() : target.parent();
    boolean isThere = isNamed ? target.isFolder() : target.hasParent();
    if (!isThere) {
      throw new Failure("invalid output path: directory \"" + folder + "\" does not exist", 1);
    }
  }

  /// Into a container.
  private static String in(DockerCall call, Side from, Side to) throws Failure {
    Container container = find(call, to.container);
    CopyEnd target = container == null ? null : CopyEnd.of(call, container, to.path);
    boolean isFolder = target != null && target.isFolder();
    if (from.path.equals("-")) {
      return unpack(call, to, isFolder ? target : null);
    }
    CopyEnd source = CopyEnd.ofMachine(call, from.path);
    if (!source.isFolder() && !source.isFile()) {
      throw new Failure("lstat " + missingPart(source) + ": no such file or directory", 1);
    }
    if (target == null) {
      boolean asks = to.path.endsWith("/") && !source.isFolder();
      throw asks ? noFolder() : missing(call, to.container, parent(to.path));
    }
    Map<String, String> tree = rename(source, target);
    if (!isFolder && !target.hasParent()) {
      throw missing(call, to.container, target.parent());
    }
    checkWritable(target, container);
    put(target, tree);
    call.engine().containers().copied(to.container, true);
    return size(pack(call, tree)) + " to " + to.container + ":" + to.path;
  }

  /// What is copied, under the name that it has at its target (`PrepareArchiveCopy`).
  private static Map<String, String> rename(CopyEnd source, CopyEnd target) throws Failure {
    if (target.isFolder()) {
      return source.tree(source.base());
    }
    if (source.isFolder() && target.isFile()) {
      throw new Failure("cannot copy directory", 1);
    }
    if (!source.isFolder() && !target.isFile() && target.asksForFolder()) {
      throw noFolder();
    }
    String absolute = target.absolute();
    return source.tree(absolute.substring(absolute.lastIndexOf('/') + 1));
  }

  private static void put(CopyEnd target, Map<String, String> tree) {
    target.write(target.isFolder() ? target.absolute() : target.parent(), tree);
  }

  private static Failure noFolder() {
    return new Failure("no such directory", 1);
  }

  private static String parent(String path) {
    String plain = path.replaceFirst("/+$", "");
    return plain.substring(0, Math.max(plain.lastIndexOf('/'), 1));
  }

  /// moby `daemon/archive_unix.go`, `checkIfPathIsInAVolume`.
  private static void checkWritable(CopyEnd target, @Nullable Container container) throws Failure {
    if (container == null || !target.isReadOnly()) {
      return;
    }
    String path = target.absolute();
    boolean isVolume =
        container.mounts().stream().anyMatch(each -> (path + "/").startsWith(each.target() + "/"));
    String what = isVolume ? "mounted volume" : "container rootfs";
    throw new Failure("Error response from daemon: " + what + " is marked read-only", 1);
  }

  /// `docker cp - CONTAINER:FOLDER`: an archive on standard input.
  private static String unpack(DockerCall call, Side to, @Nullable CopyEnd folder) throws Failure {
    if (folder == null) {
      String where = to.container + ":" + to.path;
      throw new Failure("destination \"" + where + "\" must be a directory", 1);
    }
    checkWritable(folder, find(call, to.container));
    String archive = call.invocation().input();
    try {
      folder.write(folder.absolute(), new LinkedHashMap<>(Archive.read(archive)));
    } catch (Archive.Broken e) {
      String why = "Error processing tar file(exit status 1): " + e.getMessage();
      throw new Failure("Error response from daemon: " + why, 1);
    }
    call.engine().containers().copied(to.container, true);
    return size(archive) + " to " + to.container + ":" + to.path;
  }

  /// The part of a path that is not there: links of the folders above are followed first, and a
  /// slash joins folder and name, also behind the root's own (`ResolveHostSourcePath`).
  private static String missingPart(CopyEnd source) {
    String parent = source.parent();
    return source.hasParent() ? (parent.equals("/") ? "//" : parent + "/") + source.base() : parent;
  }

  /// The container; 20.10 does not tell one that is not there from a file.
  private static Container container(DockerCall call, Side from) throws Failure {
    Container found = call.client().wordsWhatIsMissing() ? find(call, from.container) : null;
    if (found != null) {
      return found;
    }
    if (call.client().wordsWhatIsMissing()) {
      throw missing(call, from.container, from.path);
    }
    return call.engine().containers().get(from.container);
  }

  private static @Nullable Container find(DockerCall call, String name) {
    try {
      return call.engine().containers().get(name);
    } catch (EngineException e) {
      return null;
    }
  }

  private static Failure missing(DockerCall call, String container, String path) {
    if (call.client().wordsWhatIsMissing()) {
      return new Failure("Error: No such container:path: " + container + ":" + path, 1);
    }
    String what =
        find(call, container) == null
            ? "No such container: " + container
            : "Could not find the file " + path + " in container " + container;
    return new Failure("Error response from daemon: " + what, 1);
  }

  /// One side as it was typed.
  ///
  /// @param container empty for the machine
  private record Side(String container, String path) {
    static Side of(String word) {
      int colon = word.indexOf(':');
      boolean isLocal = colon <= 0 || word.startsWith("/") || word.startsWith(".");
      return isLocal
          ? new Side("", word)
          : new Side(word.substring(0, colon), word.substring(colon + 1));
    }
  }

  private static String pack(DockerCall call, Map<String, String> tree) {
    long nanos = call.engine().machine().loop().nowNanos();
    return Archive.of(tree, Calendar.at(nanos).getEpochSecond());
  }

  private static String size(String archive) {
    return HumanSize.of(archive.length());
  }
}

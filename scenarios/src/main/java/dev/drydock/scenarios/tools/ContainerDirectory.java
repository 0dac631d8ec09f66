package dev.drydock.scenarios.tools;

import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Files;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// Where the interpreter looks containers up: the engines of the lab, behind one interface.
public interface ContainerDirectory {
  /// A lab without containers.
  ContainerDirectory NONE = box -> List.of();

  /// The containers of a machine, also those that do not run, the newest first as `docker ps` has
  /// them.
  List<Entry> on(Box box);

  /// The container with this name, id, or beginning of an id.
  default @Nullable Entry find(Box box, String nameOrId) {
    for (Entry entry : on(box)) {
      if (entry.name().equals(nameOrId) || entry.id().equals(nameOrId)) {
        return entry;
      }
    }
    for (Entry entry : on(box)) {
      if (!nameOrId.isEmpty() && entry.id().startsWith(nameOrId)) {
        return entry;
      }
    }
    return null;
  }

  /// The running container whose first process has this number on the machine.
  default @Nullable Entry byPid(Box box, long pid) {
    for (Entry entry : on(box)) {
      if (entry.isRunning() && entry.pid() == pid) {
        return entry;
      }
    }
    return null;
  }

  /// A command is run in a running container, as by `docker exec`.
  ///
  /// @return what is told its exit status
  default IntConsumer exec(Box box, String nameOrId, List<String> command) {
    return status -> {};
  }

  /// A container as a place for commands.
  ///
  /// @param name without a slash
  /// @param id 64 hexadecimal digits
  /// @param pid the number of its first process on the machine; 0 when it does not run
  /// @param namespace its network namespace; null when it does not run
  /// @param hostname what `hostname` says
  /// @param toolbox which tools its image has
  /// @param files its files
  /// @param environment its environment variables, in the order in which `env` prints them
  /// @param rights what its root may do
  /// @param folder where its commands begin
  record Entry(
      String name,
      String id,
      long pid,
      @Nullable Netns namespace,
      String hostname,
      Toolbox toolbox,
      Files files,
      Map<String, String> environment,
      Rights rights,
      String folder) {
    /// Whether commands can run in it.
    public boolean isRunning() {
      return namespace != null;
    }

    /// The container as a place, which needs it to run; null when it does not.
    public @Nullable Place place(Box box) {
      return namespace == null
          ? null
          : new Place(box, namespace, name, hostname, toolbox, files, environment, rights, folder);
    }
  }
}

package dev.drydock.drivers.swarm;

import dev.drydock.drivers.engine.Mount;
import dev.drydock.drivers.engine.Mount.Driver;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// What more a service says of its containers that no network depends on (moby
/// `api/types/swarm/container.go`): it is kept and shown.
///
/// @param folder `--workdir`; empty for the image's
/// @param user `--user`; empty for the image's
/// @param groups `--group`
/// @param switches the switches
/// @param mounts `--mount`
/// @param ulimits `--ulimit`
/// @param logs `--log-driver` and `--log-opt`; null for the daemon's
/// @param resources `--limit-…` and `--reserve-…`
public record TaskSurroundings(
    String folder,
    String user,
    List<String> groups,
    Switches switches,
    List<Mount> mounts,
    List<Ulimit> ulimits,
    @Nullable Driver logs,
    TaskResources resources) {
  /// Nothing.
  public static final TaskSurroundings NONE =
      new TaskSurroundings(
          "",
          "",
          List.of(),
          new Switches(false, false, false),
          List.of(),
          List.of(),
          null,
          TaskResources.ANY);

  /// Copies the lists.
  public TaskSurroundings {
    groups = List.copyOf(groups);
    mounts = List.copyOf(mounts);
    ulimits = List.copyOf(ulimits);
  }

  /// The same, with each mount changed.
  TaskSurroundings with(UnaryOperator<Mount> change) {
    List<Mount> changed = mounts.stream().map(change).toList();
    return new TaskSurroundings(folder, user, groups, switches, changed, ulimits, logs, resources);
  }

  /// The switches.
  ///
  /// @param tty `--tty`
  /// @param openStdin `stdin_open`
  /// @param isReadOnly `--read-only`
  public record Switches(boolean tty, boolean openStdin, boolean isReadOnly) {}

  /// A limit of processes.
  ///
  /// @param name such as `nofile`
  /// @param soft what is in force
  /// @param hard how far it may be raised
  public record Ulimit(String name, long soft, long hard) {}
}

package dev.drydock.scenarios.tools.process;

import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.machine.SignalNames;
import dev.drydock.drivers.engine.User;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.Shell;
import java.util.List;

/// The processes that a command sees: all of its machine, or those of its container, which has
/// numbers of its own.
public final class Visible {
  private final Place place;
  private final String container;
  private final User owner;

  /// What a command sees.
  public Visible(Invocation invocation) {
    this(invocation.place(), invocation.shell());
  }

  /// What is seen at a place.
  public Visible(Place place, Shell shell) {
    this.place = place;
    String name = place.container();
    ContainerDirectory.Entry entry =
        name == null ? null : shell.containers().find(place.box(), name);
    this.container = entry == null ? "" : entry.id();
    this.owner = entry == null ? place.rights().user() : entry.rights().user();
  }

  /// The processes, by number.
  public List<RunningProcess> processes() {
    List<RunningProcess> all = place.box().machine().processes().all();
    return container.isEmpty()
        ? all
        : all.stream().filter(process -> process.container().equals(container)).toList();
  }

  /// Its number as it is seen.
  public int pid(RunningProcess process) {
    return container.isEmpty() ? process.pid() : process.innerPid();
  }

  /// The number of its parent as it is seen.
  int parent(RunningProcess process) {
    boolean isFirst = process.pid() == 1;
    return container.isEmpty() ? (isFirst ? 0 : 1) : process.innerParent();
  }

  /// Whose the processes are, but for that of the command itself.
  User owner() {
    return owner;
  }

  /// Sends a signal. From within a container its first process cannot be ended by force.
  ///
  /// @return whether there is such a process
  public boolean kill(long pid, int signal) {
    for (RunningProcess process : processes()) {
      if (pid(process) == pid) {
        boolean isInit = !container.isEmpty() && process.innerPid() == 1;
        boolean isForced = signal == SignalNames.KILL || signal == SignalNames.STOP;
        return (isInit && isForced)
            || place.box().machine().processes().kill(process.pid(), signal);
      }
    }
    return false;
  }

  /// The number that a command has that is not in the table: the next one.
  int own() {
    int last = processes().stream().mapToInt(this::pid).max().orElse(0);
    return last + 1;
  }
}

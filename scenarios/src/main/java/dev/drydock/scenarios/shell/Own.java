package dev.drydock.scenarios.shell;

import dev.drydock.core.machine.ProcessTable;
import dev.drydock.core.machine.RunningProcess;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.scenarios.tools.Place;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The process that a thread of control is, inside a container. Commands of machines are not in the
/// table of processes, apart from servers that go into the background.
///
/// @param process null outside of containers, and of what is only about to enter one
/// @param next what becomes of the process with the next command
/// @param fate what signals did to it
record Own(@Nullable RunningProcess process, Next next, Fate fate) {
  /// What a command does with the process that starts it.
  enum Next {
    /// Nothing: it comes from outside, as by `docker exec`.
    ENTERS,
    /// It is a child (`fork`).
    FORKS,
    /// It takes its place (`execve`): `exec`, and the last command of a shell's script (BusyBox ash
    /// and dash `EV_EXIT`, bash `ONESHOT`).
    REPLACES
  }

  /// What signals did to a process without handlers.
  static final class Fate implements RunningProcess.Signalled {
    /// Signals that end nothing: SIGCHLD, stops, SIGURG and SIGWINCH.
    private static final List<Integer> HARMLESS = List.of(0, 17, 18, 19, 20, 21, 22, 23, 28);

    private int signal;

    @Override
    public boolean outlives(int sent) {
      return HARMLESS.contains(sent);
    }

    @Override
    public void end(int sent) {
      signal = HARMLESS.contains(sent) ? signal : sent;
    }

    /// The signal that ended it; 0 for none.
    int signal() {
      return signal;
    }
  }

  /// Where no process is.
  static Own nobody() {
    return new Own(null, Next.ENTERS, new Fate());
  }

  /// A process that runs already, such as a container's first.
  static Own of(RunningProcess process) {
    return new Own(process, Next.REPLACES, new Fate());
  }

  /// The same, the next command taking its place or not.
  Own before(boolean isLast) {
    return process == null ? this : new Own(process, isLast ? Next.REPLACES : Next.FORKS, fate);
  }

  /// A copy of a shell: for what it starts in the background or in a pipeline.
  Own fork(Place place) {
    RunningProcess parent = process;
    return parent == null ? nobody() : child(place, parent.container(), parent.words(), parent);
  }

  /// The process of a command.
  Own begin(Place place, List<String> words) {
    String container = containerOf(place);
    RunningProcess current = process;
    if (container.isEmpty()) {
      return new Own(null, Next.ENTERS, fate);
    }
    if (current == null || !current.container().equals(container)) {
      return child(place, container, words, null);
    }
    if (next == Next.REPLACES) {
      current.become(words);
      return this;
    }
    return child(place, container, words, current);
  }

  /// A new process.
  ///
  /// @param parent null when it comes from outside
  private static Own child(
      Place place, String container, List<String> words, @Nullable RunningProcess parent) {
    Fate fate = new Fate();
    ProcessTable table = place.box().machine().processes();
    RunningProcess.Spec spec = new RunningProcess.Spec(words, place.namespace(), container, fate);
    RunningProcess started = parent == null ? table.enter(spec) : table.start(spec);
    if (parent != null) {
      started.isChildOf(parent);
    }
    return new Own(started, Next.REPLACES, fate);
  }

  /// The id of the container of a place; empty for none.
  private static String containerOf(Place place) {
    Engine engine = place.box().engine();
    String name = place.container();
    Container found = engine == null || name == null ? null : engine.containers().exactly(name);
    return found == null || !found.isRunning() ? "" : found.id();
  }

  /// The process is over.
  void end(Place place) {
    RunningProcess ended = process;
    if (ended != null) {
      place.box().machine().processes().ended(ended.pid());
    }
  }

  boolean isKilled() {
    return fate.signal() != 0;
  }

  boolean isFrozen() {
    RunningProcess current = process;
    return current != null && current.isFrozen() && !isKilled();
  }
}

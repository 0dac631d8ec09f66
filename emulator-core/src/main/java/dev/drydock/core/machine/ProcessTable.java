package dev.drydock.core.machine;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The processes of a machine that matter to its network: pid -> process.
public final class ProcessTable {
  /// What a machine has used up when it has booted. A guess.
  private static final int FIRST = 600;

  /// Numbers that other programs take in between. A guess.
  private static final int GAP_MAX = 24;

  /// What a container's first process and each that is sent into it use up of its numbers: the
  /// program of the runtime (`runc init`) becomes that process, and its threads had numbers as
  /// well. Recorded are five of them, sometimes six or seven.
  private static final int RUNTIME_NUMBERS = 6;

  private final EventLoop loop;
  private final RandomStream random;
  private final TreeMap<Integer, RunningProcess> running = new TreeMap<>();

  /// Container id -> its processes.
  private final Map<String, Inside> byContainer = new LinkedHashMap<>();

  private int last = FIRST;

  /// Process 1 and nothing else.
  ProcessTable(EventLoop loop, RandomStream random, Netns root) {
    this.loop = loop;
    this.random = random;
    RunningProcess.Spec init =
        new RunningProcess.Spec(List.of("/sbin/init"), root, "", signal -> {});
    running.put(1, new RunningProcess(1, init, loop.nowNanos()));
  }

  /// A number that is not used yet; they count up, with gaps as other programs leave them.
  public int nextPid() {
    last += 1 + random.nextInt(GAP_MAX);
    return last;
  }

  /// The processes of a container, and the last number that one of them had inside.
  private static final class Inside {
    private final List<RunningProcess> processes = new ArrayList<>(1);
    private int last;

    int take(int numbers) {
      int first = last + 1;
      last += numbers;
      return first;
    }
  }

  /// Starts a process; in a container, the child of another one there.
  public RunningProcess start(RunningProcess.Spec spec) {
    return start(nextPid(), spec);
  }

  /// Starts a process that is sent into a container from outside (`docker exec`).
  public RunningProcess enter(RunningProcess.Spec spec) {
    return start(nextPid(), spec, RUNTIME_NUMBERS);
  }

  /// Starts a process under a number that [#nextPid] gave.
  public RunningProcess start(int pid, RunningProcess.Spec spec) {
    return start(pid, spec, byContainer.containsKey(spec.container()) ? 1 : RUNTIME_NUMBERS);
  }

  private RunningProcess start(int pid, RunningProcess.Spec spec, int numbers) {
    RunningProcess process = new RunningProcess(pid, spec, loop.nowNanos());
    if (!spec.container().isEmpty()) {
      Inside inside = byContainer.computeIfAbsent(spec.container(), id -> new Inside());
      process.setInnerPid(inside.take(numbers));
      inside.processes.add(process);
    }
    running.put(pid, process);
    return process;
  }

  /// The processes of a container, in the order of their start.
  public List<RunningProcess> in(String container) {
    Inside inside = byContainer.get(container);
    return inside == null ? List.of() : List.copyOf(inside.processes);
  }

  /// Ends all processes of a container, as the kernel does when its first one has ended.
  public void endAll(String container) {
    for (RunningProcess process : in(container)) {
      ended(process.pid());
      process.end(SignalNames.KILL);
    }
  }

  /// Stops the processes of a container (cgroup freezer), or lets them go on.
  public void freeze(String container, boolean isFrozen) {
    in(container).forEach(process -> process.setFrozen(isFrozen));
  }

  /// A process is over.
  public void ended(int pid) {
    RunningProcess process = running.remove(pid);
    if (process == null) {
      return;
    }
    Inside inside = byContainer.get(process.container());
    if (inside != null && inside.processes.remove(process) && inside.processes.isEmpty()) {
      byContainer.remove(process.container());
    }
  }

  /// Those that run, by number.
  public List<RunningProcess> all() {
    return List.copyOf(running.values());
  }

  /// The process with this number.
  public @Nullable RunningProcess find(long pid) {
    return pid > Integer.MAX_VALUE ? null : running.get((int) pid);
  }

  /// Ends a process with a signal that it does not outlive. The first process ignores it.
  ///
  /// @return whether there is such a process
  public boolean kill(long pid, int signal) {
    RunningProcess process = find(pid);
    if (process == null) {
      return false;
    }
    if (process.pid() != 1 && signal != 0 && !process.takes(signal)) {
      if (!process.outlives(signal)) {
        ended(process.pid());
      }
      process.end(signal);
    }
    return true;
  }
}

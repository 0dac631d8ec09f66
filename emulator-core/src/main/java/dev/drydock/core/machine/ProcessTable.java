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

  private final EventLoop loop;
  private final RandomStream random;
  private final TreeMap<Integer, RunningProcess> running = new TreeMap<>();

  /// Container id -> its processes.
  private final Map<String, List<RunningProcess>> byContainer = new LinkedHashMap<>();

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

  /// Starts a process.
  public RunningProcess start(RunningProcess.Spec spec) {
    return start(nextPid(), spec);
  }

  /// Starts a process under a number that [#nextPid] gave.
  public RunningProcess start(int pid, RunningProcess.Spec spec) {
    RunningProcess process = new RunningProcess(pid, spec, loop.nowNanos());
    if (!spec.container().isEmpty()) {
      List<RunningProcess> others =
          byContainer.computeIfAbsent(spec.container(), id -> new ArrayList<>(1));
      process.setInnerPid(nextInner(others));
      others.add(process);
    }
    running.put(pid, process);
    return process;
  }

  private static int nextInner(List<RunningProcess> others) {
    return 1 + others.stream().mapToInt(RunningProcess::innerPid).max().orElse(0);
  }

  /// A process is over.
  public void ended(int pid) {
    RunningProcess process = running.remove(pid);
    if (process == null) {
      return;
    }
    List<RunningProcess> others = byContainer.getOrDefault(process.container(), List.of());
    if (!others.isEmpty() && others.remove(process) && others.isEmpty()) {
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
    if (process.pid() != 1 && signal != 0) {
      if (!process.outlives(signal)) {
        ended(process.pid());
      }
      process.end(signal);
    }
    return true;
  }
}

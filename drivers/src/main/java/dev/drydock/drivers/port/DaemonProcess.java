package dev.drydock.drivers.port;

import dev.drydock.core.machine.Machine;
import dev.drydock.core.machine.RunningProcess;
import java.util.List;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/// dockerd as a process of its machine, which takes signals.
public final class DaemonProcess {
  private static final int SIGHUP = 1;

  /// Its first number; a guess, among those of what a machine starts when it boots.
  private static final int FIRST = 560;

  /// Each start takes another number.
  private static final int STARTS_MAX = 39;

  /// The command line in its packages' unit file.
  private static final List<String> COMMAND =
      List.of("/usr/bin/dockerd", "-H", "fd://", "--containerd=/run/containerd/containerd.sock");

  private final Machine machine;
  private IntConsumer signalled = signal -> {};
  private @Nullable RunningProcess process;
  private int starts;

  /// One that does not run.
  public DaemonProcess(Machine machine) {
    this.machine = machine;
  }

  /// Who acts on signals: all but SIGHUP end it.
  public void onSignal(IntConsumer listener) {
    signalled = listener;
  }

  /// It begins to run.
  public void start() {
    int pid = FIRST + starts++ % STARTS_MAX;
    var spec = new RunningProcess.Spec(COMMAND, machine.root(), "", new Signals());
    process = machine.processes().start(pid, spec);
  }

  /// It runs no longer.
  public void stop() {
    if (process != null) {
      machine.processes().ended(process.pid());
      process = null;
    }
  }

  /// The one of a machine; null when none runs.
  static @Nullable RunningProcess of(Machine machine) {
    for (RunningProcess each : machine.processes().all()) {
      if (each.words().equals(COMMAND)) {
        return each;
      }
    }
    return null;
  }

  private final class Signals implements RunningProcess.Signalled {
    @Override
    public boolean outlives(int signal) {
      return signal == SIGHUP;
    }

    @Override
    public void end(int signal) {
      signalled.accept(signal);
    }
  }
}

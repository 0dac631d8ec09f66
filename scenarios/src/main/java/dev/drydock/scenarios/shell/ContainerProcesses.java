package dev.drydock.scenarios.shell;

import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.Nanos;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.EngineListener;
import dev.drydock.drivers.engine.ProbeEnd;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.Output;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.Toolbox;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The commands of containers that nobody attends: `docker run -d busybox ping 10.0.0.1`. They run
/// beside the foreground, write to the logs of their containers, and end them.
///
/// Only what the emulator has is run: an image whose tools are known, with a command given that is
/// one of them. Everything else is a label, and runs until it is stopped; so does a script whose
/// last command is not known here.
final class ContainerProcesses {
  private static final int NOT_FOUND = 127;

  /// Programs that wait for what never comes, or that [dev.drydock.scenarios.servers] plays.
  private static final List<String> ENDLESS = List.of("tail", "cat", "top", "dockerd");

  private static final List<String> SHELLS = List.of("sh", "ash", "bash");

  private static final List<String> SERVICE_LABELS =
      List.of("com.docker.compose.service", "com.docker.swarm.service.name");

  private final Surroundings surroundings;
  private final HealthCommands health;
  private final UnattendedCommands commands;
  private final Map<String, UnattendedCommands.Running> byContainer = new LinkedHashMap<>();

  ContainerProcesses(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.health = new HealthCommands(surroundings);
    this.commands = new UnattendedCommands(surroundings);
  }

  /// Begins to run what containers hold.
  void start() {
    surroundings.engines().follow((box, engine) -> engine.addListener(new Follower(box, engine)));
  }

  /// Lets every command go on that can.
  void resumeReady() {
    health.resumeReady();
    commands.resumeReady();
  }

  /// Ends all commands.
  void close() {
    health.close();
    commands.close();
  }

  /// What is done with the words of a container.
  private enum Kind {
    /// Somebody else plays them, or nobody.
    LABEL,
    /// A shell without a script and without a terminal: it reads nothing, and ends.
    ENDS,
    COMMAND,
    /// `sleep N`, which needs no thread of control.
    SLEEP
  }

  /// Whether there is a command that nobody attends: one that was given, or an image's shell.
  private static boolean isOwnCommand(Container container) {
    var workload = container.spec().workload();
    List<String> words = container.commandLine();
    boolean isGiven = workload.entrypoint() != null || !workload.command().isEmpty();
    boolean isPlayed = isGiven || (isShell(words) && !isService(container));
    return !container.isAttended() && !words.isEmpty() && isPlayed;
  }

  /// Whether a file or a swarm wants it to be there: such a service without a command stands for
  /// whatever runs in its network, and stays up.
  private static boolean isService(Container container) {
    return SERVICE_LABELS.stream().anyMatch(container.spec().labels()::containsKey);
  }

  /// Whether these words start a shell that is given no script.
  private static boolean isShell(List<String> words) {
    return words.size() == 1 && SHELLS.contains(programOf(words));
  }

  private static String programOf(List<String> words) {
    return words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
  }

  private Kind kindOf(Container container, Toolbox toolbox) {
    if (!isOwnCommand(container) || toolbox.isLabel()) {
      return Kind.LABEL;
    }
    List<String> words = container.commandLine();
    String program = programOf(words);
    if (isShell(words)) {
      var flags = container.spec().flags();
      return flags.tty() || flags.interactive() ? Kind.LABEL : Kind.ENDS;
    }
    boolean isSleep = program.equals("sleep") && words.size() == 2;
    if (isSleep && words.get(1).matches("[0-9]{1,9}")) {
      return Kind.SLEEP;
    }
    boolean isPerf = words.contains("-s") && program.equals("iperf3");
    Tool tool = surroundings.tools().find(program, toolbox);
    boolean isServer = isPerf || (tool != null && tool.serves());
    boolean isLabel = isSleep || isServer || ENDLESS.contains(program) || tool == null;
    return isLabel ? Kind.LABEL : Kind.COMMAND;
  }

  /// The containers of one engine.
  private final class Follower implements EngineListener {
    private final Box box;
    private final Engine engine;
    private final Map<String, Sleep> sleeping = new LinkedHashMap<>();

    Follower(Box box, Engine engine) {
      this.box = box;
      this.engine = engine;
    }

    @Override
    public void started(Container container) {
      if (!isOwnCommand(container)) {
        return;
      }
      ContainerDirectory.Entry entry = surroundings.containers().find(box, container.id());
      Place place = entry == null ? null : entry.place(box);
      Kind kind = place == null ? Kind.LABEL : kindOf(container, place.toolbox());
      if (kind == Kind.SLEEP) {
        container.play();
        Sleep sleep = new Sleep(container);
        sleeping.put(container.id(), sleep);
        surroundings.lab().loop().scheduleAfter(sleep, sleep.nanos());
      } else if (place != null && kind != Kind.LABEL && !commands.isFull()) {
        container.play();
        begin(container, place, kind);
      }
    }

    /// The end of a container that sleeps.
    private final class Sleep extends Event {
      private final Container container;

      Sleep(Container container) {
        this.container = container;
      }

      long nanos() {
        return Nanos.SECOND * Long.parseLong(container.commandLine().get(1));
      }

      @Override
      protected void fire() {
        sleeping.remove(container.id());
        engine.containers().ended(container.id(), 0);
      }
    }

    private void begin(Container container, Place place, Kind kind) {
      int pid = container.pid();
      // That of the command: the container's first, or the child of its small init.
      RunningProcess process = box.machine().processes().in(container.id()).getLast();
      UnattendedCommands.Running begun =
          commands.begin(task -> {
            int status = kind == Kind.ENDS ? 0 : run(container, place, task.as(process));
            over(container, pid, status);
            return status;
          });
      byContainer.put(container.id(), begun);
    }

    private int run(Container container, Place place, Task task) {
      boolean hasTerminal = container.spec().flags().tty();
      Output output =
          (text, isError) ->
              container
                  .log()
                  .write(text, isError && !hasTerminal, surroundings.lab().loop().nowNanos());
      return UnattendedCommands.execute(task, container.commandLine(), place, output);
    }

    /// The command is over: so is the container, unless it is another run's already.
    private void over(Container container, int pid, int status) {
      UnattendedCommands.Running was = byContainer.get(container.id());
      boolean isCancelled = was != null && was.job().isCancelled();
      container.log().flush(surroundings.lab().loop().nowNanos());
      if (!isCancelled && container.pid() == pid && container.isRunning() && status != NOT_FOUND) {
        byContainer.remove(container.id());
        engine.containers().ended(container.id(), status);
      }
    }

    @Override
    public @Nullable Runnable probe(Container container, List<String> command, ProbeEnd end) {
      return health.begin(box, container, command, end);
    }

    @Override
    public void stopping(Container container) {
      Sleep sleep = sleeping.remove(container.id());
      if (sleep != null) {
        surroundings.lab().loop().cancel(sleep);
      }
      UnattendedCommands.Running was = byContainer.remove(container.id());
      if (was != null && !was.job().isDone()) {
        was.end();
      }
    }
  }
}

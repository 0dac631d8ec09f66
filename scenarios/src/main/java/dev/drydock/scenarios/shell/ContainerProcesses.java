package dev.drydock.scenarios.shell;

import dev.drydock.core.sim.Event;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.EngineListener;
import dev.drydock.drivers.engine.ProbeEnd;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Output;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.Toolbox;
import java.util.ArrayList;
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
  /// More at once are labels: each waiting command is looked at whenever something happens.
  private static final int RUNNING_MAX = 256;

  private static final int NOT_FOUND = 127;
  private static final long SECOND_NANOS = 1_000_000_000L;

  /// Programs that wait for what never comes, or that [dev.drydock.scenarios.servers] plays.
  private static final List<String> ENDLESS = List.of("tail", "cat", "top", "httpd", "dockerd");

  private static final List<String> SHELLS = List.of("sh", "ash", "bash");

  private final Surroundings surroundings;
  private final HealthCommands health;
  private final List<Running> running = new ArrayList<>();
  private final Map<String, Running> byContainer = new LinkedHashMap<>();

  ContainerProcesses(Surroundings surroundings) {
    this.surroundings = surroundings;
    this.health = new HealthCommands(surroundings);
  }

  /// Begins to run what containers hold.
  void start() {
    surroundings.engines().follow((box, engine) -> engine.addListener(new Follower(box, engine)));
  }

  /// A command that runs.
  private record Running(Task.Session session, Job job) {}

  /// Lets every command go on that can.
  void resumeReady() {
    health.resumeReady();
    if (running.isEmpty()) {
      return;
    }
    for (Running each : List.copyOf(running)) {
      while (each.job.isReady()) {
        each.job.resume();
      }
      each.session.jobs().resumeReady();
    }
    running.removeIf(each -> each.job.isDone() && each.session.jobs().running().isEmpty());
  }

  /// Ends all commands.
  void close() {
    health.close();
    for (Running each : List.copyOf(running)) {
      end(each);
    }
  }

  private static void end(Running each) {
    each.job.cancel(true);
    each.session.jobs().cancelAll();
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

  /// Whether a command was given that nobody attends.
  private static boolean isOwnCommand(Container container) {
    var workload = container.spec().workload();
    boolean isGiven = workload.entrypoint() != null || !workload.command().isEmpty();
    return isGiven && !container.isAttended() && !container.commandLine().isEmpty();
  }

  private Kind kindOf(Container container, Toolbox toolbox) {
    if (!isOwnCommand(container) || toolbox.flavours().isEmpty()) {
      return Kind.LABEL;
    }
    List<String> words = container.commandLine();
    String program = words.getFirst().substring(words.getFirst().lastIndexOf('/') + 1);
    if (SHELLS.contains(program) && words.size() == 1) {
      var flags = container.spec().flags();
      return flags.tty() || flags.interactive() ? Kind.LABEL : Kind.ENDS;
    }
    boolean isSleep = program.equals("sleep") && words.size() == 2;
    if (isSleep && words.get(1).matches("[0-9]{1,9}")) {
      return Kind.SLEEP;
    }
    boolean isServer = words.contains("-s") && program.equals("iperf3");
    boolean isKnown = surroundings.tools().find(program, toolbox) != null;
    return isSleep || isServer || ENDLESS.contains(program) || !isKnown ? Kind.LABEL : Kind.COMMAND;
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
      } else if (place != null && kind != Kind.LABEL && running.size() < RUNNING_MAX) {
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
        return SECOND_NANOS * Long.parseLong(container.commandLine().get(1));
      }

      @Override
      protected void fire() {
        sleeping.remove(container.id());
        engine.containers().ended(container.id(), 0);
      }
    }

    private void begin(Container container, Place place, Kind kind) {
      Task.Session session = Task.Session.unattended(surroundings);
      Job[] self = new Job[1];
      int pid = container.pid();
      Job job =
          new Job(
              1,
              surroundings.lab().loop(),
              () -> {
                int status = kind == Kind.ENDS ? 0 : run(container, place, session, self[0]);
                over(container, pid, status);
                return status;
              });
      self[0] = job;
      Running begun = new Running(session, job);
      running.add(begun);
      byContainer.put(container.id(), begun);
    }

    private int run(Container container, Place place, Task.Session session, @Nullable Job job) {
      Task task = new Task(session, job, Long.MAX_VALUE, 0, true);
      Output output =
          (text, isError) ->
              container
                  .log()
                  .write(
                      text,
                      isError && !container.spec().flags().tty(),
                      surroundings.lab().loop().nowNanos());
      try {
        return task.execute(container.commandLine(), place, new Invocation.Io("", output));
      } catch (ShellLimitException e) {
        output.write("sh: " + e.getMessage() + "\n", true);
        return 2;
      }
    }

    /// The command is over: so is the container, unless it is another run's already.
    private void over(Container container, int pid, int status) {
      Running was = byContainer.get(container.id());
      boolean isCancelled = was != null && was.job.isCancelled();
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
      Running was = byContainer.remove(container.id());
      if (was != null && !was.job.isDone()) {
        end(was);
      }
    }
  }
}

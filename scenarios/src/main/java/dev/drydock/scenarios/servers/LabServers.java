package dev.drydock.scenarios.servers;

import dev.drydock.core.machine.ProcessTable;
import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.machine.SignalNames;
import dev.drydock.core.sim.Event;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.EngineListener;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Files;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.model.Serve;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.ImagePlan;
import dev.drydock.scenarios.plan.ImageReference;
import dev.drydock.scenarios.plan.MachinePlan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The processes of a lab that serve: of machines from the start, of containers while they run.
public final class LabServers {
  /// From the start of a container whose server cannot listen to its end: over before the next
  /// command of a person. A guess.
  private static final long GIVE_UP_NANOS = 2_000_000;

  /// The same of one whose server only prints. A guess.
  private static final long PRINT_NANOS = 20_000_000;

  /// From the signal that asks a program to end to its end, when nothing holds it up: 20 to 100 ms
  /// in a session of 20.10.
  private static final long END_NANOS = 20_000_000;

  private final Lab lab;
  private final Function<Container, @Nullable Files> files;

  /// Machine → its containers that the files ask for, by name.
  private final Map<String, Map<String, ContainerPlan>> planned = new LinkedHashMap<>();

  /// The servers of a lab.
  ///
  /// @param files of a container; null before a command has seen them
  public LabServers(Lab lab, Function<Container, @Nullable Files> files) {
    this.lab = lab;
    this.files = files;
    for (ContainerPlan container : lab.plan().containers()) {
      planned
          .computeIfAbsent(container.machine(), machine -> new LinkedHashMap<>())
          .put(container.name(), container);
    }
  }

  /// Starts the servers of the machines.
  public void start() {
    for (Box box : lab.boxes()) {
      serveOf(box.plan()).forEach(serve -> start(box, ServerCommands.of(serve), serve));
      if (box.plan().role() == MachinePlan.Role.INTERNET) {
        startNames(box);
      }
    }
  }

  private static List<Serve> serveOf(MachinePlan plan) {
    boolean isInternet = plan.role() == MachinePlan.Role.INTERNET;
    return isInternet && plan.serve().isEmpty()
        ? List.of(new Serve.Http(80, "nginx", Map.of()))
        : plan.serve();
  }

  private static void start(Box box, List<String> words, Serve serve) {
    RunningServers servers =
        new RunningServers(box.machine().root(), box.name(), DocumentRoot.NONE, AccessLog.NONE);
    servers.open(serve);
    start(box, words, servers);
  }

  private static void start(Box box, List<String> words, RunningServers servers) {
    RunningProcess.Spec spec =
        new RunningProcess.Spec(words, box.machine().root(), "", signal -> servers.close());
    RunningProcess process = box.machine().processes().start(spec);
    servers.listening().forEach(process::listens);
  }

  /// The internet answers for every name, with its own address.
  private static void startNames(Box box) {
    RunningServers servers =
        new RunningServers(box.machine().root(), box.name(), DocumentRoot.NONE, AccessLog.NONE);
    servers.openAnyName(box.plan().nics().getFirst().addresses().getFirst().address());
    start(box, List.of("dnsmasq"), servers);
  }

  /// What the servers of a container find in their folders when it is made; those of its image when
  /// its own command is none.
  public Map<String, String> contents(Box box, Container container) {
    DocumentRoot own = documents(box, container);
    if (!own.servers().isEmpty()) {
      return own.contents(container.hostname());
    }
    ImagePlan image = lab.plan().image(container.image().origin());
    List<String> words = ServerCommands.defaultWords(image);
    return new DocumentRoot(own.files(), words, image.serve()).contents(container.hostname());
  }

  private DocumentRoot documents(Box box, Container container) {
    String started = container.spec().workload().folder();
    List<String> words = PythonOptions.located(ServerCommands.running(container), started);
    return new DocumentRoot(() -> files.apply(container), words, serversOf(box, container));
  }

  private AccessLog accessLog(Container container) {
    String image = ImageReference.repositoryOf(container.image().origin());
    List<String> words = ServerCommands.running(container);
    return new AccessLog(
        image,
        words,
        (text, isError) -> container.log().write(text, isError, lab.loop().nowNanos()));
  }

  private List<Serve> serversOf(Box box, Container container) {
    ImagePlan image = lab.plan().image(container.image().origin());
    ContainerPlan plan = planned.getOrDefault(box.name(), Map.of()).get(container.name());
    return ServerCommands.of(image, plan, container);
  }

  /// Runs the servers of an engine's containers.
  public void follow(Box box, Engine engine) {
    engine.addListener(new Containers(box, engine));
  }

  /// The servers in the containers of one engine.
  private final class Containers implements EngineListener {
    private final Box box;
    private final Engine engine;
    private final Map<String, RunningServers> running = new LinkedHashMap<>();

    /// Container → its program's process, where an init is the first.
    private final Map<String, Integer> children = new LinkedHashMap<>();

    Containers(Box box, Engine engine) {
      this.box = box;
      this.engine = engine;
    }

    @Override
    public void started(Container container) {
      DocumentRoot documents = documents(box, container);
      RunningServers servers =
          new RunningServers(
              container.namespace(), container.hostname(), documents, accessLog(container));
      boolean good = true;
      ImagePlan image = lab.plan().image(container.image().origin());
      for (Serve serve : documents.servers()) {
        good &= servers.open(serve);
      }
      String id = container.id();
      running.put(id, servers);
      List<String> words = ServerCommands.running(container);
      RunningProcess process = process(container, words, new Told(container, image));
      servers.listening().forEach(process::listens);
      if (!good) {
        String why = ServerCommands.inUse(words);
        container.log().write(why, true, lab.loop().nowNanos());
        lab.loop().scheduleAfter(new Exit(engine, container, 1), GIVE_UP_NANOS);
      }
      if (good && !container.isAttended() && PrintingOptions.isOn(words, image)) {
        lab.loop().scheduleAfter(new Exit(engine, container, 0), PRINT_NANOS);
      }
      long sleepNanos = sleepOf(container);
      if (sleepNanos >= 0) {
        lab.loop().scheduleAfter(new Exit(engine, container, 0), sleepNanos);
      }
    }

    /// The program's process, which is the first of the container or the child of a small init.
    private RunningProcess process(Container container, List<String> words, Told told) {
      ProcessTable table = box.machine().processes();
      String id = container.id();
      RunningProcess.Spec spec = new RunningProcess.Spec(words, container.namespace(), id, told);
      if (!container.spec().ending().init()) {
        return table.start(container.pid(), spec);
      }
      List<String> init = new ArrayList<>(List.of("/sbin/docker-init", "--"));
      init.addAll(container.commandLine());
      table.start(container.pid(), new RunningProcess.Spec(init, container.namespace(), id, told));
      RunningProcess child = table.start(spec);
      children.put(id, child.pid());
      return child;
    }

    /// What a container's program makes of signals.
    private final class Told implements RunningProcess.Signalled {
      private final Container container;
      private final SignalManners manners;

      Told(Container container, ImagePlan image) {
        this.container = container;
        this.manners = new SignalManners(container, image);
      }

      @Override
      public boolean outlives(int signal) {
        return signal != SignalNames.KILL; // what ends it ends it a little later
      }

      @Override
      public void end(int signal) {
        int status = manners.statusAfter(signal);
        if (signal == SignalNames.KILL) {
          engine.containers().ended(container.id(), 128 + signal);
        } else if (status != SignalManners.NOTHING) {
          lab.loop().scheduleAfter(new Exit(engine, container, status), END_NANOS);
        }
      }
    }

    @Override
    public void paused(Container container) {
      RunningServers servers = running.get(container.id());
      if (servers != null) {
        servers.pause();
      }
      box.machine().processes().freeze(container.id(), true);
    }

    @Override
    public void unpaused(Container container) {
      RunningServers servers = running.get(container.id());
      if (servers != null) {
        servers.goOn();
      }
      box.machine().processes().freeze(container.id(), false);
    }

    @Override
    public void stopping(Container container) {
      RunningServers servers = running.remove(container.id());
      if (servers != null) {
        servers.close();
      }
      box.machine().processes().ended(container.pid());
      Integer child = children.remove(container.id());
      if (child != null) {
        box.machine().processes().ended(child);
      }
      box.machine().processes().endAll(container.id());
    }
  }

  /// How long a container lives whose command is `sleep N` and that nobody waits for; -1 for any
  /// other command. Whoever waits runs the command and ends the container with it.
  private static long sleepOf(Container container) {
    List<String> words = container.commandLine();
    boolean sleeps =
        !container.isAttended()
            && words.size() == 2
            && words.getFirst().equals("sleep")
            && words.getLast().matches("[0-9]{1,9}");
    return sleeps ? Long.parseLong(words.getLast()) * 1_000_000_000L : -1;
  }

  /// The end of a container: its server could not listen, or its command is over.
  private static final class Exit extends Event {
    private final Engine engine;
    private final Container container;
    private final int pid;
    private final int status;

    Exit(Engine engine, Container container, int status) {
      this.engine = engine;
      this.container = container;
      this.pid = container.pid();
      this.status = status;
    }

    @Override
    protected void fire() {
      if (container.isRunning() && container.pid() == pid) {
        engine.containers().ended(container.id(), status);
      }
    }
  }
}

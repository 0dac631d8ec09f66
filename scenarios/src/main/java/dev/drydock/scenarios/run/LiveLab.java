package dev.drydock.scenarios.run;

import dev.drydock.core.device.CostModel;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.scenarios.engines.DependencyCheck;
import dev.drydock.scenarios.engines.LabEngines;
import dev.drydock.scenarios.engines.PlanSpecs;
import dev.drydock.scenarios.graph.Topology;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.ExpectationPlan;
import dev.drydock.scenarios.plan.FlowEnd;
import dev.drydock.scenarios.plan.NetworkMode;
import dev.drydock.scenarios.plan.NetworkPlan;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.StepPlan;
import dev.drydock.scenarios.plan.VolumePlan;
import dev.drydock.scenarios.shell.Interpreter;
import dev.drydock.scenarios.shell.Prompt;
import dev.drydock.scenarios.shell.StandardTools;
import dev.drydock.scenarios.shell.Surroundings;
import dev.drydock.scenarios.tools.CommandTimes;
import dev.drydock.scenarios.tools.ContainerDirectory;
import dev.drydock.scenarios.tools.Output;
import dev.drydock.scenarios.tools.Toolbox;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// A plan that lives: its machines built, its containers started, and an interpreter to type into.
public final class LiveLab implements AutoCloseable {
  /// What starting containers set in motion is over by then.
  private static final long SETTLING_NANOS = 5_000_000_000L;

  private final Lab lab;
  private final Interpreter interpreter;
  private @Nullable LabCapture capture;
  private int followed;

  /// Builds the machines and links of a plan, and starts their engines; no container runs yet.
  public LiveLab(Plan plan) {
    this.lab = Lab.build(plan, plan.seed(), CostModel.LINUX);
    LabEngines engines = LabEngines.start(lab);
    this.interpreter =
        new Interpreter(new Surroundings(lab, StandardTools.registry(), engines, engines));
  }

  /// Starts the networks and containers of the plan, as `docker compose up` does.
  ///
  /// @return what is not as it should be
  /// @throws RunException if Docker refuses something
  public List<String> start() throws RunException {
    List<String> warnings = new ArrayList<>();
    for (NetworkPlan network : lab.plan().networks()) {
      createNetwork(network, warnings);
    }
    for (VolumePlan volume : lab.plan().volumes()) {
      createVolume(volume, warnings);
    }
    AddressRoom room = new AddressRoom(lab);
    room.check();
    Set<String> turn = new LinkedHashSet<>();
    for (ContainerPlan container : StartOrder.of(lab.plan())) {
      Box box = lab.box(container.machine());
      Engine engine = box == null ? null : box.engine();
      if (engine == null) {
        throw new RunException(
            "container " + container.name() + ": there is no Docker on " + container.machine());
      }
      awaitDependencies(container, engine, warnings);
      takeTurn(container.machine(), turn);
      try {
        var created = engine.containers().create(PlanSpecs.container(container, engine));
        warnings.addAll(created.warnings());
        engine.containers().start(created.id());
      } catch (EngineException e) {
        throw new RunException("container " + container.name() + ": " + e.text() + room.later());
      }
    }
    return warnings;
  }

  /// The time that a start takes passes; nodes of a swarm start containers side by side.
  ///
  /// @param turn the machines that have begun a start which lasts
  private void takeTurn(String machine, Set<String> turn) {
    if (!lab.plan().isSwarm() || turn.isEmpty() || !turn.add(machine)) {
      interpreter.pass(CommandTimes.nanos(List.of("docker", "run")));
      turn.clear();
      turn.add(machine);
    }
  }

  /// Waits for what a container depends on, as compose does.
  private void awaitDependencies(ContainerPlan container, Engine engine, List<String> warnings)
      throws RunException {
    for (ContainerPlan.Dependency dependency : container.dependencies()) {
      DependencyCheck.Outcome outcome = awaited(dependency, engine);
      if (outcome.state() == DependencyCheck.Progress.FAILED && dependency.isRequired()) {
        throw new RunException(
            "container "
                + container.name()
                + ": "
                + (dependency.condition().equals("service_healthy")
                    ? "dependency failed to start: "
                    : "service ")
                + outcome.why());
      }
      if (outcome.state() == DependencyCheck.Progress.FAILED) {
        warnings.add("optional dependency of " + container.name() + " failed: " + outcome.why());
      }
    }
  }

  private DependencyCheck.Outcome awaited(ContainerPlan.Dependency dependency, Engine engine) {
    if (dependency.condition().equals("service_started")) {
      return DependencyCheck.Outcome.MET;
    }
    DependencyCheck check = new DependencyCheck(lab.plan(), engine);
    List<Container> containers = containers(dependency.service(), engine);
    boolean isForEnd = dependency.condition().equals("service_completed_successfully");
    long end = nowNanos() + DependencyCheck.LIMIT_NANOS;
    while (!containers.isEmpty() && nowNanos() < end) {
      DependencyCheck.Outcome outcome =
          isForEnd
              ? check.completed(dependency.service(), containers)
              : check.healthy(containers, false);
      if (outcome.state() != DependencyCheck.Progress.WAITING) {
        return outcome;
      }
      interpreter.pass(DependencyCheck.PERIOD_NANOS);
    }
    return containers.isEmpty() ? DependencyCheck.Outcome.MET : DependencyCheck.Outcome.TIMEOUT;
  }

  /// The containers of a service of the plan.
  private List<Container> containers(String service, Engine engine) {
    List<String> names =
        lab.plan().containers().stream()
            .filter(plan -> plan.origin().service().equals(service))
            .map(ContainerPlan::name)
            .toList();
    return engine.containers().list(true).stream()
        .filter(container -> names.contains(container.name()))
        .toList();
  }

  /// Plays the first steps of the plan, each at its time; what they print and what is expected of
  /// them does not matter.
  ///
  /// @param count how many; all when there are not so many
  public void play(int count) {
    Faults faults = new Faults(lab, interpreter.surroundings().engines());
    for (StepPlan step : lab.plan().steps().stream().limit(count).toList()) {
      interpreter.pass(Math.max(0, step.atNanos() - nowNanos()));
      switch (step) {
        case StepPlan.Run command -> interpreter.type(command.command(), new StepCollector());
        case StepPlan.Fault fault -> faults.begin(fault.fault());
      }
    }
  }

  /// Lets pass what starting containers set in motion.
  public void settle() {
    interpreter.pass(SETTLING_NANOS);
  }

  /// Lets time pass.
  public void pass(long nanos) {
    interpreter.pass(nanos);
  }

  /// Writes what every interface sees from now on to one file.
  ///
  /// @throws RunException if it cannot be written
  public void capture(Path file) throws RunException {
    capture = LabCapture.begin(lab, file);
  }

  /// Ends what [#capture] began: the file is complete.
  ///
  /// @throws RunException if it could not be written
  public void endCapture() throws RunException {
    LabCapture ended = capture;
    capture = null;
    if (ended != null) {
      ended.end();
    }
  }

  /// Sends one flow, and tells somebody all that happens to frames meanwhile.
  ///
  /// @return whether the other end answered, and what else came
  public FlowOutcome follow(ExpectationPlan flow, TrailListener follower) {
    followed++;
    return watched(recording -> {
      recording.setFollower(follower);
      FlowOutcome outcome = new ReachProbe(interpreter, recording).check(followed, flow);
      recording.setFollower(null);
      return outcome;
    });
  }

  /// Sends flows, one after another.
  ///
  /// @return for each whether the other end answered, and what else came
  public List<FlowOutcome> check(List<ExpectationPlan> flows) {
    return watched(recording -> {
      ReachProbe probe = new ReachProbe(interpreter, recording);
      List<FlowOutcome> outcomes = new ArrayList<>();
      for (ExpectationPlan flow : flows) {
        outcomes.add(probe.check(outcomes.size() + 1, flow));
      }
      return outcomes;
    });
  }

  /// Asks with the recording of the capture that is under way, which alone hears of losses; else
  /// with one for this question.
  private <T> T watched(Function<Recording, T> question) {
    LabCapture current = capture;
    if (current != null) {
      current.nameContainers();
      return question.apply(current.recording());
    }
    Recording recording = new Recording(null, CaptureChoice.ALL, device -> "");
    recording.attach(lab);
    T answer = question.apply(recording);
    recording.detach(lab);
    return answer;
  }

  /// Who may ask: the running containers in the order of their starts, then the machines.
  public List<FlowEnd> senders() {
    return ends().senders();
  }

  /// What there is to ask for: ports of containers, those published on machines, and machines.
  public List<AskedEnd> targets() {
    return ends().targets();
  }

  /// What it is made of now, device by device.
  public Topology topology() {
    return Topology.of(lab);
  }

  private LabEnds ends() {
    return new LabEnds(lab.boxes(), lab.plan());
  }

  /// What an end of a flow is now; null where it names no machine, and no container that runs.
  public @Nullable EndState state(FlowEnd end) {
    return new FlowEnds(interpreter.surroundings()).state(end);
  }

  /// The containers that run under a name: their own, their service's, or another that a network
  /// knows.
  public List<EndState> named(String name) {
    FlowEnds ends = new FlowEnds(interpreter.surroundings());
    return ends.named(name).stream().map(ends::state).filter(Objects::nonNull).toList();
  }

  /// A network is made on every machine whose containers use it, that of a swarm by its manager.
  /// One that the file calls external must be there before `docker compose up`; it is made first,
  /// as `docker network create` does.
  private void createNetwork(NetworkPlan network, List<String> warnings) throws RunException {
    for (Box box : lab.boxes()) {
      Engine engine = box.engine();
      boolean isWanted = network.driver().equals("overlay") ? isManager(box) : isUsed(network, box);
      if (engine == null || !isWanted || isThere(network, engine)) {
        continue;
      }
      if (network.flags().external()) {
        warnings.add("network " + network.name() + " is external: made first on " + box.name());
      }
      interpreter.pass(CommandTimes.nanos(List.of("docker", "network", "create")));
      try {
        engine.networks().create(PlanSpecs.network(network));
      } catch (EngineException e) {
        throw new RunException("network " + network.name() + ": " + e.text());
      }
    }
  }

  private void createVolume(VolumePlan volume, List<String> warnings) throws RunException {
    for (Box box : lab.boxes()) {
      Engine engine = box.engine();
      boolean isWanted =
          lab.plan().containers().stream()
              .anyMatch(each -> each.machine().equals(box.name()) && volume.isOf(each));
      if (engine == null || !isWanted) {
        continue;
      }
      if (volume.isExternal()) {
        warnings.add("volume " + volume.name() + " is external: made first on " + box.name());
      }
      try {
        PlanSpecs.make(volume, engine);
      } catch (EngineException e) {
        throw new RunException("volume " + volume.name() + ": " + e.text());
      }
    }
  }

  private static boolean isThere(NetworkPlan network, Engine engine) {
    return network.flags().external()
        && engine.networks().list().stream().anyMatch(each -> each.name().equals(network.name()));
  }

  /// Whether networks of a swarm are made here; without a swarm, the first engine says what it
  /// says.
  private boolean isManager(Box box) {
    Box main = lab.mainBox();
    SwarmNode first = main == null ? null : main.swarm();
    boolean isOne = first != null && first.isActive();
    return isOne ? box.swarm() == first : box == main;
  }

  private boolean isUsed(NetworkPlan network, Box box) {
    return lab.plan().containers().stream()
        .filter(container -> container.machine().equals(box.name()))
        .anyMatch(container ->
            container.mode() instanceof NetworkMode.Networks networks
                && networks.attachments().stream()
                    .anyMatch(each -> each.network().equals(network.name())));
  }

  /// The lab.
  Lab lab() {
    return lab;
  }

  /// Who runs commands.
  Interpreter interpreter() {
    return interpreter;
  }

  /// Runs a command at a place.
  ///
  /// @return its exit status
  public int run(Prompt prompt, Output output) {
    return interpreter.run(prompt, output);
  }

  /// Somebody types, and follows commands that open a shell elsewhere.
  ///
  /// @param follower is told the place, and whom to tell the exit status in the end
  public void onEnter(BiConsumer<Prompt, IntConsumer> follower) {
    interpreter.onEnter(entered ->
        follower.accept(
            new Prompt(entered.box().name(), entered.container(), false, ""), entered.left()));
  }

  /// Somebody types, and answers questions of commands.
  ///
  /// @param answerer is told the question, which stands before the cursor, and gives the line
  public void onAsk(UnaryOperator<String> answerer) {
    interpreter.onAsk(answerer);
  }

  /// Ends the command that runs, as Ctrl-C does. May be called from another thread.
  public void interrupt() {
    interpreter.interrupt();
  }

  /// The virtual time.
  public long nowNanos() {
    return lab.loop().nowNanos();
  }

  /// The machine on which commands without a place run.
  public String mainMachine() {
    return lab.mainBox().name();
  }

  /// The names of the machines, in the order of the file.
  public List<String> machines() {
    return lab.boxes().stream().map(Box::name).toList();
  }

  /// The places of running containers: `one@host`.
  public List<String> containerPlaces() {
    List<String> places = new ArrayList<>();
    for (Box box : lab.boxes()) {
      for (ContainerDirectory.Entry entry : interpreter.containers().on(box)) {
        if (entry.isRunning()) {
          places.add(entry.name() + "@" + box.name());
        }
      }
    }
    return places;
  }

  /// The commands of a machine, sorted.
  public List<String> commands() {
    return interpreter.surroundings().tools().names(Toolbox.MACHINE);
  }

  @Override
  public void close() {
    interpreter.close();
  }
}

package dev.drydock.scenarios.plan;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What to build and in which order, nothing left open.
///
/// @param name project name, as compose makes it
/// @param engine engine version as written: `29`, `28.0`, `28.5.2`
/// @param seed of every random stream
/// @param offloads whether new devices have the offloads that Linux sets
/// @param machines in the order of the file
/// @param links in the order of the file, then those that only NICs name
/// @param isSwarm the machines with Docker form a swarm from the start
/// @param images those that the file declares; [#image] knows more
/// @param networks those that some container uses, in the order of creation
/// @param volumes those that some container uses, in the order of the file
/// @param containers in the order of starting
/// @param steps in the order of the file
/// @param expectations in the order of the file
/// @param captures empty captures every interface whole
public record Plan(
    String name,
    String engine,
    long seed,
    boolean offloads,
    List<MachinePlan> machines,
    List<LinkPlan> links,
    boolean isSwarm,
    List<ImagePlan> images,
    List<NetworkPlan> networks,
    List<VolumePlan> volumes,
    List<ContainerPlan> containers,
    List<StepPlan> steps,
    List<ExpectationPlan> expectations,
    List<CapturePlan> captures) {

  /// The engine that a file without `engine` gets.
  public static final String DEFAULT_ENGINE = "29";

  /// The seed of a file without one.
  public static final long DEFAULT_SEED = 1;

  /// Copies the lists.
  public Plan {
    machines = List.copyOf(machines);
    links = List.copyOf(links);
    images = List.copyOf(images);
    networks = List.copyOf(networks);
    volumes = List.copyOf(volumes);
    containers = List.copyOf(containers);
    steps = List.copyOf(steps);
    expectations = List.copyOf(expectations);
    captures = List.copyOf(captures);
  }

  /// Whether a public registry is taken to have an image: those that are known without being
  /// declared are there, others are at hand on the machines only.
  public static boolean isPublicImage(String reference) {
    return ImageCatalogue.isPublic(reference);
  }

  /// Whether an image is on the lab's machines: those that the file declares or runs, and those
  /// that are known without. Nobody knows the digest of the file's own.
  public boolean hasImage(String reference) {
    return isPublicImage(reference)
        || ImageCatalogue.isDeclared(images, reference)
        || containers.stream().anyMatch(each -> each.workload().image().equals(reference));
  }

  /// The same with another engine version.
  public Plan withEngine(String newEngine) {
    return with(newEngine, seed, containers, steps);
  }

  /// The same with another seed.
  public Plan withSeed(long newSeed) {
    return with(engine, newSeed, containers, steps);
  }

  /// The same without the steps that are marked as its fix.
  public Plan withoutFix() {
    return with(engine, seed, containers, steps.stream().filter(step -> !step.isFix()).toList());
  }

  /// The same where a container publishes other ports.
  ///
  /// @param container its name
  public Plan withPorts(String container, List<PublishedPort> ports) {
    List<ContainerPlan> changed = new ArrayList<>(containers);
    changed.replaceAll(each -> each.name().equals(container) ? each.withPorts(ports) : each);
    return with(engine, seed, changed, steps);
  }

  private Plan with(
      String newEngine, long newSeed, List<ContainerPlan> newContainers, List<StepPlan> newSteps) {
    return new Plan(
        name,
        newEngine,
        newSeed,
        offloads,
        machines,
        links,
        isSwarm,
        images,
        networks,
        volumes,
        newContainers,
        newSteps,
        expectations,
        captures);
  }

  /// The image that a reference names: one that the file declares, else one of the catalogue, else
  /// a bare one without tools or servers.
  public ImagePlan image(String reference) {
    return ImageCatalogue.find(images, reference);
  }

  /// The machine of this name; null when there is none.
  public @Nullable MachinePlan machine(String machineName) {
    return machines.stream().filter(m -> m.name().equals(machineName)).findFirst().orElse(null);
  }

  /// A line for each thing that will be built.
  @Override
  public String toString() {
    return PlanPrinter.print(this);
  }
}

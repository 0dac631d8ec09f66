package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.drivers.swarm.TaskDetails;
import dev.drydock.scenarios.plan.ImageReference;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.EnvironmentFiles;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.container.HealthWords;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `docker service create`.
public final class ServiceCreateVerb implements DockerVerb {
  /// Options that have no effect on the network and take a value; updating has them, too.
  private static final String[] IGNORED_VALUES = {
    "memory-swap", "memory-swappiness", "oom-score-adj", "credential-spec", "isolation"
  };

  /// The options that creating and updating have in common.
  static Flags common(DockerCall call) {
    Flags flags = new Flags(call.verb());
    return HealthWords.addTo(flags, call.engine().profile().asksSoonerAtStart())
        .values(IGNORED_VALUES)
        .values("endpoint-mode", "replicas", "replicas-max-per-node", "max-concurrent", "hostname")
        .values(UpdateOptions.names())
        .switches("d|detach", "q|quiet")
        .switches("no-resolve-image", "with-registry-auth");
  }

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        TaskOptions.addToCreate(common(call))
            .leading()
            .values("name", "mode", "network", "p|publish", "e|env", "env-file", "l|label")
            .values("constraint", "placement-pref", "generic-resource")
            .read(call.arguments());
    new TypedOptions(given, call.verb()).check();
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    SwarmNode node = SwarmVerbs.node(call);
    boolean resolves = !given.has("no-resolve-image");
    if (resolves && isWithoutLeader(node) && !isLookedUp(given)) {
      node.engine().askRegistry(given.words().getFirst()); // before the managers refuse it
    }
    Swarm swarm = node.managed();
    ServiceSpec wanted = spec(call, given, swarm);
    wanted.networks().forEach(target -> swarm.networkId(target.network()));
    if (resolves) { // before the managers see what is asked for (moby `CreateService`)
      node.engine().askRegistry(wanted.workload().image());
    }
    checkImage(wanted);
    Service service = swarm.create(wanted);
    if (resolves) {
      warnOfImage(call, service.spec());
    }
    call.out(service.id());
    return new ServiceProgress(call, service, service.id()).show(given);
  }

  /// Refuses what is no image (swarmkit `controlapi/service.go`, `validateImage`).
  static void checkImage(ServiceSpec spec) throws Failure {
    String image = spec.workload().image();
    if (!image.isEmpty() && !ImageReference.isValid(image)) {
      throw new Failure(
          "Error response from daemon: rpc error: code = InvalidArgument desc = ContainerSpec: \""
              + image
              + "\" is not a valid repository/tag",
          1);
    }
  }

  private static boolean isWithoutLeader(SwarmNode node) {
    Swarm swarm = node.swarm();
    return swarm != null && node.isManager() && !node.isLocked() && !node.hears(swarm.leader());
  }

  /// Whether managers are asked for something before the image.
  private static boolean isLookedUp(Flags.Given given) {
    return List.of("network", "secret", "config").stream().anyMatch(given::has);
  }

  /// Only a registry knows an image's digest (docker/cli `service/create.go`).
  static void warnOfImage(DockerCall call, ServiceSpec spec) {
    String image = withTag(spec.workload().image());
    if (call.engine().isInRegistry(image)) {
      return;
    }
    call.err("image " + image + " could not be accessed on a registry to record");
    call.err("its digest. Each node will access " + image + " independently,");
    call.err("possibly leading to different nodes running different");
    call.err("versions of the image.");
    call.err("");
  }

  static String withTag(String image) {
    boolean hasTag = image.lastIndexOf(':') > image.lastIndexOf('/') || image.contains("@");
    return hasTag ? image : image + ":latest";
  }

  private static ServiceSpec spec(DockerCall call, Flags.Given given, Swarm swarm) throws Failure {
    List<String> words = given.words();
    Map<String, String> labels = new LinkedHashMap<>(FlagValues.pairs(given.all("label")));
    List<ServiceSpec.Target> networks = targets(given.all("network"));
    List<ServiceSpec.Port> ports =
        new PublishWords(call, "-p, --publish").ports(given.all("publish"));
    ServiceSpec.Mode mode = mode(call, given);
    boolean changesUpdates =
        given.values().keySet().stream()
            .anyMatch(each -> each.startsWith("update-") || each.startsWith("rollback-"));
    if (mode.isJob() && changesUpdates) {
      throw new Failure("update and rollback configuration is not supported for jobs", 1);
    }
    return new ServiceSpec(
        given.last("name", ""),
        new ServiceSpec.Workload(
            words.get(0),
            words.subList(1, words.size()),
            environment(call, given),
            given.last("hostname", ""),
            new TaskOptions(given, call).of(TaskDetails.NONE, swarm)),
        mode,
        endpointMode(given.last("endpoint-mode", "vip")),
        networks,
        ports,
        labels,
        placement(given),
        UpdateOptions.of(ServiceSpec.Upkeep.DEFAULT, given, "service create"));
  }

  private static List<String> environment(DockerCall call, Flags.Given given) throws Failure {
    List<String> lines = new ArrayList<>();
    try {
      lines.addAll(EnvironmentFiles.read(call, given.all("env-file")));
    } catch (Failure e) { // said alone, unlike that of `docker run`
      throw new Failure(String.valueOf(e.getMessage()), 1);
    }
    lines.addAll(given.all("env"));
    return lines;
  }

  /// `ov`, or `name=ov,alias=web,alias=www`.
  static List<ServiceSpec.Target> targets(List<String> texts) {
    List<ServiceSpec.Target> targets = new ArrayList<>();
    for (String text : texts) {
      String name = text;
      List<String> aliases = new ArrayList<>();
      for (String part : text.contains("=") ? text.split(",", -1) : new String[0]) {
        if (part.startsWith("name=")) {
          name = part.substring("name=".length());
        } else if (part.startsWith("alias=")) {
          aliases.add(part.substring("alias=".length()));
        }
      }
      targets.add(new ServiceSpec.Target(name, aliases));
    }
    return targets;
  }

  private static ServiceSpec.Placement placement(Flags.Given given) throws Failure {
    return new ServiceSpec.Placement(
        given.all("constraint"),
        preferences(given.all("placement-pref"), "placement-pref"),
        new FlagValues(given, "service create").unsigned("replicas-max-per-node", 0));
  }

  /// `spread=node.labels.rack`.
  static List<String> preferences(List<String> texts, String option) throws Failure {
    List<String> keys = new ArrayList<>();
    for (String text : texts) {
      String[] sides = text.split("=", 2);
      if (sides.length != 2 || !sides[0].strip().equals("spread")) {
        String why =
            sides.length == 2
                ? "unsupported placement preference " + sides[0] + " (only spread is supported)"
                : "placement preference must be of the format \"<strategy>=<arg>\"";
        throw Failure.usage(
            "invalid argument \"" + text + "\" for \"--" + option + "\" flag: " + why,
            "service create");
      }
      keys.add(sides[1].strip());
    }
    return keys;
  }

  private static ServiceSpec.Mode mode(DockerCall call, Flags.Given given) throws Failure {
    String mode = given.last("mode", "replicated");
    boolean isGlobal = mode.startsWith("global");
    if (isGlobal && !given.all("replicas").isEmpty()) {
      throw new Failure("replicas can only be used with replicated or replicated-job mode", 1);
    }
    if (isGlobal && !given.all("replicas-max-per-node").isEmpty()) {
      throw new Failure(
          "replicas-max-per-node can only be used with replicated or replicated-job mode", 1);
    }
    if (!mode.equals("replicated-job") && !given.all("max-concurrent").isEmpty()) {
      throw new Failure("max-concurrent can only be used with replicated-job mode", 1);
    }
    FlagValues values = new FlagValues(given, "service create");
    int replicas = values.unsigned("replicas", 1);
    return switch (mode) {
      case "global" -> ServiceSpec.Mode.GLOBAL;
      case "global-job" -> ServiceSpec.Mode.GLOBAL_JOB;
      case "replicated" -> ServiceSpec.Mode.replicated(replicas);
      case "replicated-job" ->
          ServiceSpec.Mode.replicatedJob(replicas, values.unsigned("max-concurrent", replicas));
      default ->
          throw new Failure(
              (call.client().writesSmall() ? "unknown" : "Unknown")
                  + " mode: "
                  + mode
                  + ", only replicated and global supported",
              1);
    };
  }

  static ServiceSpec.EndpointMode endpointMode(String word) throws Failure {
    for (ServiceSpec.EndpointMode each : ServiceSpec.EndpointMode.values()) {
      if (each.word().equals(word)) {
        return each;
      }
    }
    throw new Failure("Error response from daemon: invalid resolution mode: \"" + word + "\"", 1);
  }
}

package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.swarm.Service;
import dev.drydock.drivers.swarm.ServiceSpec;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `docker service update`.
public final class ServiceUpdateVerb implements DockerVerb {
  /// Options that have no effect on the network and take a value.
  private static final String[] IGNORED = {"generic-resource-add", "generic-resource-rm"};

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        TaskOptions.addToUpdate(ServiceCreateVerb.common(call))
            .values("image", "args", "network-add", "network-rm", "publish-add", "publish-rm")
            .values("env-add", "env-rm", "label-add", "label-rm", "constraint-add")
            .values("constraint-rm", "placement-pref-add", "placement-pref-rm")
            .values(IGNORED)
            .switches("force", "rollback")
            .read(call.arguments());
    new TypedOptions(given, call.verb()).check();
    if (given.words().size() != 1) {
      throw call.needs("exactly 1 argument");
    }
    Swarm swarm = SwarmVerbs.node(call).managed();
    Service service = swarm.service(given.words().get(0));
    if (given.has("rollback")) {
      List<String> others = new ArrayList<>(given.values().keySet());
      others.removeAll(List.of("rollback", "detach", "quiet"));
      if (!others.isEmpty()) {
        throw new Failure("other flags may not be combined with --rollback", 1);
      }
      swarm.rollback(service);
    } else {
      ServiceSpec wanted = changed(service.spec(), call, given);
      if (resolves(given)) {
        call.engine().askRegistry(wanted.workload().image());
      }
      ServiceCreateVerb.checkImage(wanted);
      swarm.update(service, wanted, given.has("force"));
    }
    if (resolves(given)) {
      ServiceCreateVerb.warnOfImage(call, service.spec());
    }
    call.out(given.words().get(0));
    return new ServiceProgress(call, service, given.words().get(0)).show(given);
  }

  private static boolean resolves(Flags.Given given) {
    return !given.all("image").isEmpty() && !given.has("no-resolve-image");
  }

  private static ServiceSpec changed(ServiceSpec old, DockerCall call, Flags.Given given)
      throws Failure {
    Swarm swarm = SwarmVerbs.node(call).managed();
    ServiceSpec.Workload workload = old.workload();
    List<String> command =
        given.all("args").isEmpty()
            ? workload.command()
            : List.of(given.last("args", "").trim().split("\\s+"));
    Map<String, String> labels = new LinkedHashMap<>(old.labels());
    labels.putAll(FlagValues.pairs(given.all("label-add")));
    given.all("label-rm").forEach(labels::remove);
    String endpointMode = given.last("endpoint-mode", old.endpointMode().word());
    return new ServiceSpec(
        old.name(),
        new ServiceSpec.Workload(
            given.last("image", workload.image()),
            command,
            environment(workload.env(), given),
            given.last("hostname", workload.hostname()),
            new TaskOptions(given, call).of(workload.details(), swarm)),
        mode(old.mode(), given),
        ServiceCreateVerb.endpointMode(endpointMode),
        networks(old.networks(), given, swarm),
        ports(old.ports(), call, given),
        labels,
        placement(old.placement(), given),
        UpdateOptions.of(old.upkeep(), given, "service update"));
  }

  private static ServiceSpec.Placement placement(ServiceSpec.Placement old, Flags.Given given)
      throws Failure {
    List<String> added = given.all("constraint-add");
    List<String> removed = given.all("constraint-rm");
    boolean isSame = added.isEmpty() && removed.isEmpty();
    return new ServiceSpec.Placement(
        isSame ? old.constraints() : sorted(changed(old.constraints(), added, removed)),
        changed(
            old.spread(),
            ServiceCreateVerb.preferences(given.all("placement-pref-add"), "placement-pref-add"),
            ServiceCreateVerb.preferences(given.all("placement-pref-rm"), "placement-pref-rm")),
        new FlagValues(given, "service update")
            .unsigned("replicas-max-per-node", old.maxPerNode()));
  }

  private static ServiceSpec.Mode mode(ServiceSpec.Mode old, Flags.Given given) throws Failure {
    if (given.all("replicas").isEmpty()) {
      return old;
    }
    if (old.isGlobal() || old.isJob()) {
      throw new Failure("replicas can only be used with replicated mode", 1);
    }
    return ServiceSpec.Mode.replicated(
        new FlagValues(given, "service update").unsigned("replicas", 1));
  }

  private static List<String> environment(List<String> old, Flags.Given given) {
    List<String> lines = new ArrayList<>(old);
    List<String> gone = new ArrayList<>(given.all("env-rm"));
    given.all("env-add").forEach(line -> gone.add(line.split("=", 2)[0]));
    lines.removeIf(line -> gone.contains(line.split("=", 2)[0]));
    lines.addAll(given.all("env-add"));
    return lines;
  }

  /// Networks are found before they are compared (`updateNetworks`).
  private static List<ServiceSpec.Target> networks(
      List<ServiceSpec.Target> old, Flags.Given given, Swarm swarm) throws Failure {
    List<ServiceSpec.Target> targets = new ArrayList<>(old);
    for (String gone : given.all("network-rm")) {
      String id = swarm.networkId(gone);
      targets.removeIf(each -> swarm.networkId(each.network()).equals(id));
    }
    for (ServiceSpec.Target added : ServiceCreateVerb.targets(given.all("network-add"))) {
      String id = swarm.networkId(added.network());
      if (targets.stream().anyMatch(each -> swarm.networkId(each.network()).equals(id))) {
        throw new Failure("service is already attached to network " + added.network(), 1);
      }
      targets.add(added);
    }
    return targets;
  }

  private static List<String> changed(List<String> old, List<String> added, List<String> removed) {
    List<String> words = new ArrayList<>(old);
    words.removeAll(removed);
    added.stream().filter(word -> !words.contains(word)).forEach(words::add);
    return words;
  }

  /// Lists are sorted when they change, so that the same one is no change (`update.go`).
  static List<String> sorted(List<String> words) {
    return words.stream().sorted().toList();
  }

  /// `--publish-rm` names the port inside.
  private static List<ServiceSpec.Port> ports(
      List<ServiceSpec.Port> old, DockerCall call, Flags.Given given) throws Failure {
    List<ServiceSpec.Port> ports = new ArrayList<>(old);
    for (ServiceSpec.Port gone :
        new PublishWords(call, "--publish-rm").ports(given.all("publish-rm"))) {
      ports.removeIf(port -> port.target().equals(gone.target()) && port.isHost() == gone.isHost());
    }
    for (ServiceSpec.Port port :
        new PublishWords(call, "--publish-add").ports(given.all("publish-add"))) {
      if (!old.contains(port)) {
        ports.add(port);
      }
    }
    if (!given.all("publish-rm").isEmpty() || !given.all("publish-add").isEmpty()) {
      ports.sort(Comparator.comparing(ServiceUpdateVerb::text));
    }
    return ports;
  }

  /// `8080:80/tcp/ingress`, by which ports are sorted (`portConfigToString`).
  private static String text(ServiceSpec.Port port) {
    int published = port.isChosen() ? 0 : port.published();
    String mode = port.isHost() ? "host" : "ingress";
    return published + ":" + port.target() + "/" + mode;
  }
}

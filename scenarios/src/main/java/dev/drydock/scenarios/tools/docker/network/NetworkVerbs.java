package dev.drydock.scenarios.tools.docker.network;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.EndpointSpec;
import dev.drydock.drivers.engine.Networks;
import dev.drydock.scenarios.tools.docker.client.Confirmation;
import dev.drydock.scenarios.tools.docker.client.DockerCall;
import dev.drydock.scenarios.tools.docker.client.DockerVerb;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Filters;
import dev.drydock.scenarios.tools.docker.client.FlagValues;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.show.Pruned;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// `docker network rm`, `prune`, `connect`, `disconnect`.
public final class NetworkVerbs implements DockerVerb {
  private final String verb;

  public NetworkVerbs(String verb) {
    this.verb = verb;
  }

  /// docker/cli `command/network/remove.go`.
  private static final List<String> INGRESS_WARNING =
      List.of(
          "WARNING! Before removing the routing-mesh network, make sure all the nodes in your swarm"
              + " run the same docker engine version. Otherwise, removal may not be effective and"
              + " functionality of newly create ingress networks will be impaired.");

  @Override
  public int run(DockerCall call) throws Failure {
    Flags.Given given =
        new Flags(call.verb())
            .switches("f|force")
            .values("filter", "alias", "ip", "ip6", "link", "link-local-ip", "driver-opt")
            .values("gw-priority")
            .read(call.arguments());
    return switch (verb) {
      case "rm" -> remove(call, given);
      case "prune" -> prune(call, given);
      case "connect" -> connect(call, given);
      default -> disconnect(call, given);
    };
  }

  private static int remove(DockerCall call, Flags.Given given) throws Failure {
    if (given.words().isEmpty()) {
      throw call.needs("at least 1 argument");
    }
    int status = 0;
    for (String name : given.words()) {
      try {
        if (isIngress(call, name) && !new Confirmation(call, given).isYes(INGRESS_WARNING)) {
          continue;
        }
        call.engine().networks().remove(name);
        call.out(name);
      } catch (EngineException e) {
        boolean isMissing = e.text().equals("network " + name + " not found");
        status = given.has("force") && isMissing ? status : call.refused(e);
      }
    }
    if (status != 0 && call.client().tellsStatus()) {
      call.err("exit status " + status); // docker/cli `StatusError`, which has no words of its own
    }
    return status;
  }

  private static boolean isIngress(DockerCall call, String name) {
    return call.engine().networks().get(name).config().flags().ingress();
  }

  private static int prune(DockerCall call, Flags.Given given) throws Failure {
    Filters filters = Filters.of(call, given, Set.of("label", "label!", "until"));
    Confirmation confirmation = new Confirmation(call, given);
    if (!confirmation.isGiven(
        "WARNING! This will remove all custom networks not used by at least one container.")) {
      return confirmation.declined(false);
    }
    prune(call, filters);
    return 0;
  }

  private static int connect(DockerCall call, Flags.Given given) throws Failure {
    if (given.words().size() != 2) {
      throw call.needs("exactly 2 arguments");
    }
    String wrong = NetworkWords.unreadableAddress(call, given);
    if (!wrong.isEmpty()) {
      throw new EngineException(wrong);
    }
    EndpointSpec spec = EndpointSpec.on(given.words().get(0)).withAliases(given.all("alias"));
    spec = NetworkWords.withAddresses(spec, given, call.engine().profile().client());
    String priority = given.last("gw-priority", "0");
    spec = priority.matches("-?\\d{1,9}") ? spec.withGwPriority(Integer.parseInt(priority)) : spec;
    spec = spec.withDriverOptions(FlagValues.pairs(given.all("driver-opt")));
    spec = spec.withLinkLocal(NetworkWords.linkLocal(given));
    spec = spec.withLinks(links(given.all("link")));
    Networks networks = call.engine().networks();
    networks.connect(given.words().get(1), spec);
    return 0;
  }

  /// `--link container:alias`; without an alias the container's own name.
  private static Map<String, String> links(List<String> texts) {
    Map<String, String> links = new LinkedHashMap<>();
    for (String text : texts) {
      int colon = text.indexOf(':');
      links.put(text.substring(colon + 1), colon < 0 ? text : text.substring(0, colon));
    }
    return links;
  }

  private static int disconnect(DockerCall call, Flags.Given given) throws Failure {
    if (given.words().size() != 2) {
      throw call.needs("exactly 2 arguments");
    }
    var networks = call.engine().networks();
    String network = given.words().get(0);
    String container = given.words().get(1);
    if (given.has("force")) {
      networks.disconnectByForce(network, container);
    } else {
      networks.disconnect(network, container);
    }
    return 0;
  }

  /// Networks that no container is on.
  public static void prune(DockerCall call, Filters filters) throws Failure {
    long before = filters.untilNanos(call);
    Pruned.print(
        call,
        "Deleted Networks:",
        call.engine()
            .networks()
            .prune(n -> n.createdNanos() < before && filters.prunes(n.config().labels())));
  }
}

package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.network.Network;
import dev.drydock.scenarios.tools.docker.client.Failure;
import dev.drydock.scenarios.tools.docker.client.Flags;
import dev.drydock.scenarios.tools.docker.container.StopWords;
import java.util.ArrayList;
import java.util.List;

/// `docker compose down`: stops and removes containers, those of dependents first, and networks.
final class ComposeDown implements ComposeVerb.Verb {
  @Override
  public int run(ComposeCall call) throws Failure {
    var given =
        new Flags("compose down")
            .values("t|timeout", "rmi")
            .switches("v|volumes", "remove-orphans")
            .read(call.arguments());
    var seconds = StopWords.seconds(given, "timeout", "compose down");
    var services = call.chosen(given.words());
    var before = call.project().present(call.engine());
    var endings = new ComposeEndings(call, ComposeEndings.Kind.REMOVE, seconds);
    if (given.has("volumes")) {
      endings.withVolumes();
    }
    if (!endings.services(services)) {
      return ComposeCall.INTERRUPTED;
    }
    if (given.has("remove-orphans") && !endings.containers(rest(call, services))) {
      return ComposeCall.INTERRUPTED;
    }
    var networks = networks(call, given.words());
    networks.forEach(network -> remove(call, network));
    boolean takesVolumes = given.has("volumes");
    if (takesVolumes) {
      var wanted =
          call.project().isKnown()
              ? ComposeUp.withDependencies(call, call.chosen(given.words()))
              : services;
      new ComposeVolumes(call).remove(wanted);
    }
    boolean hasNone =
        networks.isEmpty()
            && !(takesVolumes && call.project().volumes().stream().anyMatch(v -> !v.isExternal()))
            && call.project().networks().stream().allMatch(plan -> plan.flags().external());
    if (before.isEmpty() && hasNone) {
      call.warn(
          "Warning: No resource found to remove for project \"" + call.project().name() + "\".");
    }
    return 0;
  }

  /// What `--remove-orphans` takes besides: containers of `run`, and those of no service.
  private static List<Container> rest(ComposeCall call, List<String> services) {
    var orphans = call.project().orphans(call.engine());
    return call.project().present(call.engine()).stream()
        .filter(each -> services.contains(ComposeProject.serviceOf(each)) || orphans.contains(each))
        .toList();
  }

  /// The project's own networks: those of its files, in their order, and without files all. Of
  /// named services only those count that they or their dependencies use (compose-go
  /// `WithSelectedServices`, `WithoutUnnecessaryResources`).
  private static List<Network> networks(ComposeCall call, List<String> named) throws Failure {
    var present = call.project().presentNetworks(call.engine());
    if (!call.project().isKnown()) {
      return present;
    }
    var networks = new ArrayList<Network>();
    var services = ComposeUp.withDependencies(call, call.chosen(named));
    for (var plan : call.project().networksOf(services)) {
      present.stream().filter(each -> each.name().equals(plan.name())).forEach(networks::add);
    }
    return networks;
  }

  private static void remove(ComposeCall call, Network network) {
    call.event("Network", network.name(), "Removing");
    if (!network.endpoints().isEmpty()) {
      call.event("Network", network.name(), "Resource is still in use");
      return;
    }
    call.pass("network", "rm");
    call.engine().networks().remove(network.id());
    call.event("Network", network.name(), "Removed");
  }
}

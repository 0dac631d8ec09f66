package dev.drydock.scenarios.tools.docker.compose;

import dev.drydock.drivers.engine.Container;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.engine.State;
import dev.drydock.drivers.network.Network;
import dev.drydock.scenarios.plan.ConfigHash;
import dev.drydock.scenarios.plan.ContainerPlan;
import dev.drydock.scenarios.plan.NetworkMode;
import dev.drydock.scenarios.plan.NetworkPlan;
import dev.drydock.scenarios.plan.VolumePlan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/// A project that `docker compose` works on: what its files ask for, and by the labels what is
/// there.
///
/// @param name its name
/// @param isKnown whether there are files; without them only what is there is known
/// @param networks in the order of creation
/// @param volumes in the order of the file
/// @param containers in the order of starting
/// @param disabled services whose profiles are not active
/// @param profiles all profiles that services name, sorted
record ComposeProject(
    String name,
    boolean isKnown,
    List<NetworkPlan> networks,
    List<VolumePlan> volumes,
    List<ContainerPlan> containers,
    List<String> disabled,
    List<String> profiles) {
  static final String PROJECT = "com.docker.compose.project";
  static final String SERVICE = "com.docker.compose.service";
  static final String NUMBER = ContainerPlan.NUMBER;
  static final String ONE_OFF = "com.docker.compose.oneoff";
  static final String CONFIG_FILES = "com.docker.compose.project.config_files";
  static final String CONFIG_HASH = ConfigHash.LABEL;
  static final String NETWORK = "com.docker.compose.network";

  ComposeProject {
    networks = List.copyOf(networks);
    volumes = List.copyOf(volumes);
    containers = List.copyOf(containers);
    disabled = List.copyOf(disabled);
    profiles = List.copyOf(profiles);
  }

  /// A project of which only the name is known.
  static ComposeProject named(String name) {
    return new ComposeProject(name, false, List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /// The services of its files, in the order of starting.
  List<String> services() {
    var services = new LinkedHashSet<String>();
    containers.forEach(plan -> services.add(plan.origin().service()));
    return List.copyOf(services);
  }

  /// The services of its files; without any those of the containers.
  List<String> services(Engine engine) {
    if (isKnown) {
      return services();
    }
    var services = new LinkedHashSet<String>();
    present(engine).forEach(container -> services.add(serviceOf(container)));
    return List.copyOf(services);
  }

  /// Its containers, the oldest first; those of `run` too.
  List<Container> present(Engine engine) {
    var all = new ArrayList<Container>();
    for (Container container : engine.containers().list(true)) {
      if (name.equals(label(container, PROJECT))) {
        all.addFirst(container);
      }
    }
    return all;
  }

  /// The containers of one of its services by number, without those of `run`.
  List<Container> present(Engine engine, String service) {
    return present(engine).stream()
        .filter(each -> serviceOf(each).equals(service) && !isOneOff(each))
        .sorted(Comparator.comparingInt(ComposeProject::numberOf))
        .toList();
  }

  /// Those of its containers that its files do not have: of services that are gone, and of `run`
  /// once they have ended (compose `pkg/compose/containers.go`, `isOrphaned`).
  List<Container> orphans(Engine engine) {
    var known = new LinkedHashSet<>(services(engine));
    known.addAll(disabled);
    return present(engine).stream()
        .filter(each ->
            isOneOff(each) ? each.state() == State.EXITED : !known.contains(serviceOf(each)))
        .toList();
  }

  /// Its networks that some services use, in the order of creation.
  List<NetworkPlan> networksOf(List<String> services) {
    var used = new LinkedHashSet<String>();
    for (ContainerPlan plan : containers) {
      var isMeant = services.contains(plan.origin().service());
      if (isMeant && plan.mode() instanceof NetworkMode.Networks mode) {
        mode.attachments().forEach(each -> used.add(each.network()));
      }
    }
    return networks.stream().filter(each -> used.contains(each.name())).toList();
  }

  /// Its volumes that some services use, in the order of the file.
  List<VolumePlan> volumesOf(List<String> services) {
    return volumes.stream()
        .filter(volume ->
            containers.stream()
                .filter(plan -> services.contains(plan.origin().service()))
                .anyMatch(volume::isOf))
        .toList();
  }

  /// Its networks, by name.
  List<Network> presentNetworks(Engine engine) {
    return engine.networks().list().stream()
        .filter(each -> name.equals(each.config().labels().get(PROJECT)))
        .toList();
  }

  static String serviceOf(Container container) {
    return label(container, SERVICE);
  }

  static boolean isOneOff(Container container) {
    return label(container, ONE_OFF).equals("True");
  }

  static int numberOf(Container container) {
    var number = label(container, NUMBER);
    return number.matches("\\d{1,6}") ? Integer.parseInt(number) : Integer.MAX_VALUE;
  }

  static String label(Container container, String key) {
    return container.spec().labels().getOrDefault(key, "");
  }
}

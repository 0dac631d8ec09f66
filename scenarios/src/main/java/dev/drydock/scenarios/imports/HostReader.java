package dev.drydock.scenarios.imports;

import dev.drydock.scenarios.text.Node;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a folder of dumps: what a person saved on a live host, or a state that `drydock
/// transcript` or a recording wrote.
///
/// ```
/// saved                                  state
/// containers.json                        c-NAME.networksettings.json, c-NAME.txt, ps.txt
/// networks.json                          network-inspect.json
/// info.json                              -
/// addr.json or addr.txt, routes.txt      host.net.txt
/// rules.txt (policies.txt)               host.net.txt
/// iptables.txt                           host.iptables-save-c.txt
/// ip6tables.txt                          host.ip6tables-save-c.txt
/// sysctl.txt, daemon.json, resolv.conf   host.net.txt
/// ```
final class HostReader {
  private static final String CONTAINERS = "containers.json";
  private static final String NETWORKS = "networks.json";
  private static final String STATE_NETWORKS = "network-inspect.json";
  private static final String STATE_RULES = "host.iptables-save-c.txt";
  private static final String STATE_RULES6 = "host.ip6tables-save-c.txt";
  private static final String STATE_HOST = "host.net.txt";

  private final DumpFolder folder;
  private final HostDump dump = new HostDump();

  private HostReader(DumpFolder folder) {
    this.folder = folder;
  }

  /// All that the folder tells.
  static HostDump read(DumpFolder folder) {
    HostReader reader = new HostReader(folder);
    if (!folder.isFolder()) {
      folder.refuse("", "no such folder", "name the folder that holds the dumps");
    } else if (folder.has(STATE_NETWORKS) && !folder.has(NETWORKS)) {
      reader.readState();
    } else {
      reader.readSaved();
    }
    return reader.dump;
  }

  private void readState() {
    readNetworks(STATE_NETWORKS);
    dump.containers.addAll(RecordedContainers.of(folder, dump));
    dump.rules = folder.text(STATE_RULES);
    dump.rules6 = folder.text(STATE_RULES6);
    Map<String, List<String>> host = folder.sections(STATE_HOST);
    addDevices(Devices.ofText(host.getOrDefault("ip -d addr", List.of())));
    dump.routes.addAll(host.getOrDefault("ip route show table all", List.of()));
    dump.policies.addAll(host.getOrDefault("ip rule", List.of()));
    dump.settings.putAll(Settings.read(host.getOrDefault("sysctl", List.of())));
    dump.leaveOut("the engine's version is not in a state: the newest is taken, or name it");
  }

  private void readSaved() {
    require(CONTAINERS, "docker inspect $(docker ps -aq)");
    require(NETWORKS, "docker network inspect $(docker network ls -q)");
    readNetworks(NETWORKS);
    dump.containers.addAll(InspectedContainers.of(folder.list(CONTAINERS), dump));
    readInfo();
    addDevices(
        folder.has("addr.json")
            ? Devices.ofJson(folder.list("addr.json"))
            : Devices.ofText(folder.text("addr.txt").lines().toList()));
    dump.routes.addAll(folder.text("routes.txt").lines().toList());
    dump.policies.addAll(folder.text("policies.txt").lines().toList());
    dump.rules = folder.text("iptables.txt");
    dump.rules6 = folder.text("ip6tables.txt");
    dump.settings.putAll(Settings.read(folder.text("sysctl.txt").lines().toList()));
    if (folder.json("daemon.json") instanceof Node.Mapping daemon) {
      daemon.entries().forEach(each -> dump.daemon.put(each.name(), value(each.value())));
    }
    for (String line : folder.text("resolv.conf").lines().toList()) {
      if (line.startsWith("nameserver ")) {
        dump.nameservers.add(line.substring("nameserver ".length()).strip());
      }
    }
  }

  /// The cards of a bond are one card here.
  private void addDevices(List<HostDevice> devices) {
    List<String> bonds = devices.stream().filter(HostDevice::isBond).map(HostDevice::name).toList();
    bonds.forEach(each -> dump.leaveOut("the cards of " + each + ": it is one card here"));
    devices.stream().filter(each -> !bonds.contains(each.master())).forEach(dump.devices::add);
  }

  private void require(String file, String command) {
    if (!folder.has(file)) {
      folder.refuse(file, "no such file", "on the host: " + command + " > " + file);
    }
  }

  private void readNetworks(String file) {
    List<HostNetwork> networks = new ArrayList<>();
    for (Node node : folder.list(file)) {
      networks.add(HostNetwork.of(node));
    }
    networks.sort(Comparator.comparing(HostNetwork::created));
    for (HostNetwork network : networks) {
      if (network.scope().equals("swarm")) {
        dump.leaveOut("network " + network.name() + ": it is of a swarm");
      } else if (network.name().equals("docker_gwbridge")) {
        dump.leaveOut("network docker_gwbridge: a swarm makes it");
      } else {
        dump.networks.add(network);
      }
    }
  }

  private void readInfo() {
    Node info = folder.json("info.json");
    dump.machine = Json.text(info, "Name");
    dump.engine = Json.text(info, "ServerVersion").replaceFirst("[^0-9.].*", "");
    dump.kernel = Json.text(info, "KernelVersion");
    dump.cpus = Json.text(info, "NCPU");
    if (dump.engine.isEmpty()) {
      dump.leaveOut("the engine's version is not told (info.json): the newest is taken");
    }
  }

  private static Object value(Node node) {
    return switch (node) {
      case Node.Mapping mapping -> {
        Map<String, Object> map = new LinkedHashMap<>();
        mapping.entries().forEach(each -> map.put(each.name(), value(each.value())));
        yield map;
      }
      case Node.Sequence list -> list.items().stream().map(HostReader::value).toList();
      case Node.Scalar scalar ->
          switch (scalar.kind()) {
            case BOOLEAN -> Boolean.valueOf(scalar.text());
            case INTEGER -> Long.valueOf(scalar.text());
            case NULL, FLOAT, TEXT -> scalar.text();
          };
    };
  }
}

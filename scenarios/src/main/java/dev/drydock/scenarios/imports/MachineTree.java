package dev.drydock.scenarios.imports;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The `machines` and `links` of the file: the host, and a router at the other end of its default
/// route. What is no card of the host is made by commands.
///
/// ```
/// host eth0 ── lan ── router ── outside ── internet
/// ```
final class MachineTree {
  private static final String ROUTER = "router";

  private final HostDump dump;
  private final DaemonKeys daemon;
  private final Map<String, String> settings;
  private final HostRoutes routes;

  /// @param settings of the kernel, those that differ
  MachineTree(HostDump dump, Map<String, String> settings) {
    this.dump = dump;
    this.daemon = new DaemonKeys(dump);
    this.settings = settings;
    this.routes = new HostRoutes(dump);
  }

  /// Its name on the lab.
  String name() {
    String plain = dump.machine.replaceAll("[^A-Za-z0-9_.-]", "-");
    return plain.isEmpty() || plain.equals(ROUTER) || plain.equals("internet") ? "host" : plain;
  }

  /// Adds the keys `machines` and `links` to a block; without cards the home of the host is taken.
  void addTo(Map<String, Object> block) {
    Map<String, Object> nics = new LinkedHashMap<>();
    for (HostDevice card : cards()) {
      nics.put(card.name(), nic(card));
    }
    if (nics.isEmpty()) {
      Map<String, Object> made = plug("lan", "192.168.0.10/24");
      made.put("gateway", "192.168.0.1");
      nics.put("eth0", made);
      dump.leaveOut("addresses of the host are not told (addr.txt): it has 192.168.0.10");
    }
    Map<String, Object> host = new LinkedHashMap<>();
    host.put("docker", daemon.tree());
    host.put("nics", nics);
    if (!dump.nameservers.isEmpty()) {
      host.put("nameservers", single(reachable(dump.nameservers)));
    }
    Map<String, Object> kernel = new LinkedHashMap<>();
    if (!dump.kernel.isEmpty()) {
      kernel.put("release", dump.kernel);
    }
    if (dump.cpus.matches("[1-9]\\d{0,3}")) {
      kernel.put("cpus", Integer.valueOf(dump.cpus));
    }
    if (!kernel.isEmpty()) {
      host.put("kernel", kernel);
    }
    if (!settings.isEmpty()) {
      host.put("sysctls", settings);
    }
    Map<String, Object> machines = new LinkedHashMap<>();
    machines.put(name(), host);
    Map<String, Object> router = router();
    if (!router.isEmpty()) {
      machines.put(ROUTER, router);
    }
    block.put("machines", machines);
  }

  /// A stub on the machine's own loopback is a program that is not there.
  private List<String> reachable(List<String> servers) {
    List<String> found = new ArrayList<>();
    for (String server : servers) {
      if (server.startsWith("127.")) {
        dump.leaveOut("name server " + server + ": a program of the host itself");
      } else {
        found.add(server);
      }
    }
    return found;
  }

  private List<HostDevice> cards() {
    return dump.devices.stream().filter(HostDevice::isCard).toList();
  }

  private static String link(HostDevice card, List<HostDevice> cards) {
    return cards.getFirst().equals(card) ? "lan" : "lan-" + card.name();
  }

  private Map<String, Object> nic(HostDevice card) {
    Map<String, Object> nic = new LinkedHashMap<>();
    if (card.kind().equals("veth")) {
      nic.put("kind", "veth");
    }
    nic.put("link", link(card, cards()));
    if (!card.mac().isEmpty()) {
      nic.put("mac", card.mac());
    }
    if (!card.hasUsualMtu()) {
      nic.put("mtu", card.mtu());
    }
    if (!card.addresses().isEmpty()) {
      nic.put("address", single(card.addresses()));
    }
    List<String> gateways = routes.gateways(card);
    if (!gateways.isEmpty()) {
      nic.put("gateway", single(gateways));
    }
    return nic;
  }

  private static Map<String, Object> plug(String link, String address) {
    Map<String, Object> nic = new LinkedHashMap<>();
    nic.put("link", link);
    nic.put("address", address);
    return nic;
  }

  /// One value stands without a list.
  private static Object single(List<String> values) {
    return values.size() == 1 ? values.getFirst() : values;
  }

  /// The machine that has the gateway's address; empty without a default route.
  private Map<String, Object> router() {
    Map<String, Object> nics = new LinkedHashMap<>();
    if (cards().isEmpty()) {
      nics.put("lan", plug("lan", "192.168.0.1/24"));
    }
    Set<String> done = new LinkedHashSet<>();
    for (HostRoutes.Hop hop : routes.defaults()) {
      HostDevice card = card(hop.device());
      String prefix = routes.prefixOf(hop);
      if (card != null && !prefix.isEmpty() && done.add(hop.gateway())) {
        String name = card.equals(cards().getFirst()) ? "lan" : "lan" + done.size();
        nics.put(name, plug(link(card, cards()), hop.gateway() + "/" + prefix));
      } else if (!prefix.isEmpty()) {
        dump.leaveOut("the router " + hop.gateway() + ": " + hop.device() + " is no card");
      } else {
        dump.leaveOut("the router " + hop.gateway() + ": it is in no subnet of the host");
      }
    }
    if (nics.isEmpty()) {
      return Map.of();
    }
    String outside = isTaken("203.0.113.2") ? "198.51.100" : "203.0.113";
    Map<String, Object> wan = plug("outside", outside + ".2/24");
    wan.put("gateway", outside + ".1");
    nics.put("wan", wan);
    Map<String, Object> router = new LinkedHashMap<>();
    router.put("forward", true);
    router.put("masquerade", "wan");
    router.put("nics", nics);
    dump.leaveOut("what is behind the host's router: a router to the internet is made up");
    return router;
  }

  private boolean isTaken(String text) {
    IpAddress address = IpAddress.parseOrNull(text);
    return dump.devices.stream()
        .flatMap(each -> each.addresses().stream())
        .map(IpPrefix::parseOrNull)
        .anyMatch(each -> each != null && address != null && each.contains(address));
  }

  /// The card behind a device: itself, the one below, or the one in the bridge.
  private @Nullable HostDevice card(String name) {
    for (HostDevice each : cards()) {
      if (each.name().equals(name) || each.master().equals(name)) {
        return each;
      }
    }
    return null;
  }

  /// The commands that make devices which are no cards and that Docker does not make, and the
  /// routes of the host.
  List<String> commands() {
    List<String> made = dump.networks.stream().map(HostNetwork::bridge).toList();
    List<String> parents =
        dump.networks.stream().map(each -> each.options().getOrDefault("parent", "")).toList();
    List<String> commands = new ArrayList<>();
    for (HostDevice each : dump.devices) {
      boolean isByDocker = made.contains(each.name()) || each.name().equals("docker_gwbridge");
      boolean isParent = each.isVlan() && parents.contains(each.name());
      if (isByDocker || isParent) {
        addAddresses(each, commands);
      } else if (!each.isCard() && !each.isOfContainer() && !each.name().equals("lo")) {
        make(each, commands);
      }
    }
    enslave(commands);
    commands.addAll(routes.commands());
    return commands;
  }

  private void make(HostDevice device, List<String> commands) {
    if (!device.isMadeByCommand()) {
      dump.leaveOut("device " + device.name() + " (" + device.kind() + ")");
      return;
    }
    String on = device.isVlan() ? " link " + device.lower() : "";
    String more = device.isVlan() ? " id " + device.vlan() : "";
    String name = device.name();
    commands.add("ip link add" + on + " name " + name + " type " + device.kind() + more);
    if (!device.hasUsualMtu()) {
      commands.add("ip link set " + name + " mtu " + device.mtu());
    }
    device.addresses().forEach(each -> commands.add("ip addr add " + each + " dev " + name));
    commands.add("ip link set " + name + " up");
  }

  /// Addresses that Docker does not give its own bridges: all but those of gateways.
  private void addAddresses(HostDevice device, List<String> commands) {
    for (String address : device.addresses()) {
      String plain = address.replaceFirst("/.*", "");
      if (!isOfDocker(device.name(), plain)) {
        commands.add("ip addr add " + address + " dev " + device.name());
      }
    }
  }

  /// A pool that names no gateway has its first address for one; which that is Docker knows.
  private boolean isOfDocker(String bridge, String address) {
    IpAddress parsed = IpAddress.parseOrNull(address);
    return dump.networks.stream()
        .filter(each -> each.bridge().equals(bridge))
        .flatMap(each -> each.pools().stream())
        .anyMatch(pool -> {
          IpPrefix subnet = IpPrefix.parseOrNull(pool.subnet());
          boolean isInside = subnet != null && parsed != null && subnet.contains(parsed);
          return pool.gateway().isEmpty() ? isInside : pool.gateway().equals(address);
        });
  }

  private void enslave(List<String> commands) {
    for (HostDevice each : dump.devices) {
      if (!each.master().isEmpty() && !each.isOfContainer() && isMade(each)) {
        commands.add("ip link set " + each.name() + " master " + each.master());
      }
    }
  }

  private boolean isMade(HostDevice device) {
    boolean hasBridge =
        dump.devices.stream()
            .anyMatch(each -> each.name().equals(device.master()) && each.isBridge());
    return hasBridge && (device.isCard() || device.isMadeByCommand());
  }
}

package dev.drydock.drivers.firewall;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.firewall.Firewall.Link;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortBinding;
import java.util.ArrayList;
import java.util.List;

/// Rules that all generations of the engine write alike.
///
/// @param hasProxy whether docker-proxy serves what the rules leave out
record CommonRules(boolean hasProxy) {
  private static final String TO_LOCAL = "-m addrtype --dst-type LOCAL -j DOCKER";

  /// What leads packets for the machine's addresses to the published ports. With docker-proxy the
  /// machine's own packets to loopback addresses are left to it.
  List<FirewallRule> jumps() {
    return List.of(
        FirewallRule.appendNat(Chains.PREROUTING, TO_LOCAL),
        FirewallRule.appendNat(
            Chains.OUTPUT, hasProxy ? "! -d 127.0.0.0/8 " + TO_LOCAL : TO_LOCAL));
  }

  /// Gives packets that leave a network the machine's address.
  FirewallRule masquerade(String bridge, BridgeRules.Family family) {
    IpAddress host = family.hostAddress();
    String target = host == null ? "MASQUERADE" : "SNAT --to-source " + host;
    return FirewallRule.insertNat(
        Chains.POSTROUTING,
        "-s %s ! -o %s -j %s".formatted(family.subnet().masked(), bridge, target));
  }

  /// Without docker-proxy, what the machine sends to a container from a loopback address gets the
  /// address of the bridge.
  static FirewallRule masqueradeLocal(String bridge) {
    return FirewallRule.insertNat(
        Chains.POSTROUTING, "-o %s -m addrtype --src-type LOCAL -j MASQUERADE".formatted(bridge));
  }

  /// Leaves what containers send to published ports to docker-proxy.
  static FirewallRule skipPublished(String bridge) {
    return FirewallRule.insertNat(Chains.DOCKER, "-i %s -j RETURN".formatted(bridge));
  }

  /// Leads a published port to its container.
  FirewallRule translate(String bridge, PortBinding port) {
    String host = port.hostIp().isAny() ? "" : "-d " + port.hostIp() + "/32 ";
    String notBridge = hasProxy ? "! -i " + bridge + " " : "";
    return FirewallRule.appendNat(
        Chains.DOCKER,
        "%s%s-p %s --dport %d -j DNAT --to-destination %s:%d"
            .formatted(
                host,
                notBridge,
                port.container().protocol(),
                port.hostPort(),
                port.containerIp(),
                port.container().port()));
  }

  /// Gives a container that reaches its own published port the address of the bridge.
  static FirewallRule masqueradeOwn(PortBinding port) {
    return FirewallRule.appendNat(
        Chains.POSTROUTING,
        "-s %1$s/32 -d %1$s/32 -p %2$s --dport %3$d -j MASQUERADE"
            .formatted(port.containerIp(), port.container().protocol(), port.container().port()));
  }

  /// The words of the rule that lets packets for a published port pass.
  static String acceptPublished(String bridge, PortBinding port) {
    return "-d %1$s/32 ! -i %2$s -o %2$s -p %3$s --dport %4$d -j ACCEPT"
        .formatted(
            port.containerIp(), bridge, port.container().protocol(), port.container().port());
  }

  /// Lets one container reach ports of another where containers may not.
  static List<FirewallRule> link(String bridge, Link link) {
    List<FirewallRule> rules = new ArrayList<>();
    for (ContainerPort port : link.ports()) {
      rules.add(linked(bridge, link, false, port));
      rules.add(linked(bridge, link, true, port));
    }
    return rules;
  }

  private static FirewallRule linked(
      String bridge, Link link, boolean answers, ContainerPort port) {
    IpAddress from = (answers ? link.child() : link.parent()).address();
    IpAddress to = (answers ? link.parent() : link.child()).address();
    return FirewallRule.append(
        Chains.DOCKER,
        "-s %1$s/32 -d %2$s/32 -i %3$s -o %3$s -p %4$s %5$s %6$d -j ACCEPT"
            .formatted(
                from, to, bridge, port.protocol(), answers ? "--sport" : "--dport", port.port()));
  }

  /// Whether a published port has rules here: IPv4 on both sides, and a network that leads out.
  static boolean concerns(BridgeRules network, PortBinding port) {
    return !network.internal() && !port.hostIp().isV6() && !port.containerIp().isV6();
  }
}

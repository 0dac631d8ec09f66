package dev.drydock.drivers.firewall;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.firewall.Firewall.Link;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortBinding;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Rules that all generations of the engine write alike, for one IP version.
///
/// @param hasProxy whether docker-proxy serves what the rules leave out
/// @param isV6 whether they are for IPv6
record CommonRules(boolean hasProxy, boolean isV6) {
  private static final String TO_LOCAL = "-m addrtype --dst-type LOCAL -j DOCKER";

  /// What leads packets for the machine's addresses to the published ports. With docker-proxy the
  /// machine's own packets to loopback addresses are left to it.
  List<FirewallRule> jumps() {
    return List.of(
        FirewallRule.appendNat(Chains.PREROUTING, TO_LOCAL),
        FirewallRule.appendNat(
            Chains.OUTPUT, hasProxy ? "! -d " + loopback() + " " + TO_LOCAL : TO_LOCAL));
  }

  private String loopback() {
    return isV6 ? "::1/128" : "127.0.0.0/8";
  }

  /// Gives packets that leave a network the machine's address.
  FirewallRule masquerade(String bridge, BridgeRules.Family family) {
    return FirewallRule.insertNat(
        Chains.POSTROUTING,
        "-s %s ! -o %s -j %s".formatted(family.subnet().masked(), bridge, source(family)));
  }

  private static String source(BridgeRules.Family family) {
    IpAddress host = family.hostAddress();
    return host == null ? "MASQUERADE" : "SNAT --to-source " + host;
  }

  /// Without docker-proxy, what the machine sends to a container from a loopback address gets the
  /// address of the bridge.
  static FirewallRule masqueradeLocal(String bridge, BridgeRules.Family family) {
    return FirewallRule.insertNat(
        Chains.POSTROUTING,
        "-o %s -m addrtype --src-type LOCAL -j %s".formatted(bridge, source(family)));
  }

  /// Leaves what containers send to published ports to docker-proxy.
  static FirewallRule skipPublished(String bridge) {
    return FirewallRule.insertNat(Chains.DOCKER, "-i %s -j RETURN".formatted(bridge));
  }

  /// Leads a published port to its container; the words are in the engine's order, which its error
  /// messages show (libnetwork `iptables.Forward`).
  ///
  /// @param condition more that a packet must meet, a space behind; empty for nothing
  FirewallRule translate(String bridge, PortBinding port, String condition) {
    String host = port.hostIp().isAny() ? "0/0" : port.hostIp().toString();
    String notBridge = hasProxy ? " ! -i " + bridge : "";
    return FirewallRule.appendNat(
        Chains.DOCKER,
        "%s-p %s -d %s --dport %d -j DNAT --to-destination %s%s"
            .formatted(
                condition,
                port.container().protocol(),
                host,
                port.hostPort(),
                end(port.containerIp(), port.container().port()),
                notBridge));
  }

  private static String end(IpAddress address, int port) {
    return (address.isV6() ? "[" + address + "]" : address) + ":" + port;
  }

  /// An address alone as a prefix.
  static String only(IpAddress address) {
    return address + "/" + address.bits();
  }

  /// Gives a container that reaches its own published port the address of the bridge.
  static FirewallRule masqueradeOwn(PortBinding port) {
    return FirewallRule.appendNat(
        Chains.POSTROUTING,
        "-s %1$s -d %1$s -p %2$s --dport %3$d -j MASQUERADE"
            .formatted(
                only(port.containerIp()), port.container().protocol(), port.container().port()));
  }

  /// The words of the rule that lets packets for a published port pass.
  static String acceptPublished(String bridge, PortBinding port) {
    return "-d %1$s ! -i %2$s -o %2$s -p %3$s --dport %4$d -j ACCEPT"
        .formatted(
            only(port.containerIp()), bridge, port.container().protocol(), port.container().port());
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

  /// Whether a published port has rules here: this IP version on both sides, and a network that
  /// leads out.
  boolean concerns(BridgeRules network, PortBinding port) {
    return !network.internal() && port.hostIp().isV6() == isV6 && port.containerIp().isV6() == isV6;
  }

  /// The side of a network that the rules are for; null when it has none.
  BridgeRules.@Nullable Family of(BridgeRules network) {
    return network.family(isV6);
  }
}

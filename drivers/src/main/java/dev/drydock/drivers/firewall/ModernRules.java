package dev.drydock.drivers.firewall;

import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.port.PortBinding;
import dev.drydock.drivers.port.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules of engines from 28 on: the chain FORWARD only calls chains of the engine (moby
/// `daemon/libnetwork/drivers/bridge/internal/iptabler`).
///
/// ```
/// FORWARD:         DOCKER-USER, DOCKER-FORWARD
/// DOCKER-FORWARD:  DOCKER-CT (answers pass), isolation, DOCKER-BRIDGE (to a bridge: DOCKER),
///                  then of each network: out of the bridge
/// ```
final class ModernRules implements Firewall {
  private static final List<String> OWN =
      List.of(Chains.DOCKER, Chains.DOCKER_FORWARD, Chains.BRIDGE, Chains.TRACKED);

  private final RuleBook book;
  private final CommonRules common;
  private final Style style;
  private final Map<String, BridgeRules> networks = new LinkedHashMap<>();
  private final PublishedPorts ports = new PublishedPorts();

  ModernRules(RuleBook book, CommonRules common, Style style) {
    this.book = book;
    this.common = common;
    this.style = style;
  }

  /// What a generation does in its own way.
  ///
  /// @param isolation how networks are kept apart
  /// @param access how container addresses are shut
  /// @param returns whether the users' chain ends with a rule that returns
  record Style(Isolation isolation, DirectAccess access, boolean returns) {}

  /// A daemon that starts again empties its chains and writes all rules anew.
  @Override
  public void started() {
    Isolation isolation = style.isolation;
    book.makeChains(Table.Kind.FILTER, OWN);
    book.makeChains(Table.Kind.FILTER, isolation.chains());
    book.makeChains(Table.Kind.FILTER, List.of(Chains.USER));
    book.makeChains(Table.Kind.NAT, List.of(Chains.DOCKER));
    book.flush(Table.Kind.FILTER, OWN);
    book.flush(Table.Kind.FILTER, isolation.chains());
    book.flush(Table.Kind.NAT, List.of(Chains.DOCKER));
    book.moveToHead(FirewallRule.insert(Chains.FORWARD, "-j " + Chains.DOCKER_FORWARD));
    book.moveToHead(FirewallRule.insert(Chains.FORWARD, "-j " + Chains.USER));
    for (String chain : List.of(Chains.TRACKED, isolation.entry(), Chains.BRIDGE)) {
      book.add(FirewallRule.append(Chains.DOCKER_FORWARD, "-j " + chain));
    }
    if (style.returns) {
      book.add(FirewallRule.append(Chains.USER, "-j RETURN"));
    }
    book.add(common.jumps());
    networks.values().forEach(network -> book.add(rules(network)));
    ports.forEach((network, port) -> book.add(published(network, port)));
  }

  @Override
  public void forwardingEnabled(Family family) {
    if ((family == Family.IPV6) == common.isV6()) {
      book.dropForwarded();
    }
  }

  @Override
  public void networkAdded(BridgeRules network) {
    networks.put(network.bridge(), network);
    book.add(rules(network));
  }

  @Override
  public void networkRemoved(BridgeRules network) {
    networks.remove(network.bridge());
    book.remove(rules(network));
  }

  private List<FirewallRule> rules(BridgeRules network) {
    BridgeRules.Family family = common.of(network);
    List<FirewallRule> rules = new ArrayList<>();
    if (family == null) {
      return rules;
    }
    String bridge = network.bridge();
    if (network.internal()) {
      rules.addAll(style.isolation.internal(network, family));
      rules.add(
          FirewallRule.append(
              Chains.DOCKER_FORWARD,
              "-i %1$s -o %1$s -j %2$s".formatted(bridge, network.icc() ? "ACCEPT" : "DROP")));
      return rules;
    }
    addressing(rules, network, family);
    outwards(rules, network);
    inwards(rules, bridge, family.mode());
    rules.addAll(style.isolation.rules(network, family, common.hasProxy()));
    return rules;
  }

  private void addressing(
      List<FirewallRule> rules, BridgeRules network, BridgeRules.Family family) {
    boolean routed = family.mode() == GatewayMode.ROUTED;
    if (network.masquerade() && !routed) {
      rules.add(common.masquerade(network.bridge(), family));
    }
    if (!common.hasProxy() && !routed) {
      rules.add(CommonRules.masqueradeLocal(network.bridge(), family));
    }
  }

  private static void outwards(List<FirewallRule> rules, BridgeRules network) {
    String bridge = network.bridge();
    if (network.icc()) {
      rules.add(FirewallRule.append(Chains.DOCKER_FORWARD, "-i %s -j ACCEPT".formatted(bridge)));
    } else {
      rules.add(
          FirewallRule.append(Chains.DOCKER_FORWARD, "-i %1$s -o %1$s -j DROP".formatted(bridge)));
      rules.add(
          FirewallRule.append(
              Chains.DOCKER_FORWARD, "-i %1$s ! -o %1$s -j ACCEPT".formatted(bridge)));
    }
  }

  private void inwards(List<FirewallRule> rules, String bridge, GatewayMode mode) {
    if (mode == GatewayMode.ROUTED) {
      String icmp = common.isV6() ? "icmpv6" : "icmp";
      rules.add(
          FirewallRule.append(Chains.DOCKER, "-o %s -p %s -j ACCEPT".formatted(bridge, icmp)));
    }
    String verdict = mode == GatewayMode.NAT_UNPROTECTED ? "ACCEPT" : "DROP";
    rules.add(
        FirewallRule.append(Chains.DOCKER, "! -i %1$s -o %1$s -j %2$s".formatted(bridge, verdict)));
    rules.add(
        FirewallRule.append(
            Chains.TRACKED,
            "-o %s -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT".formatted(bridge)));
    rules.add(FirewallRule.append(Chains.BRIDGE, "-o %s -j DOCKER".formatted(bridge)));
  }

  @Override
  public void endpointAdded(BridgeRules network, @Nullable IpPrefix ipv4, @Nullable IpPrefix ipv6) {
    IpPrefix address = common.isV6() ? ipv6 : ipv4;
    if (address != null && isShut(network)) {
      book.add(style.access.endpoint(network, address));
    }
  }

  @Override
  public void endpointRemoved(
      BridgeRules network, @Nullable IpPrefix ipv4, @Nullable IpPrefix ipv6) {
    IpPrefix address = common.isV6() ? ipv6 : ipv4;
    if (address != null && isShut(network)) {
      book.remove(style.access.endpoint(network, address));
    }
  }

  /// Whether containers are reached by published ports only.
  private boolean isShut(BridgeRules network) {
    BridgeRules.Family family = common.of(network);
    return family != null && family.mode() == GatewayMode.NAT && !network.internal();
  }

  @Override
  public void portPublished(BridgeRules network, PortBinding port) {
    if (common.concerns(network, port)) {
      ports.add(network, port);
      book.add(published(network, port));
    }
  }

  @Override
  public void portReleased(BridgeRules network, PortBinding port) {
    if (common.concerns(network, port)) {
      ports.remove(network, port);
      book.remove(published(network, port));
    }
  }

  /// Answers to link-local addresses could not be sent by the container.
  private String notNear() {
    return common.isV6() ? "! -s fe80::/10 " : "";
  }

  private List<FirewallRule> published(BridgeRules network, PortBinding port) {
    BridgeRules.Family family = common.of(network);
    GatewayMode mode = family == null ? GatewayMode.NAT : family.mode();
    List<FirewallRule> rules = new ArrayList<>();
    if (mode != GatewayMode.ROUTED) {
      if (port.hostIp().isLoopback() && !common.isV6()) {
        rules.add(
            FirewallRule.appendRaw(
                "-d %s/32 ! -i lo -p %s --dport %d -j DROP"
                    .formatted(port.hostIp(), port.container().protocol(), port.hostPort())));
      }
      rules.add(common.translate(network.bridge(), port, notNear()));
      if (!common.hasProxy()) {
        rules.add(CommonRules.masqueradeOwn(port));
      }
    }
    if (mode != GatewayMode.NAT_UNPROTECTED) {
      rules.add(
          FirewallRule.insert(Chains.DOCKER, CommonRules.acceptPublished(network.bridge(), port)));
    }
    if (mode == GatewayMode.NAT) {
      rules.addAll(style.access.port(network, port));
    }
    return rules;
  }

  @Override
  public void linkAdded(BridgeRules network, Link link) {
    if (!common.isV6()) {
      book.add(CommonRules.link(network.bridge(), link));
    }
  }

  @Override
  public void linkRemoved(BridgeRules network, Link link) {
    book.remove(CommonRules.link(network.bridge(), link));
  }

  @Override
  public void connectionsForgotten(@Nullable IpPrefix ipv4, @Nullable IpPrefix ipv6) {
    book.forgetConnections(common.isV6() ? ipv6 : ipv4);
  }

  @Override
  public void flowsForgotten(Protocol protocol, int port) {
    book.forgetFlows(protocol, port);
  }
}

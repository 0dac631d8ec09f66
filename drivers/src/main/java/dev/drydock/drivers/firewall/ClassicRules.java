package dev.drydock.drivers.firewall;

import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.port.PortBinding;
import dev.drydock.drivers.port.Protocol;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules of engines 20.10 to 27: those of a network stand in the chain FORWARD itself
/// (libnetwork `drivers/bridge/setup_ip_tables_linux.go`).
///
/// ```
/// FORWARD:  DOCKER-USER, DOCKER-ISOLATION-STAGE-1, then of each network, the newest first:
///           answers pass, to the bridge: DOCKER, out of the bridge, within the bridge
/// ```
final class ClassicRules implements Firewall {
  private static final List<String> OWN = List.of(Chains.DOCKER, Chains.STAGE_1, Chains.STAGE_2);

  private final RuleBook book;
  private final CommonRules common;
  private final boolean plainIpv6;
  private final Map<String, BridgeRules> networks = new LinkedHashMap<>();
  private final PublishedPorts ports = new PublishedPorts();

  /// @param plainIpv6 whether IPv6 is on trial: without DOCKER-USER, which libnetwork arranged for
  ///   IPv4 alone, and with the rules of IPv4 for internal networks; so until 20.10
  ClassicRules(RuleBook book, CommonRules common, boolean plainIpv6) {
    this.book = book;
    this.common = common;
    this.plainIpv6 = plainIpv6;
  }

  private boolean hasUserChain() {
    return !plainIpv6 || !common.isV6();
  }

  /// A daemon that starts again empties its chains and writes all rules anew. The users' chain is
  /// arranged when a network is made (`arrangeUserFilterRule`), which the default one is unless
  /// containers run (`live-restore`).
  @Override
  public void started() {
    book.makeChains(Table.Kind.NAT, List.of(Chains.DOCKER));
    book.makeChains(Table.Kind.FILTER, OWN);
    book.flush(Table.Kind.NAT, List.of(Chains.DOCKER));
    book.flush(Table.Kind.FILTER, OWN);
    for (String chain : List.of(Chains.STAGE_1, Chains.STAGE_2)) {
      book.add(FirewallRule.append(chain, "-j RETURN"));
    }
    if (networks.isEmpty()) {
      arrangeUsers();
    }
    networks.values().forEach(this::write);
    ports.forEach((network, port) -> book.add(published(network, port)));
  }

  private void arrangeUsers() {
    if (hasUserChain()) {
      book.makeChains(Table.Kind.FILTER, List.of(Chains.USER));
      book.add(FirewallRule.append(Chains.USER, "-j RETURN"));
      book.moveToHead(FirewallRule.insert(Chains.FORWARD, "-j " + Chains.USER));
    }
  }

  /// Of IPv6 the policy is to drop from the start (`setupIPForwarding`).
  @Override
  public void forwards() {
    if (common.isV6()) {
      book.dropForwarded();
    }
  }

  @Override
  public void forwardingEnabled(Family family) {
    if (family == Family.IPV4 && !common.isV6()) {
      book.dropForwarded();
    }
  }

  @Override
  public void networkAdded(BridgeRules network) {
    networks.put(network.bridge(), network);
    write(network);
  }

  /// Whatever driver it has (libnetwork `NewNetwork`).
  @Override
  public void networkMade() {
    arrangeUsers();
  }

  private void write(BridgeRules network) {
    BridgeRules.Family family = common.of(network);
    if (family != null) {
      write(network, family);
    } else if (isIsolated(network)) {
      book.add(isolation(network));
    }
  }

  private void write(BridgeRules network, BridgeRules.Family family) {
    if (network.internal()) {
      book.add(within(network));
      book.add(internal(network, family));
      book.moveToHead(FirewallRule.insert(Chains.FORWARD, "-j " + Chains.STAGE_1));
      return;
    }
    for (FirewallRule rule : addressing(network, family)) {
      setUp("enable " + purpose(rule) + " rule", rule);
    }
    setUp((network.icc() ? "allow" : "prevent") + " intercontainer communication", within(network));
    setUp("enable ACCEPT NON_ICC OUTGOING rule", outwards(network));
    book.add(common.jumps());
    book.add(inwards(network));
    book.moveToHead(FirewallRule.insert(Chains.FORWARD, "-j " + Chains.STAGE_1));
    book.add(isolation(network));
  }

  /// A network without IPv6 is kept apart from others in IPv6 all the same (`isolateNetwork`).
  private boolean isIsolated(BridgeRules network) {
    return common.isV6() && !network.internal();
  }

  @Override
  public void networkRemoved(BridgeRules network) {
    networks.remove(network.bridge());
    BridgeRules.Family family = common.of(network);
    if (family == null) {
      book.remove(isIsolated(network) ? isolation(network) : List.of());
      return;
    }
    book.remove(List.of(within(network)));
    if (network.internal()) {
      book.remove(internal(network, family));
      return;
    }
    book.remove(addressing(network, family));
    book.remove(List.of(outwards(network)));
    book.remove(inwards(network));
    book.remove(isolation(network));
  }

  private List<FirewallRule> addressing(BridgeRules network, BridgeRules.Family family) {
    List<FirewallRule> rules = new ArrayList<>();
    if (network.masquerade() && family.mode() != GatewayMode.ROUTED) {
      rules.add(common.masquerade(network.bridge(), family));
    }
    if (network.masquerade() && common.hasProxy()) {
      rules.add(CommonRules.skipPublished(network.bridge()));
    }
    if (!common.hasProxy()) {
      rules.add(CommonRules.masqueradeLocal(network.bridge(), family));
    }
    return rules;
  }

  private static String purpose(FirewallRule rule) {
    if (rule.chain().equals(Chains.DOCKER)) {
      return "SKIP DNAT";
    }
    return rule.text().contains("--src-type LOCAL") ? "MASQ LOCAL HOST" : "NAT";
  }

  /// Adds a rule of a network; when that fails it is said what for (libnetwork
  /// `setupIPTablesInternal`).
  private void setUp(String purpose, FirewallRule rule) {
    try {
      book.add(rule);
    } catch (EngineException e) {
      throw new EngineException(
          "Failed to Setup IP tables: Unable to " + purpose + ": " + e.text());
    }
  }

  /// What containers of the network may do among themselves.
  private static FirewallRule within(BridgeRules network) {
    String text = "-i %1$s -o %1$s -j %2$s";
    return network.icc()
        ? FirewallRule.insert(Chains.FORWARD, text.formatted(network.bridge(), "ACCEPT"))
        : FirewallRule.append(Chains.FORWARD, text.formatted(network.bridge(), "DROP"));
  }

  private static FirewallRule outwards(BridgeRules network) {
    return FirewallRule.insert(
        Chains.FORWARD, "-i %1$s ! -o %1$s -j ACCEPT".formatted(network.bridge()));
  }

  private static List<FirewallRule> inwards(BridgeRules network) {
    return List.of(
        FirewallRule.insert(Chains.FORWARD, "-o %s -j DOCKER".formatted(network.bridge())),
        FirewallRule.insert(
            Chains.FORWARD,
            "-o %s -m conntrack --ctstate RELATED,ESTABLISHED -j ACCEPT"
                .formatted(network.bridge())));
  }

  private static List<FirewallRule> isolation(BridgeRules network) {
    return List.of(
        FirewallRule.insert(
            Chains.STAGE_1,
            "-i %1$s ! -o %1$s -j %2$s".formatted(network.bridge(), Chains.STAGE_2)),
        FirewallRule.insert(Chains.STAGE_2, "-o %s -j DROP".formatted(network.bridge())));
  }

  private List<FirewallRule> internal(BridgeRules network, BridgeRules.Family family) {
    boolean sparesBridge = common.isV6() && !plainIpv6;
    return StagedIsolation.internal(Chains.STAGE_1, network, family, sparesBridge);
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

  private List<FirewallRule> published(BridgeRules network, PortBinding port) {
    FirewallRule accept =
        FirewallRule.append(Chains.DOCKER, CommonRules.acceptPublished(network.bridge(), port));
    BridgeRules.Family family = common.of(network);
    if (family != null && family.mode() == GatewayMode.ROUTED) {
      return List.of(accept);
    }
    return List.of(
        common.translate(network.bridge(), port, ""), CommonRules.masqueradeOwn(port), accept);
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

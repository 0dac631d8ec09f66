package dev.drydock.drivers.firewall;

import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Netfilter;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.DaemonConfig;
import dev.drydock.drivers.port.ContainerPort;
import dev.drydock.drivers.port.PortBinding;
import dev.drydock.drivers.port.Protocol;
import dev.drydock.drivers.profile.EngineProfile;
import dev.drydock.drivers.profile.Generation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The packet filter as the engine sees it: it is told of everything that has rules, in the program
/// order of the real engine.
public interface Firewall {
  /// Whose the rules are, see [dev.drydock.core.netfilter.Rule#owner].
  String OWNER = "docker";

  /// A firewall that writes no rules (`--iptables=false`).
  Firewall NONE = new Firewall() {};

  /// The rules of an engine, written into the tables of its machine.
  static Firewall of(Netns root, DaemonConfig config, EngineProfile profile) {
    Generation generation = profile.generation();
    boolean mayIpv6 = !profile.kernel().ip6tablesIsExperimental() || config.experimental();
    boolean ipv6 = mayIpv6 && config.ip6tables(profile.kernel().ip6tables());
    Firewall rules4 = config.iptables() ? of(root.ipv4().netfilter(), config, generation) : NONE;
    Firewall rules6 = ipv6 ? of(root.ipv6().netfilter(), config, generation) : NONE;
    return new TwoFirewalls(rules4, rules6);
  }

  private static Firewall of(Netfilter netfilter, DaemonConfig config, Generation generation) {
    RuleBook book = new RuleBook(netfilter);
    CommonRules common = new CommonRules(config.userlandProxy(), netfilter.family() == Family.IPV6);
    boolean open = config.allowDirectRouting();
    DirectAccess ports = open ? DirectAccess.ALLOWED : DirectAccess.PORTS;
    DirectAccess endpoints = open ? DirectAccess.ALLOWED : DirectAccess.ENDPOINTS;
    return switch (generation) {
      case V20_10 -> new ClassicRules(book, common, true);
      case V25, V26, V27 -> new ClassicRules(book, common, false);
      case V28_0 ->
          new ModernRules(book, common, new ModernRules.Style(new StagedIsolation(), ports, true));
      case V28_2, V28_3 ->
          new ModernRules(
              book, common, new ModernRules.Style(new StagedIsolation(), endpoints, false));
      case V29 ->
          new ModernRules(
              book, common, new ModernRules.Style(new InternalIsolation(), endpoints, false));
    };
  }

  /// The engine starts, before its first network: chains are made.
  default void started() {}

  /// The engine starts, and has forwarding on.
  default void forwards() {}

  /// The engine switched forwarding of an IP version on itself, so that the FORWARD policy is to
  /// drop.
  default void forwardingEnabled(Family family) {}

  /// A bridge network was made and is about to go up.
  default void networkAdded(BridgeRules network) {}

  /// A network of whatever driver was made; that of a bridge has its rules by then.
  default void networkMade() {}

  /// A bridge network goes.
  default void networkRemoved(BridgeRules network) {}

  /// A container's interface is about to go up.
  default void endpointAdded(
      BridgeRules network, @Nullable IpPrefix ipv4, @Nullable IpPrefix ipv6) {}

  /// A container's interface goes.
  default void endpointRemoved(
      BridgeRules network, @Nullable IpPrefix ipv4, @Nullable IpPrefix ipv6) {}

  /// A port of the machine leads to a container from now on.
  default void portPublished(BridgeRules network, PortBinding port) {}

  /// A port of the machine no longer leads to a container.
  default void portReleased(BridgeRules network, PortBinding port) {}

  /// A container may reach these ports of another on a network without `icc` (`--link`).
  default void linkAdded(BridgeRules network, Link link) {}

  /// Ends what [#linkAdded] began.
  default void linkRemoved(BridgeRules network, Link link) {}

  /// Tracked connections of these addresses are forgotten.
  default void connectionsForgotten(@Nullable IpPrefix ipv4, @Nullable IpPrefix ipv6) {}

  /// Tracked flows of a protocol to this port are forgotten, whatever their addresses.
  default void flowsForgotten(Protocol protocol, int port) {}

  /// A container that may reach ports of another.
  ///
  /// @param parent who may
  /// @param child whose ports
  /// @param ports which ports
  record Link(IpPrefix parent, IpPrefix child, List<ContainerPort> ports) {
    /// Copies the list.
    public Link {
      ports = List.copyOf(ports);
    }
  }
}

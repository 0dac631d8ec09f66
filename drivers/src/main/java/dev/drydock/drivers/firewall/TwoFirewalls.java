package dev.drydock.drivers.firewall;

import dev.drydock.core.netfilter.Family;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.port.PortBinding;
import dev.drydock.drivers.port.Protocol;
import org.jspecify.annotations.Nullable;

/// The rules of both IP versions, which know nothing of each other.
///
/// @param ipv4 what `iptables` would write
/// @param ipv6 what `ip6tables` would write
record TwoFirewalls(Firewall ipv4, Firewall ipv6) implements Firewall {
  @Override
  public void started() {
    ipv4.started();
    ipv6.started();
  }

  @Override
  public void forwards() {
    ipv4.forwards();
    ipv6.forwards();
  }

  @Override
  public void forwardingEnabled(Family family) {
    ipv4.forwardingEnabled(family);
    ipv6.forwardingEnabled(family);
  }

  @Override
  public void networkAdded(BridgeRules network) {
    ipv4.networkAdded(network);
    ipv6.networkAdded(network);
  }

  @Override
  public void networkMade() {
    ipv4.networkMade();
    ipv6.networkMade();
  }

  @Override
  public void networkRemoved(BridgeRules network) {
    ipv4.networkRemoved(network);
    ipv6.networkRemoved(network);
  }

  @Override
  public void endpointAdded(
      BridgeRules network, @Nullable IpPrefix address4, @Nullable IpPrefix address6) {
    ipv4.endpointAdded(network, address4, address6);
    ipv6.endpointAdded(network, address4, address6);
  }

  @Override
  public void endpointRemoved(
      BridgeRules network, @Nullable IpPrefix address4, @Nullable IpPrefix address6) {
    ipv4.endpointRemoved(network, address4, address6);
    ipv6.endpointRemoved(network, address4, address6);
  }

  @Override
  public void portPublished(BridgeRules network, PortBinding port) {
    ipv4.portPublished(network, port);
    ipv6.portPublished(network, port);
  }

  @Override
  public void portReleased(BridgeRules network, PortBinding port) {
    ipv4.portReleased(network, port);
    ipv6.portReleased(network, port);
  }

  @Override
  public void linkAdded(BridgeRules network, Link link) {
    ipv4.linkAdded(network, link);
    ipv6.linkAdded(network, link);
  }

  @Override
  public void linkRemoved(BridgeRules network, Link link) {
    ipv4.linkRemoved(network, link);
    ipv6.linkRemoved(network, link);
  }

  @Override
  public void connectionsForgotten(@Nullable IpPrefix address4, @Nullable IpPrefix address6) {
    ipv4.connectionsForgotten(address4, address6);
    ipv6.connectionsForgotten(address4, address6);
  }

  @Override
  public void flowsForgotten(Protocol protocol, int port) {
    ipv4.flowsForgotten(protocol, port);
    ipv6.flowsForgotten(protocol, port);
  }
}

package dev.drydock.drivers.firewall;

import dev.drydock.core.netfilter.Family;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.port.PortBinding;
import dev.drydock.drivers.port.Protocol;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The firewall of a daemon that may be configured anew while it is stopped. What is in the tables
/// stays there, as the daemon before left it.
public final class ChangingFirewall implements Firewall {
  private final Map<String, BridgeRules> networks = new LinkedHashMap<>();
  private Firewall now;
  private boolean isNew;

  /// Begins as this one.
  public ChangingFirewall(Firewall first) {
    this.now = first;
  }

  /// Takes another one, before the daemon starts.
  public void become(Firewall other) {
    now = other;
    isNew = true;
  }

  @Override
  public void started() {
    now.started();
    if (isNew) {
      List.copyOf(networks.values()).forEach(now::networkAdded);
      now.networkMade();
      isNew = false;
    }
  }

  @Override
  public void forwards() {
    now.forwards();
  }

  @Override
  public void forwardingEnabled(Family family) {
    now.forwardingEnabled(family);
  }

  @Override
  public void networkAdded(BridgeRules network) {
    networks.put(network.bridge(), network);
    now.networkAdded(network);
  }

  @Override
  public void networkMade() {
    now.networkMade();
  }

  @Override
  public void networkRemoved(BridgeRules network) {
    networks.remove(network.bridge());
    now.networkRemoved(network);
  }

  @Override
  public void endpointAdded(BridgeRules network, @Nullable IpPrefix ipv4, @Nullable IpPrefix ipv6) {
    now.endpointAdded(network, ipv4, ipv6);
  }

  @Override
  public void endpointRemoved(
      BridgeRules network, @Nullable IpPrefix ipv4, @Nullable IpPrefix ipv6) {
    now.endpointRemoved(network, ipv4, ipv6);
  }

  @Override
  public void portPublished(BridgeRules network, PortBinding port) {
    now.portPublished(network, port);
  }

  @Override
  public void portReleased(BridgeRules network, PortBinding port) {
    now.portReleased(network, port);
  }

  @Override
  public void linkAdded(BridgeRules network, Link link) {
    now.linkAdded(network, link);
  }

  @Override
  public void linkRemoved(BridgeRules network, Link link) {
    now.linkRemoved(network, link);
  }

  @Override
  public void connectionsForgotten(@Nullable IpPrefix ipv4, @Nullable IpPrefix ipv6) {
    now.connectionsForgotten(ipv4, ipv6);
  }

  @Override
  public void flowsForgotten(Protocol protocol, int port) {
    now.flowsForgotten(protocol, port);
  }
}

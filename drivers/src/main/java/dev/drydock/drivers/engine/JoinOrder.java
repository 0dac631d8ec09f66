package dev.drydock.drivers.engine;

import dev.drydock.drivers.network.DataScope;
import dev.drydock.drivers.network.Network;
import java.util.Comparator;

/// The order in which the networks of a starting container give its interfaces their names, `eth0`
/// first (libnetwork `Endpoint.Less`, `Sandbox.SetKey`). A network that is joined later takes the
/// next name, until the container starts again.
///
/// @param priority `gw-priority`, the highest first
/// @param internal has no way out: after those that have one
/// @param gateways how many it gives, IPv6 counting double: the most first
/// @param name the last word
record JoinOrder(int priority, boolean internal, int gateways, String name)
    implements Comparable<JoinOrder> {
  private static final Comparator<JoinOrder> ORDER =
      Comparator.comparingInt((JoinOrder order) -> -order.priority)
          .thenComparing(JoinOrder::internal)
          .thenComparingInt(order -> -order.gateways)
          .thenComparing(JoinOrder::name);

  static JoinOrder of(Network network, int priority) {
    boolean internal = network.config().flags().internal();
    boolean hasGateway = !internal && network.driver().scope() == DataScope.LOCAL;
    int gateways = (network.ipv4() == null ? 0 : 1) + (network.ipv6() == null ? 0 : 2);
    return new JoinOrder(priority, internal, hasGateway ? gateways : 0, network.name());
  }

  @Override
  public int compareTo(JoinOrder other) {
    return ORDER.compare(this, other);
  }
}

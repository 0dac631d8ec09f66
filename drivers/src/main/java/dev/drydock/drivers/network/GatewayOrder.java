package dev.drydock.drivers.network;

import java.util.Comparator;

/// Which endpoint of a sandbox comes first when the default gateway is chosen (libnetwork
/// `Endpoint.Less`).
final class GatewayOrder implements Comparator<Endpoint> {
  private static final Comparator<Endpoint> ORDER =
      Comparator.<Endpoint>comparingInt(e -> -e.request().gwPriority())
          .thenComparing(Endpoint::isWayOutOnly)
          .thenComparing(e -> e.network().config().flags().internal())
          .thenComparingInt(e -> -weight(e))
          .thenComparing(e -> e.network().name());

  /// IPv6 counts more than IPv4.
  private static int weight(Endpoint endpoint) {
    int weight = endpoint.attachment().gateway() == null ? 0 : 1;
    return endpoint.attachment().gateway6() == null ? weight : weight + 2;
  }

  @Override
  public int compare(Endpoint one, Endpoint other) {
    return ORDER.compare(one, other);
  }
}

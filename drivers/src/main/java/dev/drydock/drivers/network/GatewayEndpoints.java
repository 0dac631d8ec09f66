package dev.drydock.drivers.network;

import dev.drydock.drivers.EngineException;
import org.jspecify.annotations.Nullable;

/// The endpoints of a sandbox that lead out: published ports go with them (libnetwork `sbJoin`,
/// `sbLeave`).
///
/// @param ipv4 the way out of IPv4; null where there is none
/// @param ipv6 that of IPv6, which may be the same
record GatewayEndpoints(@Nullable Endpoint ipv4, @Nullable Endpoint ipv6) {
  private boolean part() {
    return ipv4 != null && ipv6 != null && ipv4 != ipv6;
  }

  private boolean has(Endpoint endpoint) {
    return endpoint == ipv4 || endpoint == ipv6;
  }

  /// An endpoint has joined, and may have become a way out: ports move to it. Onto an internal
  /// network they go only from one that is left, where docker-proxy alone serves them. One of IPv6
  /// alone takes IPv6 from docker-proxy of the other.
  ///
  /// @throws EngineException with all as it was
  void joined(Endpoint endpoint, GatewayEndpoints before) {
    if (!has(endpoint)) {
      return;
    }
    boolean isAnew = endpoint != ipv4 && before.part() != part();
    if (endpoint == ipv4 || isAnew) {
      release(before.ipv4);
    }
    if (isAnew && before.ipv4 != null) {
      publish(before.ipv4, !part());
    }
    boolean replaces6 = endpoint == ipv6 && before.ipv6 != before.ipv4;
    if (replaces6) {
      release(before.ipv6);
    }
    if (endpoint.network().config().flags().internal()) {
      return;
    }
    try {
      publish(endpoint, !part());
    } catch (EngineException e) {
      if (endpoint == ipv4 && before.ipv4 != null) {
        publish(before.ipv4, !before.part());
      }
      if (replaces6 && before.ipv6 != null) {
        publish(before.ipv6, true);
      }
      throw e;
    }
  }

  /// An endpoint is about to leave: its ports are free.
  void leaving(Endpoint endpoint) {
    if (has(endpoint)) {
      release(endpoint);
    }
  }

  /// An endpoint has left: others may lead out in its place.
  void left(Endpoint endpoint, GatewayEndpoints before) {
    if (!before.has(endpoint)) {
      return;
    }
    boolean isAnew = before.ipv4 == ipv4 && (before.ipv6 == null) != (ipv6 == null);
    if (ipv4 != null && (isAnew || endpoint == before.ipv4)) {
      release(ipv4);
      publish(ipv4, !part());
    }
    if (ipv6 != null && ipv6 != ipv4 && endpoint == before.ipv6) {
      publish(ipv6, true);
    }
  }

  private static void release(@Nullable Endpoint endpoint) {
    if (endpoint != null && endpoint.bindings() != null) {
      endpoint.network().driver().disconnect(endpoint);
    }
  }

  private static void publish(Endpoint endpoint, boolean takesIpv6) {
    endpoint.setTakesIpv6(takesIpv6);
    try {
      endpoint.network().driver().connect(endpoint);
    } catch (EngineException e) {
      throw e.in(
          "driver failed programming external connectivity on endpoint "
              + endpoint.name()
              + " ("
              + endpoint.id()
              + ")");
    }
  }
}

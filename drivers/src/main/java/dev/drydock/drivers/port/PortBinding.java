package dev.drydock.drivers.port;

import dev.drydock.core.wire.IpAddress;

/// A port of the machine that leads to a port of a container.
///
/// @param hostIp the machine's address, `0.0.0.0` or `::` for all of one family
/// @param hostPort the machine's port; 0 where the container's address is routed to: none of the
///   machine's is taken then
/// @param containerIp the container's address
/// @param container the container's port
public record PortBinding(
    IpAddress hostIp, int hostPort, IpAddress containerIp, ContainerPort container) {
  /// Whether no port of the machine belongs to it.
  public boolean isRouted() {
    return hostPort == 0;
  }

  /// The machine's port as the engine tells it; empty for none.
  public String hostPortText() {
    return isRouted() ? "" : Integer.toString(hostPort);
  }

  /// The same on another port of the machine.
  PortBinding withHostPort(int port) {
    return new PortBinding(hostIp, port, containerIp, container);
  }
}

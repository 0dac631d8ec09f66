package dev.drydock.drivers.port;

import dev.drydock.core.wire.IpAddress;

/// Who else listens on ports of the machine: its own servers.
public interface HostPorts {
  /// Nobody.
  HostPorts NONE = (protocol, address, port) -> false;

  /// Whether binding a socket to this address and port would fail.
  boolean isBound(Protocol protocol, IpAddress address, int port);
}

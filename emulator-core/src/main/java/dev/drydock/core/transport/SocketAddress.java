package dev.drydock.core.transport;

import dev.drydock.core.wire.IpAddress;

/// One end of a flow.
///
/// @param address `0.0.0.0` or `::` stands for any
/// @param port 0 to 65535; 0 lets the namespace choose
public record SocketAddress(IpAddress address, int port) {
  /// Checks the port.
  public SocketAddress {
    if (port < 0 || port > 0xffff) {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }

  /// `192.168.0.1:80` or `[fd00::1]:80`.
  @Override
  public String toString() {
    return (address.isV6() ? "[" + address + "]" : address.toString()) + ":" + port;
  }
}

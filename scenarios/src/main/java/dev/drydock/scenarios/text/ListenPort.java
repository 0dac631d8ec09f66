package dev.drydock.scenarios.text;

import dev.drydock.core.wire.IpAddress;

/// A port that a program listens on: `80/tcp` on every address, `127.0.0.1:80/tcp` on one.
///
/// @param address `::` for every address of both families, as most programs do
public record ListenPort(IpAddress address, int port, Protocol protocol) {
  @Override
  public String toString() {
    String at = address.isV6() ? "[" + address + "]:" : address + ":";
    return (address.equals(IpAddress.ANY_V6) ? "" : at) + port + "/" + protocol;
  }
}

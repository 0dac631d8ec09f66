package dev.drydock.drivers.dns;

import dev.drydock.core.wire.IpAddress;

/// A name server that is asked about names the engine does not know.
///
/// @param fromHost whether it is asked from the machine's namespace, not from the container's
public record ExternalServer(IpAddress address, boolean fromHost) {
  /// As the comment in a `resolv.conf` has it.
  @Override
  public String toString() {
    return fromHost ? "host(" + address + ")" : address.toString();
  }
}

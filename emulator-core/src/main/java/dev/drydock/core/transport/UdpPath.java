package dev.drydock.core.transport;

import dev.drydock.core.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/// How datagrams travel: over IPv4 or over IPv6. A socket asks the one of its partner.
interface UdpPath {
  /// Whether a socket may be bound to an address.
  boolean mayBind(IpAddress address);

  /// Whether an address is one of the namespace.
  boolean isOwn(IpAddress address);

  /// Finds the source address towards a destination, as `connect` does.
  ///
  /// @return the error, or null and the address is in [#chosenSource]
  @Nullable SocketError route(UdpSocket socket, IpAddress to);

  /// The source address that [#route] found.
  IpAddress chosenSource();

  /// The MTU of the way that [#route] found.
  int mtuBytes();

  /// Sends a datagram.
  ///
  /// @param payload the bytes to send
  @Nullable SocketError send(UdpSocket socket, SocketAddress to, UdpDatagram payload);
}

package dev.drydock.core.transport;

/// Who reads a datagram socket.
public interface DatagramListener {
  /// A datagram came. It is only there during the call.
  void received(Datagram datagram);

  /// An error came in: one that ends the hopes of a connected socket, or any where
  /// [UdpOptions#receiveErrors] is set.
  default void failed(SocketError error) {}

  /// The ICMP message behind an error, told before [#failed] where [UdpOptions#receiveErrors] is
  /// set.
  default void reported(ErrorReport report) {}
}

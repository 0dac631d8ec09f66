package dev.drydock.core.transport;

/// Who reads a datagram socket.
public interface DatagramListener {
  /// A datagram came. It is only there during the call.
  void received(Datagram datagram);

  /// An error came in, as ICMP tells a connected socket.
  default void failed(SocketError error) {}
}

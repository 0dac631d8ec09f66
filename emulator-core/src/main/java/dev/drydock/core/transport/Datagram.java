package dev.drydock.core.transport;

/// A datagram as a socket receives it: one object is used again and again, so that what is of use
/// later must be copied.
public interface Datagram {
  /// Its source.
  SocketAddress from();

  /// Its destination, which is one of the namespace's addresses, or a group or broadcast.
  SocketAddress to();

  /// The array that holds it.
  byte[] data();

  /// Where its first byte is.
  int offset();

  /// How many bytes it has.
  int length();
}

package dev.drydock.core.ip;

/// The transport protocols above IP, which are made when they are first needed: most namespaces of
/// a large lab never send or get a datagram.
public interface Transports {
  /// No transports but those that make themselves known.
  Transports NONE = protocol -> {};

  /// Somebody asks for a protocol that is not known: it makes itself known now, if there is one
  /// under that number.
  void open(int protocol);
}

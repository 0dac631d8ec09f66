package dev.drydock.core.netfilter;

/// The five places where netfilter looks at a packet (Linux `NF_INET_*`).
public enum Hook {
  /// As soon as a packet came in, before routing.
  PREROUTING,
  /// Before a packet for this namespace reaches its protocol.
  INPUT,
  /// Between coming in and going out.
  FORWARD,
  /// After a program sent a packet.
  OUTPUT,
  /// Just before a packet leaves by a device.
  POSTROUTING
}

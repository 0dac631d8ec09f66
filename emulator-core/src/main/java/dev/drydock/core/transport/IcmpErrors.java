package dev.drydock.core.transport;

import dev.drydock.core.wire.Icmp;

/// What ICMP errors of "destination unreachable" mean to a socket (`icmp_err_convert`).
public final class IcmpErrors {
  /// The last code there is (`NR_ICMP_UNREACH`); errors with others are passed over.
  public static final int CODE_MAX = 15;

  private IcmpErrors() {}

  /// What a program is told.
  ///
  /// @param code 0 to [#CODE_MAX]; source routes that fail, and hosts and networks that are not
  ///   known or alone, are told as others that are not reached, as nothing here sends them
  public static SocketError of(int code) {
    return switch (code) {
      case Icmp.NET, 6, 9, 11 -> SocketError.NETWORK_UNREACHABLE;
      case Icmp.PROTOCOL -> SocketError.PROTOCOL_NOT_AVAILABLE;
      case Icmp.PORT -> SocketError.CONNECTION_REFUSED;
      case Icmp.FRAGMENTATION_NEEDED -> SocketError.MESSAGE_TOO_LONG;
      default -> SocketError.HOST_UNREACHABLE;
    };
  }

  /// Whether a program is told in any case, not only when it asked for all errors.
  static boolean isFatal(int code) {
    return switch (code) {
      case Icmp.PROTOCOL, Icmp.PORT, 6, 7, 8, 9, 10, 13, 14, 15 -> true;
      default -> false;
    };
  }
}

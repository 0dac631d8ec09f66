package dev.drydock.core.ip;

/// What sending a packet comes to: sent, or the error a program gets.
public enum SendResult {
  /// On its way, or waiting for its next hop.
  OK("Success"),
  /// ENETUNREACH: no route.
  NETWORK_UNREACHABLE("Network is unreachable"),
  /// EHOSTUNREACH: a route says so.
  HOST_UNREACHABLE("No route to host"),
  /// EACCES: prohibited by a route, or a broadcast that was not allowed.
  ACCESS("Permission denied"),
  /// EINVAL: a blackhole route.
  INVALID("Invalid argument"),
  /// EMSGSIZE: too long, and may not be fragmented.
  MESSAGE_TOO_LONG("Message too long"),
  /// EPERM: netfilter dropped it on the way out.
  NOT_PERMITTED("Operation not permitted"),
  /// ENOBUFS: there may be no more neighbours.
  NO_BUFFERS("No buffer space available"),
  /// EADDRNOTAVAIL: the source is not an address of this namespace.
  ADDRESS_NOT_AVAILABLE("Cannot assign requested address");

  private final String text;

  SendResult(String text) {
    this.text = text;
  }

  /// The text of the C library for the error.
  public String text() {
    return text;
  }
}

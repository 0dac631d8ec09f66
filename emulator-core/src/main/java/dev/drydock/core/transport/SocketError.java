package dev.drydock.core.transport;

import dev.drydock.core.ip.SendResult;
import org.jspecify.annotations.Nullable;

/// Why a socket call failed, by its name in `errno.h`, with the text of `strerror`.
public enum SocketError {
  /// `ECONNREFUSED`: a reset, or ICMP port or protocol unreachable.
  CONNECTION_REFUSED("Connection refused"),
  /// `ECONNRESET`.
  CONNECTION_RESET("Connection reset by peer"),
  /// `EHOSTUNREACH`: ICMP host unreachable, or ARP without an answer.
  HOST_UNREACHABLE("No route to host"),
  /// `ENETUNREACH`.
  NETWORK_UNREACHABLE("Network is unreachable"),
  /// `ETIMEDOUT`.
  TIMED_OUT("Connection timed out"),
  /// `EADDRINUSE`.
  ADDRESS_IN_USE("Address already in use"),
  /// `EADDRNOTAVAIL`.
  ADDRESS_NOT_AVAILABLE("Cannot assign requested address"),
  /// `EACCES`: a broadcast without permission, or a `prohibit` route.
  ACCESS("Permission denied"),
  /// `EPERM`: the firewall dropped it on its way out.
  NOT_PERMITTED("Operation not permitted"),
  /// `EMSGSIZE`.
  MESSAGE_TOO_LONG("Message too long"),
  /// `ENOPROTOOPT`: ICMP protocol unreachable.
  PROTOCOL_NOT_AVAILABLE("Protocol not available"),
  /// `EPIPE`: written after the stream was shut down.
  BROKEN_PIPE("Broken pipe"),
  /// `ENOTCONN`.
  NOT_CONNECTED("Transport endpoint is not connected"),
  /// `EDESTADDRREQ`.
  DESTINATION_REQUIRED("Destination address required"),
  /// `EPROTO`: ICMP parameter problem.
  PROTOCOL_ERROR("Protocol error"),
  /// `EINVAL`.
  INVALID("Invalid argument"),
  /// ENOBUFS.
  NO_BUFFERS("No buffer space available");

  private final String text;

  SocketError(String text) {
    this.text = text;
  }

  /// What the result of sending a packet means to a program; null when it was sent.
  public static @Nullable SocketError of(SendResult result) {
    return switch (result) {
      case OK -> null;
      case NETWORK_UNREACHABLE -> NETWORK_UNREACHABLE;
      case HOST_UNREACHABLE -> HOST_UNREACHABLE;
      case ACCESS -> ACCESS;
      case INVALID -> INVALID;
      case MESSAGE_TOO_LONG -> MESSAGE_TOO_LONG;
      case NOT_PERMITTED -> NOT_PERMITTED;
      case NO_BUFFERS -> NO_BUFFERS;
      case ADDRESS_NOT_AVAILABLE -> ADDRESS_NOT_AVAILABLE;
    };
  }

  /// What `strerror` says.
  public String text() {
    return text;
  }
}

package dev.drydock.core.app.http;

import dev.drydock.core.transport.SocketAddress;

/// What a client asks for, and how long it waits.
///
/// @param remote the server
/// @param request head and body as they are sent in one write, a character for each byte
/// @param isHead whether it asks with `HEAD`
/// @param limits how long it waits
public record HttpCall(SocketAddress remote, String request, boolean isHead, Limits limits) {
  /// How long a client waits; 0 for no limit.
  ///
  /// @param connectNanos for the connection
  /// @param idleNanos for anything to come
  /// @param totalNanos for all of it
  /// @param sendNanos what the program itself takes from the connection to the request
  public record Limits(long connectNanos, long idleNanos, long totalNanos, long sendNanos) {
    /// What most programs take before they send: the middle of what was recorded of BusyBox's wget
    /// is 180 us and 440 us through docker-proxy, of which waking takes 120 us.
    public static final long SEND_NANOS = 200_000;
  }
}

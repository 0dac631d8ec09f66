package dev.drydock.core.app.http;

import dev.drydock.core.transport.SocketAddress;

/// Who hears of the requests of a web server. A server process writes its access log with it.
public interface AccessListener {
  /// Hears of nothing.
  AccessListener NOBODY = access -> {};

  /// A connection was taken.
  default void opened(SocketAddress remote) {}

  /// A request was answered.
  void answered(Access access);

  /// The server is done with a connection.
  default void closed(SocketAddress remote) {}
}

package dev.drydock.core.app;

import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;

/// How a program makes connections: with the sockets of the namespace it runs in.
public interface Connector {
  /// Begins a connection; the listener hears what becomes of it.
  StreamSocket connect(SocketAddress remote, StreamListener listener);
}

package dev.drydock.core.app;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.transport.AcceptListener;
import dev.drydock.core.transport.SocketAddress;
import org.jspecify.annotations.Nullable;

/// The stream sockets of a namespace as programs use them. Without TCP, a port can be held but
/// nobody comes.
public final class StreamPorts {
  private StreamPorts() {}

  /// How programs in a namespace connect.
  public static Connector connector(Netns namespace) {
    return (remote, listener) -> {
      throw new IllegalStateException("no TCP in " + namespace);
    };
  }

  /// A socket that listens.
  public interface Port {
    /// Ends listening.
    void close();
  }

  /// Listens.
  ///
  /// @return null when somebody else has the address
  public static @Nullable Port listen(
      Netns namespace, SocketAddress local, AcceptListener listener) {
    return () -> {};
  }
}

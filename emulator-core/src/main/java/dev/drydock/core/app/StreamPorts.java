package dev.drydock.core.app;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.transport.AcceptListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.tcp.ConnectOptions;
import dev.drydock.core.transport.tcp.TcpListener;
import dev.drydock.core.wire.IpAddress;
import org.jspecify.annotations.Nullable;

/// The stream sockets of a namespace as programs use them.
public final class StreamPorts {
  private StreamPorts() {}

  /// How programs in a namespace connect: from an address and a port that the namespace chooses.
  public static Connector connector(Netns namespace) {
    return connector(namespace, ConnectOptions.NONE);
  }

  /// The same with options.
  public static Connector connector(Netns namespace, ConnectOptions options) {
    return (remote, listener) -> {
      IpAddress any = remote.address().isV6() ? IpAddress.ANY_V6 : IpAddress.ANY_V4;
      return namespace.tcp().connect(new SocketAddress(any, 0), remote, options, listener);
    };
  }

  /// Where a program listens.
  ///
  /// @param backlog how many connections may wait to be accepted
  public record Place(Netns namespace, SocketAddress local, int backlog) {}

  /// Listens.
  ///
  /// @return null when the address cannot be had
  public static @Nullable TcpListener listen(Place place, AcceptListener listener) {
    return place.namespace().tcp().listen(place.local(), place.backlog(), listener).listener();
  }
}

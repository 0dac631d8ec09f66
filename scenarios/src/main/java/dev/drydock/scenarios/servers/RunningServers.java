package dev.drydock.scenarios.servers;

import dev.drydock.core.app.SilentServer;
import dev.drydock.core.app.StreamPorts;
import dev.drydock.core.app.http.HttpServer;
import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.transport.AcceptListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.model.Serve;
import java.util.ArrayList;
import java.util.List;

/// The sockets of one process that serves, and the programs behind them.
final class RunningServers {
  private final Netns namespace;
  private final String hostname;
  private final List<Runnable> closers = new ArrayList<>();
  private final List<RunningProcess.Listening> listening = new ArrayList<>();

  RunningServers(Netns namespace, String hostname) {
    this.namespace = namespace;
    this.hostname = hostname;
  }

  /// Opens a server.
  ///
  /// @return false when somebody else has the port
  boolean open(Serve serve) {
    return switch (serve) {
      case Serve.Http http -> {
        HttpServer server =
            new HttpServer(namespace.softnet().loop(), Sites.program(http, hostname, namespace));
        yield listen(http.port(), server, server::stop);
      }
      case Serve.Dns dns -> openDns(dns);
      case Serve.Listen listen ->
          switch (listen.protocol()) {
            case TCP -> {
              SilentServer server = new SilentServer();
              yield listen(listen.port(), server, server::stop);
            }
            case UDP -> bind(listen.port());
            case SCTP -> true;
          };
    };
  }

  private boolean openDns(Serve.Dns dns) {
    return dns.port() > 0;
  }

  private boolean listen(int port, AcceptListener server, Runnable stop) {
    SocketAddress any = new SocketAddress(IpAddress.ANY_V4, port);
    StreamPorts.Port socket = StreamPorts.listen(namespace, any, server);
    if (socket == null) {
      return false;
    }
    listening.add(new RunningProcess.Listening("tcp", any));
    closers.add(socket::close);
    closers.add(stop);
    return true;
  }

  private boolean bind(int port) {
    SocketAddress any = new SocketAddress(IpAddress.ANY_V4, port);
    UdpSocket socket = namespace.udp().open(datagram -> {});
    if (socket.bind(any) != null) {
      return false;
    }
    listening.add(new RunningProcess.Listening("udp", any));
    closers.add(socket::close);
    return true;
  }

  /// The sockets, in order.
  List<RunningProcess.Listening> listening() {
    return listening;
  }

  /// Closes all sockets, as the kernel does when the process ends.
  void close() {
    closers.forEach(Runnable::run);
    closers.clear();
  }
}

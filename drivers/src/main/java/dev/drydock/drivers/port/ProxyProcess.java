package dev.drydock.drivers.port;

import dev.drydock.core.app.StreamPorts;
import dev.drydock.core.app.relay.DatagramRelay;
import dev.drydock.core.app.relay.StreamRelay;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.transport.tcp.TcpListener;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A running docker-proxy: it serves one port of the machine by passing everything on to the
/// container. Where the engine uses none, the engine itself holds the port and serves nothing
/// (`newDummyProxy`), so that nobody else can take it.
final class ProxyProcess {
  /// What Go asks for: `net.core.somaxconn`.
  private static final int BACKLOG = 4096;

  private final Machine machine;
  private final PortBinding binding;
  private final int backlog;
  private int pid;
  private @Nullable RunningProcess daemon;
  private @Nullable Runnable close;

  private ProxyProcess(Machine machine, PortBinding binding, int backlog) {
    this.machine = machine;
    this.binding = binding;
    this.backlog = backlog;
  }

  /// Starts one.
  ///
  /// @return null when the port is in use
  static @Nullable ProxyProcess start(Machine machine, PortBinding binding) {
    ProxyProcess proxy = new ProxyProcess(machine, binding, BACKLOG);
    if (!proxy.open(true)) {
      return null;
    }
    proxy.pid = machine.processes().nextPid();
    RunningProcess.Spec spec =
        new RunningProcess.Spec(
            List.of(proxy.commandLine().split(" ", -1)),
            machine.root(),
            "",
            signal -> proxy.closeSockets());
    RunningProcess process = machine.processes().start(proxy.pid, spec);
    process.listens(proxy.listening());
    return proxy;
  }

  /// Takes a port without serving it.
  ///
  /// @param queues whether connections may wait there: up to 27, as with any listener of Go's
  /// @return null when the port is in use
  static @Nullable ProxyProcess hold(Machine machine, PortBinding binding, boolean queues) {
    ProxyProcess holder = new ProxyProcess(machine, binding, queues ? BACKLOG : 0);
    if (!holder.open(false)) {
      return null;
    }
    holder.daemon = DaemonProcess.of(machine);
    if (holder.daemon != null) {
      holder.daemon.listens(holder.listening());
    }
    return holder;
  }

  private RunningProcess.Listening listening() {
    return new RunningProcess.Listening(binding.container().protocol().toString(), front());
  }

  private SocketAddress front() {
    return new SocketAddress(binding.hostIp(), binding.hostPort());
  }

  private StreamPorts.Place place() {
    return new StreamPorts.Place(machine.root(), front(), backlog);
  }

  /// Opens the sockets. A family the machine's sockets do not have is left out.
  private boolean open(boolean relays) {
    SocketAddress back = new SocketAddress(binding.containerIp(), binding.container().port());
    return switch (binding.container().protocol()) {
      case TCP -> relays ? openStreams(back) : holdStreams();
      case UDP -> openDatagrams(back, relays);
      case SCTP -> true;
    };
  }

  private boolean openStreams(SocketAddress back) {
    Netns root = machine.root();
    StreamRelay relay = new StreamRelay(machine.loop(), StreamPorts.connector(root), back);
    TcpListener port = StreamPorts.listen(place(), relay);
    if (port == null) {
      return false;
    }
    close =
        () -> {
          port.close();
          relay.stop();
        };
    return true;
  }

  /// Connections stay in the queue of those to be accepted.
  private boolean holdStreams() {
    TcpListener port = StreamPorts.listen(place(), stream -> {});
    if (port == null) {
      return false;
    }
    close = port::close;
    return true;
  }

  private boolean openDatagrams(SocketAddress back, boolean relays) {
    Netns root = machine.root();
    DatagramRelay relay = new DatagramRelay(machine.loop(), root.udp(), back);
    UdpSocket socket = relays ? root.udp().open(relay) : root.udp().open(datagram -> {});
    socket.options().v6Only = true;
    if (socket.bind(front()) != null) {
      return false;
    }
    relay.setFront(socket);
    close =
        () -> {
          socket.close();
          relay.stop();
        };
    return true;
  }

  private void closeSockets() {
    Runnable closing = close;
    close = null;
    if (closing != null) {
      closing.run();
    }
  }

  /// Ends it.
  void stop() {
    if (daemon != null) {
      daemon.closes(listening());
    } else {
      machine.processes().ended(pid);
    }
    closeSockets();
  }

  /// What it serves.
  public PortBinding binding() {
    return binding;
  }

  /// The command line, as `ps` shows it.
  public String commandLine() {
    return "/usr/bin/docker-proxy -proto "
        + binding.container().protocol()
        + " -host-ip "
        + binding.hostIp()
        + " -host-port "
        + binding.hostPort()
        + " -container-ip "
        + binding.containerIp()
        + " -container-port "
        + binding.container().port();
  }
}

package dev.drydock.scenarios.tools.process;

import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.transport.tcp.TcpSocketInfo;
import dev.drydock.core.transport.tcp.TcpState;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.Invocation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A socket as `ss` and `netstat` show it.
///
/// @param protocol `tcp` or `udp`
/// @param state in the words of `ss`: `LISTEN`, `ESTAB`, `UNCONN` …
/// @param queues bytes, or of a listener connections, that wait
/// @param ends port 0 stands for none
/// @param owner whose it is, where that is known
record SocketLine(
    String protocol, String state, Queues queues, Ends ends, @Nullable RunningProcess owner) {
  /// What waits to be read and to be acknowledged; of a listener, its queue and the queue's limit.
  record Queues(int receive, int send) {}

  /// Both ends.
  ///
  /// @param bothFamilies whether a socket on `::` has IPv4 too, which `ss` shows as `*`
  record Ends(SocketAddress local, SocketAddress remote, boolean bothFamilies) {}

  /// Whether it waits for others.
  boolean isListening() {
    return state.equals("LISTEN") || state.equals("UNCONN");
  }

  boolean isV6() {
    return ends.local().address().isV6();
  }

  /// The file descriptor that the owner has it under. The first three are its standard streams, the
  /// fourth of docker-proxy is the pipe by which it tells the engine that it is ready.
  int descriptor() {
    RunningProcess process = owner;
    int index = process == null ? 0 : indexIn(process);
    int first = process != null && process.name().equals("docker-proxy") ? 4 : 3;
    return first + Math.max(index, 0);
  }

  private int indexIn(RunningProcess process) {
    return process.listening().indexOf(new RunningProcess.Listening(protocol, ends.local()));
  }

  /// The sockets of the namespace of a command: UDP first, then TCP, of each those of IPv4 before
  /// those of IPv6, as the kernel is asked for one family after the other (`inet_show_netlink`).
  static List<SocketLine> of(Invocation invocation) {
    Netns namespace = invocation.place().namespace();
    List<RunningProcess> processes = new Visible(invocation).processes();
    List<SocketLine> lines = new ArrayList<>();
    for (UdpSocket socket : namespace.udp().sockets()) {
      SocketAddress remote = socket.remote();
      SocketAddress none = any(socket.local());
      lines.add(
          new SocketLine(
              "udp",
              remote == null ? "UNCONN" : "ESTAB",
              new Queues(0, 0),
              new Ends(socket.local(), remote == null ? none : remote, isOfBoth(socket)),
              owner(processes, namespace, "udp", socket.local())));
    }
    for (int port : namespace.udp().tunnelPorts()) {
      SocketAddress local = new SocketAddress(IpAddress.ANY_V4, port);
      lines.add(
          new SocketLine(
              "udp", "UNCONN", new Queues(0, 0), new Ends(local, any(local), false), null));
    }
    for (TcpSocketInfo info : namespace.tcp().sockets()) {
      boolean listens = info.state() == TcpState.LISTEN;
      lines.add(
          new SocketLine(
              "tcp",
              info.state().ss(),
              queues(info),
              new Ends(info.local(), info.remote(), info.takesIpv4()),
              listens ? owner(processes, namespace, "tcp", info.local()) : null));
    }
    lines.sort(
        Comparator.comparing(SocketLine::protocol).reversed().thenComparing(SocketLine::isV6));
    return lines;
  }

  private static boolean isOfBoth(UdpSocket socket) {
    return socket.local().address().equals(IpAddress.ANY_V6) && !socket.options().v6Only;
  }

  /// What waits; nothing does at a connection that is over and kept in mind alone.
  private static Queues queues(TcpSocketInfo info) {
    boolean isOver = info.state() == TcpState.TIME_WAIT;
    return isOver ? new Queues(0, 0) : new Queues(info.receiveQueue(), info.sendQueue());
  }

  static SocketAddress any(SocketAddress local) {
    return new SocketAddress(local.address().isV6() ? IpAddress.ANY_V6 : IpAddress.ANY_V4, 0);
  }

  static @Nullable RunningProcess owner(
      List<RunningProcess> processes, Netns namespace, String protocol, SocketAddress local) {
    RunningProcess.Listening wanted = new RunningProcess.Listening(protocol, local);
    for (RunningProcess process : processes) {
      if (process.namespace() == namespace && process.listening().contains(wanted)) {
        return process;
      }
    }
    return null;
  }
}

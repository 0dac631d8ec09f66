package dev.drydock.core.transport;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.Ipv4Stack;
import dev.drydock.core.ip.v6.Ipv6Stack;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The datagram sockets of one namespace (RFC 768; Linux `net/ipv4/udp.c`): port -> the sockets
/// that have it, in order of binding.
public final class UdpProtocol {
  /// The kernel's `net.ipv4.ip_local_port_range`.
  private static final int EPHEMERAL_FIRST = 32_768;

  private static final int EPHEMERAL_LAST = 60_999;
  private static final int FEW = 2;

  private final RandomStream random;
  private final UdpOverIpv4 v4;
  private @Nullable UdpOverIpv6 v6;
  private final Ipv4Stack stack;
  private @Nullable UdpTunnels tunnels; // few namespaces have any
  private final Int2ObjectOpenHashMap<List<UdpSocket>> byPort = new Int2ObjectOpenHashMap<>(FEW);
  private final List<UdpSocket> bound = new ArrayList<>();
  private final List<UdpSocket> many = new ArrayList<>();

  /// What a listener sends comes back to this namespace by a queue only, so that one is enough.
  private final UdpDatagram incoming = new UdpDatagram();

  private final UdpDatagram outgoing = new UdpDatagram();

  /// A namespace without sockets; registers itself with IPv4.
  public UdpProtocol(Ipv4Stack stack, RandomStream random) {
    this.random = random;
    this.stack = stack;
    this.v4 = new UdpOverIpv4(this, stack);
    stack.register(Ipv4.UDP, v4);
  }

  /// Lets the sockets speak IPv6 as well.
  public void add(Ipv6Stack stack) {
    UdpOverIpv6 path = new UdpOverIpv6(this, stack);
    stack.register(Ipv6.UDP, path);
    v6 = path;
  }

  /// A new socket, neither bound nor connected.
  public UdpSocket open(DatagramListener listener) {
    return new UdpSocket(this, listener);
  }

  /// The sockets that have a port, in order of binding.
  public List<UdpSocket> sockets() {
    return List.copyOf(bound);
  }

  /// The tunnels over UDP.
  public UdpTunnels tunnels() {
    UdpTunnels made = tunnels;
    if (made == null) {
      made = new UdpTunnels(stack, random.stream("tunnels").nextInt());
      tunnels = made;
    }
    return made;
  }

  /// The ports of its tunnels, whose sockets are the kernel's.
  public List<Integer> tunnelPorts() {
    UdpTunnels known = tunnels;
    return known == null ? List.of() : known.ports();
  }

  /// Takes over a packet if its port belongs to a tunnel.
  ///
  /// @param udp where the UDP header is
  /// @return false to let sockets have it
  boolean toTunnel(Frame frame, NetDevice device, int udp) {
    UdpTunnels known = tunnels;
    return known != null && known.input(frame, device, udp);
  }

  UdpPath path(IpAddress towards) {
    UdpOverIpv6 other = v6;
    return towards.isV6() && other != null ? other : v4;
  }

  int randomId() {
    return random.nextInt(1 << 16);
  }

  /// The object for the datagram that came in.
  UdpDatagram incoming() {
    return incoming;
  }

  /// The object for the datagram that goes out.
  UdpDatagram outgoing() {
    return outgoing;
  }

  // ---- ports -----------------------------------------------------------------------------

  /// Gives a socket a port (`udp_lib_get_port`).
  ///
  /// @return 0 when it is in use, or all are
  int take(UdpSocket socket, SocketAddress address) {
    int port = address.port() != 0 ? address.port() : choose(socket, address.address());
    if (port == 0 || isInUse(socket, address.address(), port)) {
      return 0;
    }
    byPort.computeIfAbsent(port, number -> new ArrayList<>(1)).add(socket);
    bound.add(socket);
    return port;
  }

  private int choose(UdpSocket socket, IpAddress address) {
    int count = EPHEMERAL_LAST - EPHEMERAL_FIRST + 1;
    int start = random.nextInt(count);
    for (int i = 0; i < count; i++) {
      int port = EPHEMERAL_FIRST + ((start + i) % count);
      if (!isInUse(socket, address, port)) {
        return port;
      }
    }
    return 0;
  }

  private boolean isInUse(UdpSocket socket, IpAddress address, int port) {
    List<UdpSocket> others = byPort.get(port);
    if (others == null) {
      return false;
    }
    for (UdpSocket other : others) {
      boolean shared = other.options().reuseAddress && socket.options().reuseAddress;
      boolean devices =
          other.options().device == null
              || socket.options().device == null
              || other.options().device == socket.options().device;
      IpAddress taken = other.boundAddress();
      boolean overlap = taken.isAny() || address.isAny() || taken.equals(address);
      if (!shared && devices && overlap && !areApart(socket, address, other)) {
        return true;
      }
    }
    return false;
  }

  /// Whether two sockets are of different families and neither speaks the other's.
  private static boolean areApart(UdpSocket socket, IpAddress address, UdpSocket other) {
    if (address.isV6() == other.boundAddress().isV6()) {
      return false;
    }
    return address.isV6() ? socket.options().v6Only : other.options().v6Only;
  }

  void remove(UdpSocket socket) {
    List<UdpSocket> sockets = byPort.get(socket.localPort());
    if (sockets != null) {
      sockets.remove(socket);
      if (sockets.isEmpty()) {
        byPort.remove(socket.localPort());
      }
    }
    bound.remove(socket);
  }

  // ---- receiving -------------------------------------------------------------------------

  /// The socket that a datagram is for; of equals the one that was bound last.
  @Nullable UdpSocket find(UdpDatagram datagram) {
    List<UdpSocket> sockets = byPort.get(datagram.destinationPort);
    UdpSocket best = null;
    int highest = -1;
    for (int i = sockets == null ? -1 : sockets.size() - 1; i >= 0; i--) {
      int score = sockets.get(i).score(datagram);
      if (score > highest) {
        highest = score;
        best = sockets.get(i);
      }
    }
    return best;
  }

  /// Hands a datagram to its socket.
  ///
  /// @return whether there is one
  boolean deliver(UdpDatagram datagram) {
    UdpSocket socket = find(datagram);
    if (socket == null) {
      return false;
    }
    socket.receive(datagram);
    return true;
  }

  /// Hands a broadcast or multicast to every socket it fits (`__udp4_lib_mcast_deliver`).
  void deliverToAll(UdpDatagram datagram) {
    List<UdpSocket> sockets = byPort.get(datagram.destinationPort);
    for (int i = 0; sockets != null && i < sockets.size(); i++) {
      if (sockets.get(i).score(datagram) >= 0) {
        many.add(sockets.get(i));
      }
    }
    for (int i = 0; i < many.size(); i++) {
      many.get(i).receive(datagram);
    }
    many.clear();
  }
}

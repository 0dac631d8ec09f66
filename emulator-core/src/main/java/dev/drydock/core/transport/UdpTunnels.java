package dev.drydock.core.transport;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.vxlan.TunnelHeader;
import dev.drydock.core.device.vxlan.Underlay;
import dev.drydock.core.device.vxlan.VxlanSocket;
import dev.drydock.core.device.vxlan.VxlanSockets;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.Ipv4Stack;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Fib;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Udp;
import it.unimi.dsi.fastutil.ints.Int2ObjectLinkedOpenHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tunnels over UDP in one namespace: port -> socket, and the headers below a tunnel (Linux
/// `net/ipv4/udp_tunnel_core.c`, `ip_tunnel_core.c`). A datagram for such a port never reaches an
/// ordinary socket.
public final class UdpTunnels implements VxlanSockets, Underlay {
  private static final int FEW = 2;

  private final Ipv4Stack stack;
  private final int hashSeed;
  private final Flow flow = new Flow();

  /// For what header [#flow] has the way, as long as the routes are those of then; to 0 for none.
  private int wanted;

  private int wantedFrom;
  private int foundAt;
  private final Int2ObjectLinkedOpenHashMap<VxlanSocket> sockets =
      new Int2ObjectLinkedOpenHashMap<>(FEW);

  /// The socket that took the last datagram.
  private @Nullable VxlanSocket last;

  /// A namespace without tunnels.
  ///
  /// @param hashSeed what flow hashes begin with
  UdpTunnels(Ipv4Stack stack, int hashSeed) {
    this.stack = stack;
    this.hashSeed = hashSeed;
  }

  /// The ports of the tunnels, oldest first.
  public List<Integer> ports() {
    return List.copyOf(sockets.keySet());
  }

  @Override
  public VxlanSocket open(int port) {
    VxlanSocket socket = sockets.get(port);
    if (socket == null) {
      socket = new VxlanSocket(this, port, hashSeed);
      sockets.put(port, socket);
    }
    return socket;
  }

  @Override
  public void left(VxlanSocket socket) {
    if (socket.isUnused()) {
      sockets.remove(socket.port());
      last = null;
    }
  }

  // ---- receiving -------------------------------------------------------------------------

  /// Takes over a checked packet if its port belongs to a tunnel.
  ///
  /// @param udp where the UDP header is
  /// @return false to let sockets have it
  boolean input(Frame frame, NetDevice device, int udp) {
    byte[] data = frame.data();
    @Nullable VxlanSocket socket = last;
    if (socket == null || socket.port() != Udp.destinationPort(data, udp)) {
      socket = sockets.get(Udp.destinationPort(data, udp));
      if (socket == null) {
        return false;
      }
      last = socket;
    }
    int source = Ipv4.source(data, frame.networkOffset);
    int tos = Ipv4.tos(data, frame.networkOffset);
    int payload = Udp.length(data, udp) - Udp.HEADER_BYTES;
    frame.pull(udp + Udp.HEADER_BYTES - frame.offset());
    frame.setLength(payload);
    frame.isTunnelSound = false;
    socket.receive(frame, source, tos, device);
    return true;
  }

  // ---- sending ---------------------------------------------------------------------------

  @Override
  public boolean findWay(TunnelHeader header) {
    flow.ttl = header.ttl;
    flow.tos = header.tos;
    flow.dontFragment = header.dontFragment;
    return knowsWay(header) || seekWay(header);
  }

  /// Whether the way found last, with its source address, is that of this header as well.
  private boolean knowsWay(TunnelHeader header) {
    Fib fib = stack.fib();
    return header.destination == wanted
        && header.source == wantedFrom
        && fib.generation() == foundAt
        && fib.isPlain();
  }

  private boolean seekWay(TunnelHeader header) {
    flow.source = header.source;
    flow.destination = header.destination;
    boolean isFound = stack.route(flow) == SendResult.OK;
    wanted = isFound ? header.destination : 0;
    wantedFrom = header.source;
    foundAt = stack.fib().generation();
    return isFound;
  }

  @Override
  public int mtuBytes() {
    return stack.mtu(flow);
  }

  @Override
  public boolean send(Frame frame, TunnelHeader header) {
    int length = frame.length() + Udp.HEADER_BYTES;
    int at = frame.push(Udp.HEADER_BYTES);
    int ports = (header.sourcePort << 16) | header.destinationPort;
    Udp.write(frame.data(), at, ports, length, flow.addresses());
    frame.isTunnelSound = true;
    frame.push(Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES);
    return stack.output(frame, flow, Ipv4.UDP) == SendResult.OK;
  }
}

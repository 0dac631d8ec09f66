package dev.drydock.core.app;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.EchoSocket;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.Ipv6Flow;
import dev.drydock.core.netns.PacketListener;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.PathMtuDiscovery;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Tcp;
import org.jspecify.annotations.Nullable;

/// The probes of `traceroute -T` (`mod-tcp.c` of 2.1.2): SYNs by a raw socket, each from a port of
/// its own, by which its answer is known. The kernel, which knows of no connection, resets what
/// comes of them. A raw socket hears behind the firewall, this one in front of it.
final class SynProbes implements PacketListener {
  /// 20 bytes and options as a usual client has them: MSS, SACK, time stamps, scale 2.
  private static final int SEGMENT_BYTES = 40;

  private static final int HEADERS_4 = 40;
  private static final int HEADERS_6 = 60;

  /// Ports that the kernel gives.
  private static final int PORT_FIRST = 32_768;

  private static final int PORTS = 28_232;

  private final TraceOptions options;
  private final RandomStream random;
  private final Answers answers;
  private final boolean isV6;
  private final int stamp;

  /// Who is told of answers.
  interface Answers {
    /// A segment came.
    ///
    /// @param port where to: the source port of the probe
    void segment(int port, IpAddress from, int flags);

    /// An ICMP message came.
    void message(int port, IpAddress from, Message message);
  }

  /// An ICMP message.
  ///
  /// @param mtuBytes what "fragmentation needed" or "packet too big" names, else 0
  record Message(int type, int code, int mtuBytes) {}

  SynProbes(TraceOptions options, RandomStream random, Answers answers) {
    this.options = options;
    this.random = random;
    this.answers = answers;
    this.isV6 = options.destination().isV6();
    this.stamp = random.nextInt();
    options.namespace().addPacketListener(this);
  }

  void close() {
    options.namespace().removePacketListener(this);
  }

  /// Sends a probe; its source port is its key from now on.
  @Nullable SocketError send(TraceProbe probe) {
    probe.key = PORT_FIRST + random.nextInt(PORTS);
    return SocketError.of(isV6 ? send6(probe) : send4(probe));
  }

  private SendResult send4(TraceProbe probe) {
    TraceOptions.Probe shape = options.probe();
    var stack = options.namespace().ipv4();
    Flow flow = new Flow();
    flow.destination = options.destination().v4();
    IpAddress source = shape.source();
    flow.source = source == null ? 0 : source.v4();
    flow.device = shape.device();
    flow.tos = shape.tos();
    flow.ttl = probe.ttl();
    flow.dontFragment = shape.pathMtu() != PathMtuDiscovery.DONT;
    SendResult routed = stack.route(flow);
    if (routed != SendResult.OK) {
      return routed;
    }
    Frame frame = stack.newPacket(SEGMENT_BYTES);
    int at = frame.offset() + Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;
    write(frame.data(), at, probe.key, stack.mtu(flow) - HEADERS_4);
    long addresses = ((long) flow.source << 32) | (flow.destination & 0xffff_ffffL);
    Tcp.writeChecksum(frame.data(), at, SEGMENT_BYTES, addresses);
    return stack.output(frame, flow, Ipv4.TCP);
  }

  private SendResult send6(TraceProbe probe) {
    TraceOptions.Probe shape = options.probe();
    var stack = options.namespace().ipv6();
    Ipv6Flow flow = new Ipv6Flow();
    flow.setDestination(options.destination().v6());
    IpAddress source = shape.source();
    if (source != null) {
      flow.setSource(source.v6());
    }
    flow.device = shape.device();
    flow.trafficClass = shape.tos();
    flow.hopLimit = probe.ttl();
    SendResult routed = stack.route(flow);
    if (routed != SendResult.OK) {
      return routed;
    }
    Frame frame = stack.newPacket(SEGMENT_BYTES);
    byte[] data = frame.data();
    int ip = frame.offset() + Ethernet.HEADER_BYTES;
    int at = ip + Ipv6.HEADER_BYTES;
    write(data, at, probe.key, stack.mtu(flow) - HEADERS_6);
    Ipv6.putSource(data, ip, flow.sourceHigh, flow.sourceLow);
    Ipv6.putDestination(data, ip, flow.destinationHigh, flow.destinationLow);
    long pseudo = Ipv6.pseudo(data, ip, Ipv6.TCP, SEGMENT_BYTES);
    Bytes.put16(data, at + 16, Checksum.of(pseudo, data, at, SEGMENT_BYTES));
    return stack.output(frame, flow, Ipv6.TCP);
  }

  private void write(byte[] data, int at, int port, int mss) {
    Bytes.put16(data, at, port);
    Bytes.put16(data, at + 2, options.probe().port());
    Bytes.put32(data, at + 4, random.nextInt());
    Bytes.put32(data, at + 8, 0);
    Bytes.put16(data, at + 12, (SEGMENT_BYTES << 10) | Tcp.SYN);
    Bytes.put16(data, at + 14, 4 * mss); // 5440 where the MTU is 1400
    Bytes.put32(data, at + 16, 0);
    Bytes.put32(data, at + 20, (Tcp.OPTION_MSS << 24) | (4 << 16) | mss);
    Bytes.put32(data, at + 24, (Tcp.OPTION_SACK_PERMITTED << 24) | 0x2_080a);
    Bytes.put32(data, at + 28, stamp);
    Bytes.put32(data, at + 32, 0);
    Bytes.put32(data, at + 36, (Tcp.OPTION_NOP << 24) | (Tcp.OPTION_WINDOW_SCALE << 16) | 0x302);
  }

  @Override
  public void received(Frame frame, NetDevice device) {
    int type = Ethernet.type(frame.data(), frame.offset());
    if (type == (isV6 ? Ethernet.IPV6 : Ethernet.IPV4)) {
      int ip = frame.offset() + Ethernet.HEADER_BYTES;
      int room = frame.end() - ip;
      if (isV6 && room >= Ipv6.HEADER_BYTES) {
        received6(frame, ip);
      } else if (!isV6 && room >= Ipv4.HEADER_BYTES) {
        received4(frame, ip);
      }
    }
  }

  private void received4(Frame frame, int ip) {
    byte[] data = frame.data();
    int at = ip + Ipv4.headerBytes(data, ip);
    IpAddress from = IpAddress.v4(Ipv4.source(data, ip));
    int protocol = Ipv4.protocol(data, ip);
    if (protocol == Ipv4.TCP && frame.end() - at >= Tcp.HEADER_BYTES) {
      segment(data, at, from);
    } else if (protocol == Ipv4.ICMP && frame.end() - at >= Icmp.HEADER_BYTES + HEADERS_4 - 12) {
      int quoted = at + Icmp.HEADER_BYTES;
      int ports = quoted + Ipv4.headerBytes(data, quoted);
      int type = Icmp.type(data, at);
      boolean isError = type == Icmp.TIME_EXCEEDED || type == Icmp.UNREACHABLE;
      boolean isOurs =
          Ipv4.protocol(data, quoted) == Ipv4.TCP
              && Ipv4.destination(data, quoted) == options.destination().v4();
      if (isError && isOurs && ports + 2 <= frame.end()) {
        int mtu = EchoSocket.mtuOf(frame, at);
        answers.message(
            Tcp.sourcePort(data, ports), from, new Message(type, Icmp.code(data, at), mtu));
      }
    }
  }

  private void received6(Frame frame, int ip) {
    byte[] data = frame.data();
    int at = ip + Ipv6.HEADER_BYTES;
    IpAddress from = IpAddress.of(Ipv6.source(data, ip));
    int protocol = Ipv6.nextHeader(data, ip);
    int quoted = at + Icmpv6.HEADER_BYTES;
    if (protocol == Ipv6.TCP && frame.end() - at >= Tcp.HEADER_BYTES) {
      segment(data, at, from);
    } else if (protocol == Ipv6.ICMP && frame.end() - quoted >= Ipv6.HEADER_BYTES + 4) {
      int type = Icmpv6.type(data, at);
      boolean isOurs =
          Ipv6.nextHeader(data, quoted) == Ipv6.TCP
              && Ipv6.destination(data, quoted).equals(options.destination().v6());
      if (type < Icmpv6.ECHO && isOurs) {
        int mtu = type == Icmpv6.PACKET_TOO_BIG ? Bytes.i32(data, at + 4) : 0;
        int port = Tcp.sourcePort(data, quoted + Ipv6.HEADER_BYTES);
        answers.message(port, from, new Message(type, Icmpv6.code(data, at), mtu));
      }
    }
  }

  private void segment(byte[] data, int at, IpAddress from) {
    boolean isOurs =
        from.equals(options.destination()) && Tcp.sourcePort(data, at) == options.probe().port();
    if (isOurs) {
      answers.segment(Tcp.destinationPort(data, at), from, Tcp.flags(data, at));
    }
  }
}

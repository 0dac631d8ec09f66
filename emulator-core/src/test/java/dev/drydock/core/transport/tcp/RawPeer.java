package dev.drydock.core.transport.tcp;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.Ipv4Protocol;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Tcp;
import java.util.ArrayList;
import java.util.List;

/// A peer at 10.0.0.2 without TCP of its own: it sends the segments a test asks for to 10.0.0.3,
/// and notes what comes back as `flags seq ack len`, the other side's numbers counted from its SYN.
final class RawPeer implements Ipv4Protocol {
  static final int PORT = 40_000;
  private static final int IP_AND_ETHERNET = Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;

  final TestNet net = new TestNet();
  final Netns peer = net.namespace("peer");
  final Netns tested = net.namespace("tested");
  final List<String> replies = new ArrayList<>();
  final List<Double> times = new ArrayList<>();
  private final Flow flow = new Flow();

  /// Own sequence number of the SYN, and the other side's.
  int isn = 1000;

  int otherIsn;

  int otherPort = 80;
  int ownPort = PORT;
  int window = 65_000;
  byte[] options = {};
  private int lastIpId;

  RawPeer() {
    BadWire wire = BadWire.pair(net.machine().softnet());
    peer.add(wire);
    tested.add(wire.peer());
    wire.setUp(true);
    wire.peer().setUp(true);
    net.address(peer, wire, "10.0.0.2/24");
    net.address(tested, wire.peer(), "10.0.0.3/24");
    peer.ipv4().register(Ipv4.TCP, this);
    flow.destination = Ipv4Address.parse("10.0.0.3");
  }

  /// Listens in the tested namespace.
  Talk listen(int backlog) {
    Talk talk = new Talk();
    tested.tcp().listen(TwoEnds.address("0.0.0.0", 80), backlog, talk::accept);
    return talk;
  }

  /// Sends a segment; numbers are relative to the SYNs.
  List<String> send(int flags, int seq, int ack, int length) {
    return sendRaw(flags, isn + seq, otherIsn + ack, length);
  }

  /// Sends a segment and lets a millisecond pass.
  ///
  /// @return what came back
  List<String> sendRaw(int flags, int sequence, int ack, int length) {
    replies.clear();
    int header = Tcp.HEADER_BYTES + options.length;
    Frame frame = peer.ipv4().newPacket(header + length);
    byte[] data = frame.data();
    int at = frame.offset() + IP_AND_ETHERNET;
    Bytes.put16(data, at, ownPort);
    Bytes.put16(data, at + 2, otherPort);
    Bytes.put32(data, at + 4, sequence);
    Bytes.put32(data, at + 8, (flags & Tcp.ACK) != 0 ? ack : 0);
    Bytes.put8(data, at + 12, header << 2);
    Bytes.put8(data, at + 13, flags);
    Bytes.put16(data, at + 14, window);
    Bytes.put32(data, at + 16, 0);
    System.arraycopy(options, 0, data, at + Tcp.HEADER_BYTES, options.length);
    java.util.Arrays.fill(data, at + header, at + header + length, (byte) 'x');
    peer.ipv4().route(flow);
    long addresses = ((long) flow.source << 32) | (flow.destination & 0xffff_ffffL);
    Tcp.writeChecksum(data, at, header + length, addresses);
    peer.ipv4().output(frame, flow, Ipv4.TCP);
    net.run(0.001);
    return List.copyOf(replies);
  }

  /// Shakes hands with the listening socket on port 80.
  void open() {
    send(Tcp.SYN, 0, 0, 0);
    send(Tcp.ACK, 1, 1, 0);
  }

  /// The state of the only connection; CLOSED when there is none.
  TcpState state() {
    return tested.tcp().sockets().stream()
        .map(TcpSocketInfo::state)
        .filter(s -> s != TcpState.LISTEN)
        .findFirst()
        .orElse(TcpState.CLOSED);
  }

  int lastIpId() {
    return lastIpId;
  }

  @Override
  public void input(Frame frame, NetDevice device) {
    byte[] data = frame.data();
    int ip = frame.networkOffset;
    int at = ip + Ipv4.headerBytes(data, ip);
    int flags = Tcp.flags(data, at);
    if ((flags & Tcp.SYN) != 0) {
      otherIsn = Tcp.sequence(data, at);
      otherPort = Tcp.sourcePort(data, at);
      ownPort = Tcp.destinationPort(data, at);
    }
    lastIpId = Ipv4.id(data, ip);
    boolean acks = (flags & Tcp.ACK) != 0;
    int length = Ipv4.totalBytes(data, ip) - Ipv4.HEADER_BYTES - Tcp.headerBytes(data, at);
    int sequence = Tcp.sequence(data, at);
    boolean foreign = (flags & Tcp.RST) != 0 && sequence == 0;
    replies.add(
        TwoEnds.flagText(flags)
            + " seq "
            + (foreign ? 0 : sequence - otherIsn)
            + " ack "
            + (acks ? Tcp.ack(data, at) - isn : 0)
            + " len "
            + length);
    times.add(Math.round(net.loop().nowNanos() / 1e7) / 100.0);
    frame.release();
  }

  @Override
  public void error(Frame frame, int icmpAt, int quoted) {}
}

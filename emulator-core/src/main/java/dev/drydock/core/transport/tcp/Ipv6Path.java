package dev.drydock.core.transport.tcp;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Ipv6Flow;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.v6.Ipv6Stack;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv6;
import org.jspecify.annotations.Nullable;

/// The way of a connection over IPv6.
final class Ipv6Path implements TcpPath {
  private static final int PACKET_BYTES_MAX = 0xffff + Ipv6.HEADER_BYTES; // IP6_MAX_MTU
  private static final int CHECKSUM = 16;

  private final Ipv6Stack stack;
  private final Ipv6Flow flow = new Ipv6Flow();

  /// A way that is not found yet.
  ///
  /// @param link where a link-local partner is; null for others
  Ipv6Path(Ipv6Stack stack, @Nullable NetDevice link) {
    this.stack = stack;
    flow.device = link;
    flow.dontFragment = true;
  }

  @Override
  public SendResult resolve(FourTuple ends) {
    flow.sourceHigh = ends.localHigh;
    flow.sourceLow = ends.localLow;
    flow.destinationHigh = ends.remoteHigh;
    flow.destinationLow = ends.remoteLow;
    SendResult result = stack.route(flow);
    if (result == SendResult.OK) {
      ends.localHigh = flow.sourceHigh;
      ends.localLow = flow.sourceLow;
    }
    return result;
  }

  @Override
  public int mtuBytes() {
    return Math.min(PACKET_BYTES_MAX, stack.mtu(flow));
  }

  @Override
  public Route.Metrics metrics() {
    return Route.Metrics.NONE; // those of IPv6 have none for TCP
  }

  @Override
  public boolean takesLarge() {
    return flow.takesLarge();
  }

  @Override
  public boolean takesChecksums() {
    return flow.takesChecksums();
  }

  @Override
  public int headerBytes() {
    return Ipv6.HEADER_BYTES;
  }

  @Override
  public Frame newSegment(int bytes) {
    return stack.newPacket(bytes);
  }

  @Override
  public int transportAt(Frame frame) {
    return frame.offset() + Ethernet.HEADER_BYTES + Ipv6.HEADER_BYTES;
  }

  /// There is no identification; without a route the old one is tried.
  @Override
  public SendResult send(Frame frame, int id) {
    stack.route(flow);
    byte[] data = frame.data();
    int ip = frame.offset() + Ethernet.HEADER_BYTES;
    int at = ip + Ipv6.HEADER_BYTES;
    int length = frame.end() - at;
    Ipv6.putSource(data, ip, flow.sourceHigh, flow.sourceLow);
    Ipv6.putDestination(data, ip, flow.destinationHigh, flow.destinationLow);
    Bytes.put16(data, at + CHECKSUM, 0);
    long pseudo = Ipv6.pseudo(data, ip, Ipv6.TCP, length);
    Bytes.put16(data, at + CHECKSUM, Checksum.of(pseudo, data, at, length));
    return stack.output(frame, flow, Ipv6.TCP);
  }
}

package dev.drydock.core.transport.tcp;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.Ipv4Stack;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Tcp;
import org.jspecify.annotations.Nullable;

/// The way of a connection over IPv4.
final class Ipv4Path implements TcpPath {
  private static final int PACKET_BYTES_MAX = 0xffff;

  private final Ipv4Stack stack;
  private final Flow flow = new Flow();
  private int routedAt = -1;

  /// A way that is not found yet.
  ///
  /// @param device the only device to use; null for any
  Ipv4Path(Ipv4Stack stack, @Nullable NetDevice device) {
    this.stack = stack;
    flow.device = device;
    flow.dontFragment = true; // ip_no_pmtu_disc is 0
  }

  @Override
  public SendResult resolve(FourTuple ends) {
    flow.source = (int) ends.localLow;
    flow.destination = (int) ends.remoteLow;
    SendResult result = stack.route(flow);
    routedAt = stack.fib().generation();
    if (result == SendResult.OK) {
      ends.localLow = flow.source & 0xffff_ffffL;
    }
    return result;
  }

  @Override
  public int mtuBytes() {
    // A packet's length is 16 bits, however large the loopback's MTU is (IPV4_MAX_PMTU).
    return Math.min(PACKET_BYTES_MAX, stack.mtu(flow));
  }

  @Override
  public Route.Metrics metrics() {
    Route route = flow.route();
    return route == null ? Route.Metrics.NONE : route.metrics();
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
    return Ipv4.HEADER_BYTES;
  }

  @Override
  public Frame newSegment(int bytes) {
    return stack.newPacket(bytes);
  }

  @Override
  public int transportAt(Frame frame) {
    return frame.offset() + Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;
  }

  @Override
  public SendResult send(Frame frame, int id) {
    if (routedAt != stack.fib().generation()) {
      stack.route(flow); // dst_check; without a route the old one is tried
      routedAt = stack.fib().generation();
    }
    int at = transportAt(frame);
    long addresses = ((long) flow.source << 32) | (flow.destination & 0xffff_ffffL);
    Tcp.writeChecksum(frame.data(), at, frame.end() - at, addresses);
    flow.id = id & 0xffff;
    return stack.output(frame, flow, Ipv4.TCP);
  }
}

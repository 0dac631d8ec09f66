package dev.drydock.core.ip.v6;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.EchoChannel;
import dev.drydock.core.ip.EchoListener;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Ipv6Flow;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Ipv6;

/// A socket that sends ICMPv6 echo requests (Linux `net/ipv6/ping.c`, `raw.c`).
public final class Ipv6EchoSocket implements EchoChannel {
  private final Ipv6Stack stack;
  private final int id;
  private final EchoListener listener;
  private final Ipv6Flow flow = new Ipv6Flow();

  Ipv6EchoSocket(Ipv6Stack stack, int id, EchoListener listener) {
    this.stack = stack;
    this.id = id;
    this.listener = listener;
  }

  /// The identifier of its requests.
  public int id() {
    return id;
  }

  /// Where requests go: destination, hop limit, traffic class, device.
  public Ipv6Flow flow() {
    return flow;
  }

  EchoListener listener() {
    return listener;
  }

  @Override
  public SendResult connect() {
    return stack.route(flow);
  }

  @Override
  public int mtu() {
    return stack.mtu(flow);
  }

  @Override
  public int headerBytes() {
    return Ipv6.HEADER_BYTES;
  }

  /// Routers never fragment; the source does unless it must not.
  @Override
  public void setDontFragment(boolean dontFragment, boolean strict) {
    flow.dontFragment = strict;
  }

  @Override
  public SendResult send(int sequence, byte[] payload) {
    SendResult routed = stack.route(flow);
    if (routed != SendResult.OK) {
      return routed;
    }
    int length = Icmpv6.HEADER_BYTES + payload.length;
    if (length > 0xffff) {
      return SendResult.MESSAGE_TOO_LONG;
    }
    Frame frame = stack.newPacket(length);
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES + Ipv6.HEADER_BYTES;
    System.arraycopy(payload, 0, data, at + Icmpv6.HEADER_BYTES, payload.length);
    Icmpv6.write(data, at, Icmpv6.ECHO << 8, (id << 16) | (sequence & 0xffff));
    Icmpv6Protocol.complete(frame, flow);
    return stack.output(frame, flow, Ipv6.ICMP);
  }

  @Override
  public void close() {
    stack.icmp().remove(this);
  }
}

package dev.drydock.core.ip;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FrameOwner;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;

/// A socket that sends echo requests: a ping socket, or a raw one as far as ping uses it (Linux
/// `net/ipv4/ping.c`, `raw.c`). Both let the kernel set DF on whatever is not to be fragmented.
public final class EchoSocket implements EchoChannel, FrameOwner {
  private final Ipv4Stack stack;
  private final int id;
  private final EchoListener listener;
  private final Flow flow = new Flow();
  private boolean refused;

  EchoSocket(Ipv4Stack stack, int id, EchoListener listener) {
    this.stack = stack;
    this.id = id;
    this.listener = listener;
  }

  /// The identifier of its requests.
  public int id() {
    return id;
  }

  /// Where requests go: destination, TTL, TOS, DF, device.
  public Flow flow() {
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
  public int headerBytes() {
    return Ipv4.HEADER_BYTES;
  }

  /// A packet that must not be fragmented has the identification 0 (`ip_select_ident`).
  @Override
  public void setDontFragment(boolean dontFragment, boolean strict) {
    flow.dontFragment = dontFragment;
    flow.id = strict ? 0 : -1;
  }

  @Override
  public int mtu() {
    return stack.mtu(flow);
  }

  @Override
  public SendResult send(int sequence, byte[] payload) {
    SendResult routed = stack.route(flow);
    if (routed != SendResult.OK) {
      return routed;
    }
    int length = Icmp.HEADER_BYTES + payload.length;
    if (Ipv4.HEADER_BYTES + length > 0xffff) {
      return SendResult.MESSAGE_TOO_LONG;
    }
    Frame frame = stack.newPacket(length);
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;
    System.arraycopy(payload, 0, data, at + Icmp.HEADER_BYTES, payload.length);
    Icmp.write(data, at, length, Icmp.ECHO << 8, (id << 16) | (sequence & 0xffff));
    refused = false;
    frame.own(this, 0);
    SendResult sent = stack.output(frame, flow, Ipv4.ICMP);
    return sent == SendResult.OK && refused ? SendResult.NO_BUFFERS : sent;
  }

  /// The device did not take the packet (`net_xmit_errno`).
  @Override
  public void refused() {
    refused = true;
  }

  /// Nothing counts what is under way.
  @Override
  public void departs(int bytes, long timeNanos) {}

  /// How many bytes an ICMP message has, header included.
  public static int icmpBytes(Frame frame) {
    int at = frame.networkOffset;
    return Ipv4.totalBytes(frame.data(), at) - Ipv4.headerBytes(frame.data(), at);
  }

  /// The MTU an error "fragmentation needed" names (RFC 1191).
  public static int mtuOf(Frame frame, int icmpAt) {
    return Bytes.u16(frame.data(), icmpAt + 6);
  }

  @Override
  public void close() {
    stack.icmp().remove(this);
  }
}

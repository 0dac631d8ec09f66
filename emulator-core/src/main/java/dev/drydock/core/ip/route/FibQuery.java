package dev.drydock.core.ip.route;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ipv4;
import org.jspecify.annotations.Nullable;

/// What the routing tables are asked, where more than the destination counts (Linux `struct
/// flowi4`). Who asks keeps one and fills it anew each time.
public final class FibQuery {
  int destination;
  int source;
  int mark;
  int tos;

  /// Both ports of a packet with its protocol, where next hops are chosen by them; 0 otherwise.
  private long transport;

  /// Whether next hops are chosen by ports as well (`fib_multipath_hash_policy` 1).
  private boolean byPorts;

  /// The device a packet came in by; `lo` for our own.
  String inName = "";

  /// The device a program insists on.
  @Nullable NetDevice out;

  /// A query for a packet of ours.
  public FibQuery of(Flow flow) {
    destination = flow.destination;
    source = flow.source;
    mark = flow.mark;
    tos = flow.tos;
    transport = 0;
    inName = "lo";
    out = flow.device;
    return this;
  }

  /// A query for a packet that came in.
  public FibQuery of(Frame frame, NetDevice in) {
    byte[] data = frame.data();
    int at = frame.networkOffset;
    destination = Ipv4.destination(data, at);
    source = Ipv4.source(data, at);
    mark = frame.mark;
    tos = Ipv4.tos(data, at);
    transport = byPorts ? transport(data, at) : 0;
    inName = in.name();
    out = null;
    return this;
  }

  /// Sets the destination.
  public void to(int towards) {
    destination = towards;
  }

  /// Sets the source.
  public void from(int ours) {
    source = ours;
  }

  /// Sets the firewall mark.
  public void setMark(int newMark) {
    mark = newMark;
  }

  /// Sets whether ports count for the choice of a next hop.
  void setByPorts(boolean on) {
    byPorts = on;
  }

  /// Fragments have no ports, so that all of a packet go one way (`skb_get_hash`).
  private static long transport(byte[] data, int at) {
    int protocol = Ipv4.protocol(data, at);
    int fragment = Ipv4.fragment(data, at) & (Ipv4.MF | Ipv4.OFFSET_MASK);
    boolean hasPorts = protocol == Ipv4.TCP || protocol == Ipv4.UDP || protocol == Ipv4.SCTP;
    long ports =
        hasPorts && fragment == 0
            ? Bytes.i32(data, at + Ipv4.headerBytes(data, at)) & 0xffff_ffffL
            : 0;
    return (ports << 8) | protocol;
  }

  /// A query for a destination from nowhere in particular.
  public FibQuery of(int towards, @Nullable NetDevice device) {
    destination = towards;
    source = 0;
    mark = 0;
    tos = 0;
    transport = 0;
    inName = "lo";
    out = device;
    return this;
  }

  /// Which of several next hops, as a number of 31 bits: by the pair of addresses, and the ports
  /// where they count.
  int hash() {
    long mixed = ((source & 0xffff_ffffL) << 32) | (destination & 0xffff_ffffL);
    mixed ^= transport * 0x9e3779b97f4a7c15L;
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (int) (mixed >>> 33);
  }
}

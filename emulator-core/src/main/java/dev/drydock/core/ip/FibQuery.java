package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Ipv4;
import org.jspecify.annotations.Nullable;

/// What the routing tables are asked, where more than the destination counts (Linux `struct
/// flowi4`). Who asks keeps one and fills it anew each time.
final class FibQuery {
  int destination;
  int source;
  int mark;
  int tos;

  /// The device a packet came in by; `lo` for our own.
  String inName = "";

  /// The device a program insists on.
  @Nullable NetDevice out;

  /// A query for a packet of ours.
  FibQuery of(Flow flow) {
    destination = flow.destination;
    source = flow.source;
    mark = flow.mark;
    tos = flow.tos;
    inName = "lo";
    out = flow.device;
    return this;
  }

  /// A query for a packet that came in.
  FibQuery of(Frame frame, NetDevice in) {
    byte[] data = frame.data();
    int at = frame.networkOffset;
    destination = Ipv4.destination(data, at);
    source = Ipv4.source(data, at);
    mark = frame.mark;
    tos = Ipv4.tos(data, at);
    inName = in.name();
    out = null;
    return this;
  }

  /// A query for a destination from nowhere in particular.
  FibQuery of(int towards, @Nullable NetDevice device) {
    destination = towards;
    source = 0;
    mark = 0;
    tos = 0;
    inName = "lo";
    out = device;
    return this;
  }

  /// Which of several next hops, as a number of 31 bits (`fib_multipath_hash_policy` 0: the pair of
  /// addresses).
  int hash() {
    long mixed = ((source & 0xffff_ffffL) << 32) | (destination & 0xffff_ffffL);
    mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
    mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
    return (int) (mixed >>> 33);
  }
}

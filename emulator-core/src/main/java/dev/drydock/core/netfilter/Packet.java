package dev.drydock.core.netfilter;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Ipv4;
import org.jspecify.annotations.Nullable;

/// A packet at a hook, as rules see it. One object is used for every packet at the same depth.
public final class Packet {
  /// The frame that holds it; [Frame#networkOffset] is its IPv4 header.
  public Frame frame;

  /// The hook.
  public Hook hook = Hook.PREROUTING;

  /// The device it came in by, where it did.
  public @Nullable NetDevice in;

  /// The device it goes out by, where that is known.
  public @Nullable NetDevice out;

  /// The bridge port it came in by, when it is bridged.
  public @Nullable NetDevice physicalIn;

  /// The bridge port it goes out by, when it is bridged.
  public @Nullable NetDevice physicalOut;

  private final Netfilter netfilter;

  Packet(Netfilter netfilter, Frame frame) {
    this.netfilter = netfilter;
    this.frame = frame;
  }

  /// The netfilter that looks at it.
  public Netfilter netfilter() {
    return netfilter;
  }

  /// The bytes.
  public byte[] data() {
    return frame.data();
  }

  /// Where the IPv4 header begins.
  public int at() {
    return frame.networkOffset;
  }

  /// The protocol number.
  public int protocol() {
    return Ipv4.protocol(frame.data(), frame.networkOffset);
  }

  /// The source address.
  public int source() {
    return Ipv4.source(frame.data(), frame.networkOffset);
  }

  /// The destination address.
  public int destination() {
    return Ipv4.destination(frame.data(), frame.networkOffset);
  }

  /// Bytes of the packet, IPv4 header included: what byte counters count.
  public int totalBytes() {
    return Ipv4.totalBytes(frame.data(), frame.networkOffset);
  }

  /// Where the transport header begins.
  public int transportAt() {
    return frame.networkOffset + Ipv4.headerBytes(frame.data(), frame.networkOffset);
  }

  /// Bytes from the transport header on.
  public int transportBytes() {
    return totalBytes() - Ipv4.headerBytes(frame.data(), frame.networkOffset);
  }

  /// Whether it is a fragment other than the first, which has no transport header.
  public boolean isLaterFragment() {
    return (Ipv4.fragment(frame.data(), frame.networkOffset) & Ipv4.OFFSET_MASK) != 0;
  }

  /// The connection it belongs to; null when it is invalid or not tracked.
  public @Nullable Connection connection() {
    return frame.flow instanceof Connection connection ? connection : null;
  }
}

package dev.drydock.core.netfilter;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Ipv6Headers;
import dev.drydock.core.wire.Tcp;
import org.jspecify.annotations.Nullable;

/// A packet at a hook, as rules see it. One object is used for every packet at the same depth.
///
/// Of IPv6 the transport header is looked for once at each hook, since other headers may stand
/// before it.
public final class Packet {
  /// The frame that holds it; [Frame#networkOffset] is its IP header.
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

  /// Whether those who follow the packet have seen it in this chain (`packet_dumped`).
  boolean traceShown;

  private final Netfilter netfilter;
  private final boolean isV6;
  private long headers = Ipv6Headers.NONE;

  Packet(Netfilter netfilter, Frame frame) {
    this.netfilter = netfilter;
    this.isV6 = netfilter.family() == Family.IPV6;
    this.frame = frame;
  }

  /// Looks for the transport header of IPv6.
  void findTransport() {
    byte[] data = frame.data();
    int at = frame.networkOffset;
    headers = Ipv6Headers.find(data, at, at + Ipv6.totalBytes(data, at));
  }

  /// Whether it is IPv6.
  public boolean isV6() {
    return isV6;
  }

  /// The netfilter that looks at it.
  public Netfilter netfilter() {
    return netfilter;
  }

  /// The bytes.
  public byte[] data() {
    return frame.data();
  }

  /// Where the IP header begins.
  public int at() {
    return frame.networkOffset;
  }

  /// The protocol number: of IPv6, what the last header is that is none of IPv6's own.
  public int protocol() {
    if (isV6) {
      return headers == Ipv6Headers.NONE ? Ipv6.NONE : Ipv6Headers.protocol(headers);
    }
    return Ipv4.protocol(frame.data(), frame.networkOffset);
  }

  /// The source address of IPv4.
  public int source() {
    return Ipv4.source(frame.data(), frame.networkOffset);
  }

  /// The destination address of IPv4.
  public int destination() {
    return Ipv4.destination(frame.data(), frame.networkOffset);
  }

  /// Bytes of the packet, IP header included: what byte counters count.
  public int totalBytes() {
    return isV6
        ? Ipv6.totalBytes(frame.data(), frame.networkOffset)
        : Ipv4.totalBytes(frame.data(), frame.networkOffset);
  }

  /// Where the transport header begins; where there is none, the end.
  public int transportAt() {
    if (isV6) {
      return headers == Ipv6Headers.NONE ? at() + totalBytes() : Ipv6Headers.at(headers);
    }
    return frame.networkOffset + Ipv4.headerBytes(frame.data(), frame.networkOffset);
  }

  /// Bytes from the transport header on.
  public int transportBytes() {
    return at() + totalBytes() - transportAt();
  }

  /// Whether it is a fragment other than the first, which has no transport header.
  public boolean isLaterFragment() {
    return isV6
        ? Ipv6Headers.isLaterFragment(headers)
        : (Ipv4.fragment(frame.data(), frame.networkOffset) & Ipv4.OFFSET_MASK) != 0;
  }

  /// Whether the checksum of TCP or ICMPv6 is right, which covers the addresses too.
  boolean hasValidChecksum() {
    int length = transportBytes();
    long pseudo =
        isV6
            ? Ipv6.pseudo(data(), at(), protocol(), length)
            : Checksum.pseudo(source(), destination(), protocol(), length);
    return Checksum.of(pseudo, data(), transportAt(), length) == 0;
  }

  /// The source in words.
  String sourceText() {
    return isV6 ? Ipv6.source(data(), at()).toString() : Ipv4Address.format(source());
  }

  /// The destination in words.
  String destinationText() {
    return isV6 ? Ipv6.destination(data(), at()).toString() : Ipv4Address.format(destination());
  }

  /// Whether a program's socket sends it, and not the kernel itself.
  public boolean hasSocket() {
    if (frame.inputIndex != 0) {
      return false;
    }
    if (protocol() != Ipv4.TCP) {
      return frame.isOwned() || protocol() == Ipv4.UDP;
    }
    int flags = transportBytes() < Tcp.HEADER_BYTES ? Tcp.RST : Tcp.flags(data(), transportAt());
    return (flags & Tcp.RST) == 0 && (flags & (Tcp.SYN | Tcp.ACK)) != (Tcp.SYN | Tcp.ACK);
  }

  /// The connection it belongs to; null when it is invalid or not tracked.
  public @Nullable Connection connection() {
    return frame.flow instanceof Connection connection ? connection : null;
  }
}

package dev.drydock.pcap.filter;

import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Vlan;

/// Where the headers of a frame are, in one `long`, so that a filter finds them once a frame and
/// allocates nothing.
///
/// ```
///   bits 0-15    EtherType behind the tags
///   bits 16-23   where the network header begins, from the start of the frame
///   bits 24-31   where the transport header begins; 0 when there is none, as in a later fragment
///   bits 32-39   the IP protocol
///   bit  40      the network header is whole
///   bit  41      there is a VLAN tag
///   bits 42-53   the id of the first VLAN tag
/// ```
final class FrameLayout {
  private static final int IPV6_HEADER_BYTES = 40;

  /// The ports, at least, must be there.
  private static final int TRANSPORT_BYTES_MIN = 4;

  /// Extension headers and tags looked through; senders use two or three.
  private static final int EXTENSIONS_MAX = 4;

  private static final long WHOLE = 1L << 40;
  private static final long TAGGED = 1L << 41;

  private FrameLayout() {}

  static int type(long layout) {
    return (int) layout & 0xffff;
  }

  static int networkOffset(long layout) {
    return (int) (layout >>> 16) & 0xff;
  }

  static int transportOffset(long layout) {
    return (int) (layout >>> 24) & 0xff;
  }

  static int protocol(long layout) {
    return (int) (layout >>> 32) & 0xff;
  }

  static boolean isWhole(long layout) {
    return (layout & WHOLE) != 0;
  }

  static boolean isTagged(long layout) {
    return (layout & TAGGED) != 0;
  }

  static int vlan(long layout) {
    return (int) (layout >>> 42) & 0xfff;
  }

  static long of(byte[] data, int offset, int length) {
    int network = Ethernet.HEADER_BYTES;
    if (length < network) {
      return 0;
    }
    long layout = 0;
    int tags = 0;
    int type = Ethernet.type(data, offset);
    while (isTag(type) && tags++ < EXTENSIONS_MAX && length >= network + Vlan.TAG_BYTES) {
      if (!isTagged(layout)) {
        layout |= TAGGED | ((long) (Bytes.u16(data, offset + network) & 0xfff) << 42);
      }
      type = Bytes.u16(data, offset + network + 2);
      network += Vlan.TAG_BYTES;
    }
    layout |= type | ((long) network << 16);
    int left = length - network;
    return switch (type) {
      case Ethernet.IPV4 -> ipv4(data, offset + network, left, layout);
      case Ethernet.IPV6 -> ipv6(data, offset + network, left, layout);
      case Ethernet.ARP -> Arp.isValid(data, offset + network, left) ? layout | WHOLE : layout;
      default -> layout;
    };
  }

  private static boolean isTag(int type) {
    return type == Ethernet.VLAN || type == Ethernet.SERVICE_VLAN;
  }

  private static long ipv4(byte[] data, int at, int left, long layout) {
    if (left < Ipv4.HEADER_BYTES || Ipv4.version(data, at) != 4) {
      return layout;
    }
    long whole = layout | WHOLE | ((long) Ipv4.protocol(data, at) << 32);
    int header = Ipv4.headerBytes(data, at);
    boolean isFirst = (Ipv4.fragment(data, at) & Ipv4.OFFSET_MASK) == 0;
    boolean hasPorts = header >= Ipv4.HEADER_BYTES && left >= header + TRANSPORT_BYTES_MIN;
    return isFirst && hasPorts ? withTransport(whole, header) : whole;
  }

  /// Looks through hop-by-hop (0), routing (43) and destination (60) options (RFC 8200).
  private static long ipv6(byte[] data, int at, int left, long layout) {
    if (left < IPV6_HEADER_BYTES || (Bytes.u8(data, at) >>> 4) != 6) {
      return layout;
    }
    int protocol = Bytes.u8(data, at + 6);
    int header = IPV6_HEADER_BYTES;
    for (int i = 0; i < EXTENSIONS_MAX && isExtension(protocol) && left >= header + 2; i++) {
      protocol = Bytes.u8(data, at + header);
      header += (Bytes.u8(data, at + header + 1) + 1) * 8;
    }
    long whole = layout | WHOLE | ((long) protocol << 32);
    boolean hasPorts = header < 200 && left >= header + TRANSPORT_BYTES_MIN;
    return hasPorts ? withTransport(whole, header) : whole;
  }

  private static boolean isExtension(int protocol) {
    return protocol == 0 || protocol == 43 || protocol == 60;
  }

  private static long withTransport(long layout, int header) {
    return layout | ((long) (networkOffset(layout) + header) << 24);
  }
}

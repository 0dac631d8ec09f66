package dev.drydock.core.ip.v6;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv6;
import org.jspecify.annotations.Nullable;

/// Cuts a packet into fragments at its source (RFC 8200 section 4.5; Linux `ip6_fragment`).
///
/// ```
///   Ethernet | IPv6, next P | payload
///   Ethernet | IPv6, next 44 | next P, offset 0, more, id | part of the payload | ...
/// ```
public final class Ipv6Fragmenter {
  private static final int MORE = 1;

  private Ipv6Fragmenter() {}

  /// Cuts a frame and releases it.
  ///
  /// @param mtu the most bytes a packet may have
  /// @return the first piece; each holds the following one as [Frame#next]
  public static @Nullable Frame split(Frame whole, Ipv6Stack stack, int mtu) {
    byte[] data = whole.data();
    int ip = whole.networkOffset;
    int payload = Ipv6.payloadBytes(data, ip);
    int room = (mtu - Ipv6.HEADER_BYTES - Ipv6.FRAGMENT_BYTES) & ~7;
    int id = stack.random().nextInt();
    Frame first = null;
    Frame last = null;
    for (int from = 0; from < payload && room > 0; from += room) {
      int bytes = Math.min(room, payload - from);
      Frame piece = piece(whole, stack, from, bytes);
      int fragment = piece.networkOffset + Ipv6.HEADER_BYTES;
      Bytes.put32(piece.data(), fragment + 4, id);
      if (last == null) {
        first = piece;
      } else {
        last.next = piece;
      }
      last = piece;
    }
    whole.release();
    return first;
  }

  private static Frame piece(Frame whole, Ipv6Stack stack, int from, int bytes) {
    byte[] data = whole.data();
    int ip = whole.networkOffset;
    Frame piece = stack.newPacket(Ipv6.FRAGMENT_BYTES + bytes);
    byte[] copy = piece.data();
    int at = piece.offset() + Ethernet.HEADER_BYTES;
    int fragment = at + Ipv6.HEADER_BYTES;
    System.arraycopy(data, ip, copy, at, Ipv6.HEADER_BYTES);
    int source = ip + Ipv6.HEADER_BYTES + from;
    System.arraycopy(data, source, copy, fragment + Ipv6.FRAGMENT_BYTES, bytes);
    Ipv6.putPayload(
        copy, at, Ipv6.FRAGMENT_BYTES + bytes, (Ipv6.FRAGMENT << 8) | Ipv6.hopLimit(data, ip));
    boolean more = from + bytes < Ipv6.payloadBytes(data, ip);
    Bytes.put16(copy, fragment, Ipv6.nextHeader(data, ip) << 8);
    Bytes.put16(copy, fragment + 2, from | (more ? MORE : 0));
    piece.networkOffset = at;
    piece.addressee = whole.addressee;
    piece.inputIndex = whole.inputIndex;
    piece.mark = whole.mark;
    return piece;
  }
}

package dev.drydock.core.wire;

/// The chain of headers behind an IPv6 header (RFC 8200 section 4; Linux `ipv6_find_hdr`).
///
/// ```
///   IPv6, next 0 | hop-by-hop, next 44 | fragment, next 6 | TCP ...
///                                        '-- at, protocol 6, maybe a later fragment
/// ```
public final class Ipv6Headers {
  /// The chain is cut off, or no transport header can be told.
  public static final long NONE = -1;

  private static final long LATER = 1L << 40;

  private Ipv6Headers() {}

  /// Finds the transport header.
  ///
  /// @param ip the IPv6 header
  /// @param end where the bytes end
  /// @return [#NONE], or a value for [#at], [#protocol] and [#isLaterFragment]; of a later fragment
  ///   it is what follows the fragment header
  public static long find(byte[] data, int ip, int end) {
    int at = ip + Ipv6.HEADER_BYTES;
    int next = Ipv6.nextHeader(data, ip);
    while (isExtension(next)) {
      if (at + 8 > end) {
        return NONE;
      }
      int following = data[at] & 0xff;
      if (next == Ipv6.FRAGMENT) {
        if ((Bytes.u16(data, at + 2) & 0xfff8) != 0) {
          return LATER | ((long) following << 32) | (at + Ipv6.FRAGMENT_BYTES);
        }
        at += Ipv6.FRAGMENT_BYTES;
      } else if (next == Ipv6.AUTHENTICATION) {
        at += ((data[at + 1] & 0xff) + 2) * 4;
      } else {
        at += ((data[at + 1] & 0xff) + 1) * 8;
      }
      next = following;
    }
    return at > end ? NONE : ((long) next << 32) | at;
  }

  /// Where the fragment header of a fragment stands; -1 for a whole packet, one with a fragment
  /// header that says so too.
  public static int fragmentAt(byte[] data, int ip, int end) {
    int at = ip + Ipv6.HEADER_BYTES;
    int next = Ipv6.nextHeader(data, ip);
    while (next != Ipv6.FRAGMENT) {
      if (!isExtension(next) || at + 8 > end) {
        return -1;
      }
      next = data[at] & 0xff;
      at += ((data[at + 1] & 0xff) + 1) * 8;
    }
    boolean isPart = at + Ipv6.FRAGMENT_BYTES <= end && (Bytes.u16(data, at + 2) & 0xfff9) != 0;
    return isPart ? at : -1;
  }

  /// Where the byte stands that tells what the header at `target` is.
  ///
  /// @param target one that [#fragmentAt] found
  public static int pointerTo(byte[] data, int ip, int target) {
    int pointer = ip + 6;
    int at = ip + Ipv6.HEADER_BYTES;
    while (at < target) {
      pointer = at;
      at += ((data[at + 1] & 0xff) + 1) * 8;
    }
    return pointer;
  }

  private static boolean isExtension(int header) {
    return header == Ipv6.HOP_BY_HOP
        || header == Ipv6.ROUTING
        || header == Ipv6.FRAGMENT
        || header == Ipv6.AUTHENTICATION
        || header == Ipv6.DESTINATION_OPTIONS;
  }

  /// Where the transport header stands.
  public static int at(long found) {
    return (int) found;
  }

  /// Its protocol.
  public static int protocol(long found) {
    return (int) (found >>> 32) & 0xff;
  }

  /// Whether the packet is a fragment other than the first, which has no transport header.
  public static boolean isLaterFragment(long found) {
    return found != NONE && (found & LATER) != 0;
  }
}

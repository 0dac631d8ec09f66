package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Tcp;
import dev.drydock.core.wire.Vlan;
import org.jspecify.annotations.Nullable;

/// Cuts a TCP segment that is larger than a wire takes into those that it stands for (Linux
/// `tcp_gso_segment`, `inet_gso_segment`; what a card does by itself with TSO).
///
/// ```
///   Ethernet | IP | TCP | 0 ......................... 7239
///   Ethernet | IP | TCP | 0 .. 1447       identification n,     sequence s
///   Ethernet | IP | TCP | 1448 .. 2895    identification n + 1, sequence s + 1448
///   ...                                   the last one has PSH and FIN
/// ```
public final class Segmentation {
  private static final int SEQUENCE = 4;
  private static final int FLAGS = 13;
  private static final int CHECKSUM = 16;

  private Segmentation() {}

  /// Bytes of the largest packet that a frame in IP brings to a wire (`skb_gso_network_seglen`).
  ///
  /// @param totalBytes of the packet as it is
  public static int packetBytes(Frame frame, int totalBytes) {
    if (frame.segmentBytes == 0) {
      return totalBytes;
    }
    byte[] data = frame.data();
    int tcp = tcpAt(data, frame.networkOffset);
    int headers = tcp - frame.networkOffset + Tcp.headerBytes(data, tcp);
    return Math.min(totalBytes, headers + frame.segmentBytes);
  }

  /// Whether a device does not take a large segment whole.
  static boolean isNeeded(Frame frame, NetDevice device) {
    return !device.takesLarge(Ipv4.version(frame.data(), ipAt(frame)) == 6);
  }

  /// Cuts a frame, releases it, and transmits the pieces.
  static void transmit(Frame whole, NetDevice device) {
    Frame piece = split(whole);
    while (piece != null) {
      Frame following = piece.next;
      piece.next = null;
      device.transmit(piece);
      piece = following;
    }
  }

  /// Cuts a frame and releases it.
  ///
  /// @return the first piece; each holds the following one as [Frame#next]
  public static @Nullable Frame split(Frame whole) {
    int headers = headerBytes(whole);
    int payload = whole.length() - headers;
    Frame first = null;
    Frame last = null;
    for (int from = 0; from < payload; from += whole.segmentBytes) {
      int bytes = Math.min(whole.segmentBytes, payload - from);
      Frame piece = whole.piece(headers, from, bytes);
      finish(piece, from / whole.segmentBytes, from, from + bytes == payload);
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

  private static int ipAt(Frame frame) {
    int at = frame.offset();
    return at + Ethernet.HEADER_BYTES + (Vlan.isTagged(frame.data(), at) ? Vlan.TAG_BYTES : 0);
  }

  private static int tcpAt(byte[] data, int ip) {
    return ip + (Ipv4.version(data, ip) == 4 ? Ipv4.headerBytes(data, ip) : Ipv6.HEADER_BYTES);
  }

  private static int headerBytes(Frame frame) {
    byte[] data = frame.data();
    int tcp = tcpAt(data, ipAt(frame));
    return tcp - frame.offset() + Tcp.headerBytes(data, tcp);
  }

  /// Writes the fields in which the pieces differ.
  private static void finish(Frame piece, int number, int from, boolean isLast) {
    byte[] data = piece.data();
    int ip = ipAt(piece);
    int tcp = tcpAt(data, ip);
    Bytes.put32(data, tcp + SEQUENCE, Tcp.sequence(data, tcp) + from);
    int flags = Tcp.flags(data, tcp);
    flags &= isLast ? -1 : ~(Tcp.PSH | Tcp.FIN);
    flags &= number == 0 ? -1 : ~Tcp.CWR;
    Bytes.put8(data, tcp + FLAGS, flags);
    int length = piece.end() - tcp;
    if (Ipv4.version(data, ip) == 4) {
      int id = Ipv4.id(data, ip) + number;
      int header = tcp - ip;
      Bytes.put16(data, ip + 2, header + length);
      Bytes.put16(data, ip + 4, id);
      Bytes.put16(data, ip + 10, 0);
      Bytes.put16(data, ip + 10, Checksum.of(data, ip, header));
      long to = Ipv4.destination(data, ip) & 0xffff_ffffL;
      Tcp.writeChecksum(data, tcp, length, ((long) Ipv4.source(data, ip) << 32) | to);
    } else {
      Bytes.put16(data, ip + 4, length);
      Bytes.put16(data, tcp + CHECKSUM, 0);
      long pseudo = Ipv6.pseudo(data, ip, Ipv6.TCP, length);
      Bytes.put16(data, tcp + CHECKSUM, Checksum.of(pseudo, data, tcp, length));
    }
  }
}

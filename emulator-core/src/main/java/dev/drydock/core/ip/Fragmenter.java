package dev.drydock.core.ip;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Cuts a packet into fragments (RFC 791 section 3.2; Linux `ip_do_fragment`).
///
/// ```
///   Ethernet | IP | 0 ........... 3999
///   Ethernet | IP | 0 .. 1479      offset 0, more
///   Ethernet | IP | 1480 .. 2959   offset 1480, more
///   Ethernet | IP | 2960 .. 3999   offset 2960
/// ```
public final class Fragmenter {
  private static final int COPIED = 0x80; // the flag of an option that every fragment repeats
  private static final int NO_OPERATION = 1;

  private Fragmenter() {}

  /// Cuts a frame and releases it. A packet that came in fragments is cut into pieces no larger
  /// than the largest of them, and as they were where they fit (`ip_do_fragment` sends the frames
  /// of the `frag_list` on, which a bridge that filters has put together).
  ///
  /// @param mtu the most bytes a packet may have
  /// @return the first piece; each holds the following one as [Frame#next]
  public static @Nullable Frame split(Frame whole, FramePool frames, int mtu) {
    byte[] data = whole.data();
    int ip = whole.networkOffset;
    int header = Ipv4.headerBytes(data, ip);
    int most = whole.fragmentMaxBytes > 0 ? Math.min(mtu, whole.fragmentMaxBytes) : mtu;
    if (whole.pieceBytes > 0) {
      most = Math.min(most, whole.pieceBytes);
    }
    int room = (most - header) & ~7;
    int payload = Ipv4.totalBytes(data, ip) - header;
    if (room <= 0) {
      whole.release();
      return null;
    }
    Frame first = null;
    Frame last = null;
    for (int from = 0; from < payload; from += room) {
      Frame piece = piece(whole, frames, from, Math.min(room, payload - from));
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

  /// The offsets of a packet that is a fragment itself count on; its flag "more" stays with its
  /// last piece. DF is kept only for packets that were put together here.
  private static Frame piece(Frame whole, FramePool frames, int from, int bytes) {
    byte[] data = whole.data();
    int ip = whole.networkOffset;
    int header = Ipv4.headerBytes(data, ip);
    Frame piece = frames.take(Ethernet.HEADER_BYTES + header + bytes);
    byte[] copy = piece.data();
    int at = piece.offset() + Ethernet.HEADER_BYTES;
    System.arraycopy(data, whole.offset(), copy, piece.offset(), Ethernet.HEADER_BYTES);
    System.arraycopy(data, ip, copy, at, header);
    System.arraycopy(data, ip + header + from, copy, at + header, bytes);
    int before = Ipv4.fragment(data, ip);
    boolean isLast = ip + header + from + bytes == ip + Ipv4.totalBytes(data, ip);
    int more = isLast ? before & Ipv4.MF : Ipv4.MF;
    int offset = (before & Ipv4.OFFSET_MASK) + (from >> 3);
    int keep = whole.reassembled ? before & Ipv4.DF : 0;
    if (from > 0) {
      dropOptions(copy, at, header);
    }
    Bytes.put16(copy, at + 2, header + bytes);
    Bytes.put16(copy, at + 6, keep | more | offset);
    Bytes.put16(copy, at + 10, 0);
    Bytes.put16(copy, at + 10, Checksum.of(copy, at, header));
    piece.networkOffset = at;
    piece.addressee = whole.addressee;
    piece.inputIndex = whole.inputIndex;
    piece.mark = whole.mark;
    piece.trace = whole.trace;
    piece.flow = whole.flow;
    piece.flowState = whole.flowState;
    piece.passedPrerouting = whole.passedPrerouting;
    return piece;
  }

  /// Options that only the first fragment carries become "no operation" (`ip_options_fragment`).
  private static void dropOptions(byte[] data, int at, int header) {
    int option = at + Ipv4.HEADER_BYTES;
    int end = at + header;
    while (option < end) {
      int kind = Bytes.u8(data, option);
      if (kind == 0) {
        return;
      }
      int length = kind == NO_OPERATION || option + 1 == end ? 1 : Bytes.u8(data, option + 1);
      if (length < 1 || option + length > end) {
        return;
      }
      if ((kind & COPIED) == 0) {
        Arrays.fill(data, option, option + length, (byte) NO_OPERATION);
      }
      option += length;
    }
  }
}

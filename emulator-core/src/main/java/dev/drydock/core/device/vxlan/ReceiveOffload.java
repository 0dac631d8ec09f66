package dev.drydock.core.device.vxlan;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.sim.Event;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Tcp;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Joins the segments of a TCP stream that come in one after another to one large segment before
/// taps and protocols see them (GRO; Linux `net/core/gro.c`, `tcp_gro_receive`,
/// `inet_gro_receive`).
///
/// ```
///   in   s, 1398 | s+1398, 1398 | s+2796, 428 PSH     out   s, 3224 PSH, of segments of 1398
/// ```
///
/// A segment is held until the next one of its stream comes that does not continue it, until one
/// ends it (short, or with PSH, FIN ...), or until the round of the soft interrupt is over.
///
/// Differs from Linux: IPv4 only.
final class ReceiveOffload extends Event {
  private static final int STREAMS_MOST = 8; // MAX_GRO_SKBS
  private static final int BYTES_MOST = 65_536; // GRO_LEGACY_MAX_SIZE

  /// So long after the last segment of a stream the round is over. A guess: the frames of a burst
  /// come closer together than that.
  private static final long ROUND_NANOS = 30_000;

  private static final int ENDING = Tcp.URG | Tcp.PSH | Tcp.RST | Tcp.SYN | Tcp.FIN;
  private static final int MAY_DIFFER = Tcp.FIN | Tcp.PSH;
  private static final int ALL_FLAGS = 0xff;

  private final NetDevice device;
  private final @Nullable Frame[] held = new @Nullable Frame[STREAMS_MOST];
  private int count;

  /// For a device that has the frames next.
  ReceiveOffload(NetDevice device) {
    this.device = device;
  }

  /// Takes a frame over that has come in.
  void receive(Frame frame) {
    int tcp = tcpOf(frame);
    if (tcp < 0) {
      deliver(frame);
      return;
    }
    int index = find(frame, tcp);
    Frame stream = index < 0 ? null : held[index];
    if (stream != null && continues(stream, frame, tcp)) {
      boolean ends = isEnd(frame, tcp, stream.segmentBytes);
      Frame joined = join(stream, frame, tcp);
      if (ends) {
        release(index);
        finish(joined);
      } else {
        held[index] = joined;
        waitOn();
      }
      return;
    }
    if (stream != null) {
      release(index);
      finish(stream);
    }
    int payload = frame.end() - tcp - Tcp.headerBytes(frame.data(), tcp);
    if (payload == 0 || (Tcp.flags(frame.data(), tcp) & (ENDING | Tcp.CWR)) != 0) {
      deliver(frame);
    } else {
      hold(frame, payload);
    }
  }

  /// Lets go what is held, oldest first.
  void flush() {
    device.softnet().loop().cancel(this);
    int all = count;
    count = 0;
    for (int i = 0; i < all; i++) {
      Frame stream = held[i];
      held[i] = null;
      if (stream != null) {
        finish(stream);
      }
    }
  }

  @Override
  protected void fire() {
    flush();
  }

  private void waitOn() {
    var loop = device.softnet().loop();
    loop.reschedule(this, loop.nowNanos() + ROUND_NANOS);
  }

  private void hold(Frame frame, int payload) {
    if (count == STREAMS_MOST) {
      Frame oldest = held[0];
      release(0);
      if (oldest != null) {
        finish(oldest);
      }
    }
    frame.segmentBytes = payload;
    held[count++] = frame;
    waitOn();
  }

  private void release(int index) {
    count--;
    System.arraycopy(held, index + 1, held, index, count - index);
    held[count] = null;
  }

  private void deliver(Frame frame) {
    device.softnet().enqueueLater(frame, device);
  }

  // ---- which frames belong together ------------------------------------------------------

  /// Where TCP begins in a frame that can be joined to others; -1 for all other frames.
  private static int tcpOf(Frame frame) {
    byte[] data = frame.data();
    int ip = frame.offset() + Ethernet.HEADER_BYTES;
    int length = frame.end() - ip;
    if (frame.segmentBytes > 0
        || length < Ipv4.HEADER_BYTES + Tcp.HEADER_BYTES
        || Ethernet.type(data, frame.offset()) != Ethernet.IPV4
        || Ipv4.headerBytes(data, ip) != Ipv4.HEADER_BYTES
        || Ipv4.totalBytes(data, ip) != length
        || Ipv4.protocol(data, ip) != Ipv4.TCP
        || (Ipv4.fragment(data, ip) & (Ipv4.MF | Ipv4.OFFSET_MASK)) != 0) {
      return -1;
    }
    int tcp = ip + Ipv4.HEADER_BYTES;
    boolean isSound =
        Tcp.isValid(data, tcp, frame.end() - tcp)
            && Tcp.hasValidChecksum(data, tcp, frame.end() - tcp, addresses(data, ip));
    return isSound ? tcp : -1;
  }

  private static long addresses(byte[] data, int ip) {
    return ((long) Ipv4.source(data, ip) << 32) | (Ipv4.destination(data, ip) & 0xffff_ffffL);
  }

  private int find(Frame frame, int tcp) {
    for (int i = 0; i < count; i++) {
      Frame stream = held[i];
      if (stream != null && isSameStream(stream, frame, tcp)) {
        return i;
      }
    }
    return -1;
  }

  /// Ethernet headers, addresses and ports alike.
  private static boolean isSameStream(Frame stream, Frame frame, int tcp) {
    byte[] one = stream.data();
    byte[] other = frame.data();
    int a = stream.offset();
    int b = frame.offset();
    int ip = a + Ethernet.HEADER_BYTES;
    return Arrays.equals(one, a, ip, other, b, b + Ethernet.HEADER_BYTES)
        && addresses(one, ip) == addresses(other, b + Ethernet.HEADER_BYTES)
        && Bytes.i32(one, ip + Ipv4.HEADER_BYTES) == Bytes.i32(other, tcp);
  }

  /// Whether a segment comes right behind a held one, alike in all else.
  private static boolean continues(Frame stream, Frame frame, int tcp) {
    byte[] one = stream.data();
    byte[] other = frame.data();
    int first = stream.offset() + Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;
    int header = Tcp.headerBytes(other, tcp);
    if (Tcp.headerBytes(one, first) != header) {
      return false;
    }
    int has = stream.end() - first - header;
    int more = frame.end() - tcp - header;
    int flags = Tcp.flags(one, first) ^ Tcp.flags(other, tcp);
    return more > 0
        && more <= stream.segmentBytes
        && stream.length() + more <= BYTES_MOST
        && (Tcp.flags(other, tcp) & Tcp.CWR) == 0
        && (flags & ALL_FLAGS & ~MAY_DIFFER) == 0
        && Tcp.sequence(one, first) + has == Tcp.sequence(other, tcp)
        && Tcp.ack(one, first) == Tcp.ack(other, tcp)
        && isSameWay(one, first - Ipv4.HEADER_BYTES, other, tcp - Ipv4.HEADER_BYTES)
        && Arrays.equals(
            one,
            first + Tcp.HEADER_BYTES,
            first + header,
            other,
            tcp + Tcp.HEADER_BYTES,
            tcp + header);
  }

  /// The same TTL, type of service and DF (`inet_gro_flush`).
  private static boolean isSameWay(byte[] one, int ip, byte[] other, int otherIp) {
    return Ipv4.ttl(one, ip) == Ipv4.ttl(other, otherIp)
        && Ipv4.tos(one, ip) == Ipv4.tos(other, otherIp)
        && Ipv4.fragment(one, ip) == Ipv4.fragment(other, otherIp);
  }

  private static boolean isEnd(Frame frame, int tcp, int segmentBytes) {
    byte[] data = frame.data();
    int payload = frame.end() - tcp - Tcp.headerBytes(data, tcp);
    return payload < segmentBytes || (Tcp.flags(data, tcp) & ENDING) != 0;
  }

  // ---- joining ---------------------------------------------------------------------------

  /// Puts the payload of a frame behind that of a held one, and its PSH and FIN on it.
  private static Frame join(Frame stream, Frame frame, int tcp) {
    byte[] from = frame.data();
    int at = tcp + Tcp.headerBytes(from, tcp);
    int more = frame.end() - at;
    Frame whole = stream.withRoom(more);
    byte[] data = whole.data();
    System.arraycopy(from, at, data, whole.end(), more);
    whole.setLength(whole.length() + more);
    int flagsAt = whole.offset() + Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES + Tcp.FLAGS_AT;
    Bytes.put8(data, flagsAt, Bytes.u8(data, flagsAt) | (Tcp.flags(from, tcp) & MAY_DIFFER));
    frame.release();
    return whole;
  }

  /// Writes lengths and checksums of what was joined, and lets it go.
  private void finish(Frame stream) {
    byte[] data = stream.data();
    int ip = stream.offset() + Ethernet.HEADER_BYTES;
    int length = stream.end() - ip;
    if (Ipv4.totalBytes(data, ip) == length) {
      stream.segmentBytes = 0; // one segment
    } else {
      Bytes.put16(data, ip + 2, length);
      Bytes.put16(data, ip + 10, 0);
      Bytes.put16(data, ip + 10, Checksum.of(data, ip, Ipv4.HEADER_BYTES));
      int tcp = ip + Ipv4.HEADER_BYTES;
      Tcp.writeChecksum(data, tcp, length - Ipv4.HEADER_BYTES, addresses(data, ip));
    }
    deliver(stream);
  }
}

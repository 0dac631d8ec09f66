package dev.drydock.core.transport.tcp;

/// How much the other side may send: the announced window and the receive buffer behind it, which
/// grows with what the program reads (Linux `__tcp_select_window`, `tcp_grow_window`,
/// `tcp_rcv_space_adjust`).
final class ReceiveWindow {
  private static final int SCALE_MOST = 14;
  private static final int WINDOW_MOST = 0xffff;
  private static final int RATIO_BITS = 8;

  /// `TCP_DEFAULT_SCALING_RATIO`: half of the memory is taken for overhead.
  private static final int FIRST_RATIO = 128;

  /// Shorter segments do not let the window grow.
  private static final int SHORT_BYTES = 128;

  private final TcpConnection connection;

  /// `sk_rcvbuf`, which counts overhead too.
  private int bufferBytes;

  private int ratio = FIRST_RATIO;
  private int clamp;

  /// The most to announce now (`rcv_ssthresh`).
  private int threshold;

  /// `rcv_wnd` and `rcv_wup`: what was announced, and from where.
  int announced;

  int announcedFrom;

  int scale;
  private int spaceBytes;
  private int spaceFrom;
  private long spaceNanos;

  /// 0 before the first measurement.
  private long rttNanos;

  private int rttEnd;
  private long rttStartNanos;

  ReceiveWindow(TcpConnection connection) {
    this.connection = connection;
  }

  /// Chooses the first window (`tcp_select_initial_window`).
  ///
  /// @param mss the segment size of which it is a multiple
  void open(int mss, boolean mayScale) {
    int[] rmem = connection.protocol.settings().rmem;
    bufferBytes = rmem[1];
    int ofRoute = connection.path.metrics().windowBytes();
    int most = ofRoute == 0 ? Integer.MAX_VALUE : ofRoute;
    int space = Math.min(fullSpace(), most);
    if (space > mss) {
      space -= space % mss;
    }
    announced = space;
    scale = mayScale ? scaleFor(Math.min(rmem[2], most)) : 0;
    clamp = Math.min(WINDOW_MOST << scale, most);
    threshold = announced;
    announcedFrom = connection.receiveNext;
  }

  static int scaleFor(int mostBytes) {
    int bits = Integer.SIZE - 1 - Integer.numberOfLeadingZeros(Math.max(1, mostBytes));
    return Math.clamp(bits - 15, 0, SCALE_MOST);
  }

  /// The other side does not scale.
  void unscale() {
    scale = 0;
    clamp = Math.min(clamp, WINDOW_MOST);
    threshold = Math.min(threshold, clamp);
    announced = Math.min(announced, clamp);
  }

  /// The connection stands (`tcp_init_buffer_space`).
  void established(long nowNanos) {
    int full = fullSpace();
    int mss = connection.advertisedMss;
    clamp = Math.min(clamp, full);
    if (clamp > 2 * mss && clamp + mss > full) {
      clamp = Math.max(2 * mss, full - mss); // one segment is reserved
    }
    threshold = Math.min(threshold, clamp);
    int first = CongestionWindow.INITIAL * connection.advertisedMss;
    spaceBytes = Math.min(Math.min(threshold, announced), first);
    spaceFrom = connection.received.copied;
    spaceNanos = nowNanos;
  }

  private int fullSpace() {
    return (int) (((long) bufferBytes * ratio) >> RATIO_BITS);
  }

  private int freeSpace() {
    int left = bufferBytes - connection.received.memory.bytes();
    return (int) (((long) left * ratio) >> RATIO_BITS);
  }

  /// What is left of the announced window (`tcp_receive_window`).
  int left() {
    return Math.max(0, announcedFrom + announced - connection.receiveNext);
  }

  /// What would be announced now.
  int select() {
    int mss = connection.acks.segmentBytes();
    int free = freeSpace();
    int allowed = fullSpace();
    int full = Math.min(clamp, allowed);
    mss = Math.min(mss, full);
    if (free < full >> 1) {
      connection.acks.stopQuick();
      free = Math.max(0, free) & -(1 << scale);
      if (free < allowed >> 4 || free < mss) {
        return 0;
      }
    }
    free = Math.min(free, threshold);
    if (scale > 0) {
      return alignUp(free);
    }
    int window = announced;
    if (window <= free - mss || window > free) {
      window = mss == 0 ? free : free - (free % mss);
    } else if (mss == full && free > window + (full >> 1)) {
      window = free;
    }
    return window;
  }

  private int alignUp(int bytes) {
    int unit = 1 << scale;
    return (bytes + unit - 1) & -unit;
  }

  /// The window for the header of a segment that goes out now (`tcp_select_window`).
  int announce() {
    int left = left();
    int window = select();
    if (window < left) {
      window = alignUp(left); // an offered window never shrinks
    }
    announced = window;
    announcedFrom = connection.receiveNext;
    return Math.min(window, WINDOW_MOST << scale) >> scale;
  }

  /// A data segment came (`tcp_grow_window`).
  void received(int bytes) {
    int room = Math.min(clamp, freeSpace()) - threshold;
    if (room > 0 && bytes >= SHORT_BYTES) {
      int more = Math.max(2 * connection.advertisedMss, 2 * bytes);
      threshold += Math.min(room, more);
      connection.acks.atLeastOneQuick();
    }
  }

  /// A segment larger than those before tells how much of the memory is data.
  void measureOverhead(Segment segment) {
    int bytes = segment.dataBytes;
    int taken = ReceiveMemory.segmentBytes(bytes, segment.linear);
    int before = ratio;
    ratio = Math.max(1, (int) (((long) bytes << RATIO_BITS) / taken));
    if (ratio != before) {
      setClamp(fullSpace());
    }
  }

  /// `tcp_set_window_clamp`.
  private void setClamp(int bytes) {
    int newClamp = Math.min(WINDOW_MOST << scale, bytes);
    threshold =
        newClamp < clamp
            ? Math.min(threshold, newClamp)
            : Math.max(threshold, Math.min(announced, newClamp));
    clamp = newClamp;
  }

  /// Data came without time stamps: one window is one round trip (`tcp_rcv_rtt_measure`).
  void measureRtt(long nowNanos) {
    if (rttStartNanos != 0) {
      if (Sequence.before(connection.receiveNext, rttEnd)) {
        return;
      }
      takeRtt(nowNanos - rttStartNanos, true);
    }
    rttEnd = connection.receiveNext + announced;
    rttStartNanos = Math.max(1, nowNanos);
  }

  /// A time stamp came back: so long the way is at most.
  void measureRttByStamp(int milliseconds) {
    takeRtt(Math.max(1, milliseconds) * 1_000_000L, false);
  }

  private void takeRtt(long nanos, boolean byWindow) {
    if (rttNanos == 0) {
      rttNanos = nanos;
    } else if (byWindow) {
      rttNanos = Math.min(rttNanos, nanos);
    } else {
      rttNanos += (nanos - rttNanos) / 8;
    }
  }

  /// The program has read: when it read more in a round trip than before, the buffer grows.
  void read(long nowNanos) {
    if (rttNanos == 0 || nowNanos - spaceNanos < rttNanos) {
      return;
    }
    int copied = connection.received.copied - spaceFrom;
    if (copied > spaceBytes) {
      if (connection.protocol.settings().moderateReceiveBuffer) {
        growBuffer(copied);
      }
      spaceBytes = copied;
    }
    spaceFrom = connection.received.copied;
    spaceNanos = nowNanos;
  }

  private void growBuffer(int copied) {
    long window = (2L * copied) + (16L * connection.advertisedMss);
    // The sender may still be speeding up.
    window += 2 * (window * (copied - spaceBytes) / Math.max(1, spaceBytes));
    long buffer = Math.min((window << RATIO_BITS) / ratio, connection.protocol.settings().rmem[2]);
    if (buffer > bufferBytes) {
      bufferBytes = (int) buffer;
      clamp = Math.min(WINDOW_MOST << scale, fullSpace());
    }
  }
}

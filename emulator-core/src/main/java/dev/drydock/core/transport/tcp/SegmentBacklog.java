package dev.drydock.core.transport.tcp;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Tcp;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The segments that come while a call of the program is under way (Linux `sk_backlog`).
final class SegmentBacklog {
  private @Nullable Frame first;
  private @Nullable Frame last;

  /// Where the TCP header of [#last] begins and ends, when it is an acknowledgement and no more.
  private int lastAt;

  private int lastEnd;
  private boolean lastIsBare;

  /// Keeps a frame. Of acknowledgements that differ in nothing but what they acknowledge, the last
  /// is enough (`tcp_add_backlog`).
  void add(Frame frame, Segment segment) {
    frame.next = null;
    int at = segment.dataAt - segment.headerBytes;
    boolean bare = segment.flags == Tcp.ACK && segment.dataBytes == 0;
    Frame before = last;
    if (before == null) {
      first = frame;
    } else {
      before.next = frame;
      if (bare && lastIsBare && isSameBut(before, frame, at, segment.dataAt)) {
        unlink(before, frame);
      }
    }
    last = frame;
    lastAt = at;
    lastEnd = segment.dataAt;
    lastIsBare = bare;
  }

  /// Whether two headers are the same but for acknowledgement, window and checksum.
  private boolean isSameBut(Frame before, Frame frame, int at, int end) {
    byte[] one = before.data();
    byte[] other = frame.data();
    return Tcp.sequence(one, lastAt) == Tcp.sequence(other, at)
        && Arrays.equals(
            one, lastAt + Tcp.HEADER_BYTES, lastEnd, other, at + Tcp.HEADER_BYTES, end);
  }

  private void unlink(Frame gone, Frame following) {
    if (first == gone) {
      first = following;
    } else {
      Frame before = first;
      while (before != null && before.next != gone) {
        before = before.next;
      }
      if (before != null) {
        before.next = following;
      }
    }
    gone.next = null;
    gone.release();
  }

  /// The oldest frame, owned by the caller.
  @Nullable Frame take() {
    Frame frame = first;
    if (frame != null) {
      first = frame.next;
      if (first == null) {
        last = null;
      }
      frame.next = null;
    }
    return frame;
  }

  void clear() {
    Frame frame = take();
    while (frame != null) {
      frame.release();
      frame = take();
    }
  }
}

package dev.drydock.core.transport.tcp;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FrameOwner;
import dev.drydock.core.sim.Event;

/// What a connection has in the queues of its machine (`sk_wmem_alloc`), so that it sends no more
/// than about a millisecond ahead (`tcp_small_queue_check`, TSQ), and learns at once when the queue
/// before the wire is full.
///
/// When a frame leaves by a wire is known as soon as it has its place there; such frames wait in a
/// ring of departures.
final class SocketMemory extends Event implements FrameOwner {
  /// What the kernel keeps beside the bytes of a frame. A guess between that of a lone frame and of
  /// one cut from a large buffer.
  static final int FRAME_OVERHEAD_BYTES = 768;

  /// `tcp_limit_output_bytes`.
  private static final long LIMIT_MOST = 4_194_304;

  private static final int FIRST_DEPARTURES = 8;
  private static final long[] NO_TIMES = {};
  private static final int[] NO_SIZES = {};

  private final TcpConnection c;
  private long held;
  private long limit;
  private boolean throttled;
  private boolean refused;

  // Made when the first frame is known to leave by a wire.
  private long[] times = NO_TIMES;
  private int[] sizes = NO_SIZES;
  private int first;
  private int count;

  SocketMemory(TcpConnection connection) {
    this.c = connection;
  }

  /// Counts a frame that is about to be sent.
  void take(Frame frame) {
    int bytes = frame.length() + FRAME_OVERHEAD_BYTES;
    held += bytes;
    refused = false;
    frame.own(this, bytes);
  }

  /// Whether the frame that was just sent found no room.
  boolean wasRefused() {
    return refused;
  }

  /// Whether a sender with this much waiting has to wait; then it is called again.
  ///
  /// @param nextBytes what it would send
  /// @param pacingRate bytes a second
  boolean isFull(int nextBytes, long pacingRate, int factorShift) {
    forgetDeparted();
    long most = Math.max(2L * nextBytes, pacingRate >> 10);
    limit = Math.min(most, LIMIT_MOST) << factorShift;
    if (held <= limit) {
      return false;
    }
    throttled = true;
    arm();
    return true;
  }

  private void forgetDeparted() {
    long now = c.loop().nowNanos();
    while (count > 0 && times[first] <= now) {
      held -= sizes[first];
      first = (first + 1) & (times.length - 1);
      count--;
    }
  }

  /// Lets the sender go on when enough has left, as far as that is known.
  private void arm() {
    if (isPending()) {
      return;
    }
    long left = held;
    for (int i = 0; i < count; i++) {
      int slot = (first + i) & (times.length - 1);
      left -= sizes[slot];
      if (left <= limit) {
        c.loop().schedule(this, Math.max(c.loop().nowNanos(), times[slot]));
        return;
      }
    }
  }

  @Override
  public void departs(int bytes, long timeNanos) {
    if (timeNanos <= c.loop().nowNanos()) {
      held -= bytes;
      if (throttled && held <= limit && !isPending()) {
        c.loop().schedule(this, c.loop().nowNanos());
      }
      return;
    }
    if (count == times.length) {
      grow();
    }
    int slot = (first + count) & (times.length - 1);
    times[slot] = timeNanos;
    sizes[slot] = bytes;
    count++;
    if (throttled) {
      arm();
    }
  }

  private void grow() {
    long[] newTimes = new long[Math.max(FIRST_DEPARTURES, times.length * 2)];
    int[] newSizes = new int[newTimes.length];
    for (int i = 0; i < count; i++) {
      newTimes[i] = times[(first + i) & (times.length - 1)];
      newSizes[i] = sizes[(first + i) & (times.length - 1)];
    }
    times = newTimes;
    sizes = newSizes;
    first = 0;
  }

  @Override
  public void refused() {
    refused = true;
  }

  /// Enough has left (`tcp_tsq_handler`).
  @Override
  protected void fire() {
    throttled = false;
    if (c.state.mayTransmit() && !c.sender.busy) {
      c.recovery.retransmitLost();
      c.sender.push();
    }
  }
}

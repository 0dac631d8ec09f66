package dev.drydock.core.device.link;

/// The frames that wait to leave by a wire, as far as the wire needs to know: when it is free, and
/// how many are ahead. A ring of departure times, one per waiting frame.
final class DepartureQueue {
  private long[] departures = new long[16];
  private int first;
  private int waiting;
  private long freeNanos;

  /// Takes a place in the queue.
  ///
  /// @param readyNanos when the frame is there
  /// @param serialisationNanos how long it occupies the wire
  /// @param framesMax how many may wait
  /// @return when its last bit has left, or -1 when the queue is full
  long depart(long readyNanos, long serialisationNanos, int framesMax) {
    if (serialisationNanos == 0 && freeNanos <= readyNanos) {
      freeNanos = readyNanos;
      return readyNanos;
    }
    while (waiting > 0 && departures[first] <= readyNanos) {
      first = (first + 1) & (departures.length - 1);
      waiting--;
    }
    if (waiting >= framesMax) {
      return -1;
    }
    if (waiting == departures.length) {
      grow();
    }
    freeNanos = Math.max(freeNanos, readyNanos) + serialisationNanos;
    departures[(first + waiting) & (departures.length - 1)] = freeNanos;
    waiting++;
    return freeNanos;
  }

  /// When the last frame that has a place leaves.
  long freeNanos() {
    return freeNanos;
  }

  private void grow() {
    long[] grown = new long[departures.length * 2];
    for (int i = 0; i < waiting; i++) {
      grown[i] = departures[(first + i) & (departures.length - 1)];
    }
    departures = grown;
    first = 0;
  }
}

package dev.drydock.core.qdisc;

import dev.drydock.core.frame.Frame;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Frames sorted by when they may leave, those of equal times in the order they came (netem's
/// `tfifo`): a binary heap over [Frame#dueNanos].
final class TimedFrames {
  private @Nullable Frame[] heap = new Frame[16];
  private long[] order = new long[16];
  private int size;
  private long added;
  private long latestNanos = Long.MIN_VALUE;

  int size() {
    return size;
  }

  /// The latest time at which any waiting frame leaves; only of use while frames wait.
  long latestNanos() {
    return latestNanos;
  }

  @Nullable Frame first() {
    return size == 0 ? null : heap[0];
  }

  void add(Frame frame) {
    if (size == heap.length) {
      heap = Arrays.copyOf(heap, 2 * size);
      order = Arrays.copyOf(order, 2 * size);
    }
    latestNanos = size == 0 ? frame.dueNanos : Math.max(latestNanos, frame.dueNanos);
    long number = added++;
    int at = size++;
    while (at > 0 && before(frame, number, (at - 1) / 2)) {
      move((at - 1) / 2, at);
      at = (at - 1) / 2;
    }
    heap[at] = frame;
    order[at] = number;
  }

  @Nullable Frame take() {
    Frame first = first();
    if (first == null) {
      return null;
    }
    size--;
    Frame last = heap[size];
    long number = order[size];
    heap[size] = null;
    if (size > 0 && last != null) {
      sink(last, number);
    }
    return first;
  }

  private void sink(Frame frame, long number) {
    int at = 0;
    while (true) {
      int child = 2 * at + 1;
      Frame right = child + 1 < size ? heap[child + 1] : null;
      if (right != null && before(right, order[child + 1], child)) {
        child++;
      }
      if (child >= size || before(frame, number, child)) {
        heap[at] = frame;
        order[at] = number;
        return;
      }
      move(child, at);
      at = child;
    }
  }

  private boolean before(Frame frame, long number, int at) {
    Frame other = heap[at];
    if (other == null) {
      return true;
    }
    return frame.dueNanos < other.dueNanos
        || (frame.dueNanos == other.dueNanos && number < order[at]);
  }

  private void move(int from, int to) {
    heap[to] = heap[from];
    order[to] = order[from];
  }
}

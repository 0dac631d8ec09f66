package dev.drydock.core.qdisc;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import org.jspecify.annotations.Nullable;

/// First in, first out, with a limit in frames or in bytes (Linux `net/sched/sch_fifo.c`).
public final class Fifo implements Qdisc {
  private final int handle;
  private final QdiscCounters counters = new QdiscCounters();
  private final boolean countsBytes;
  private long limit;
  private @Nullable Frame head;
  private @Nullable Frame tail;

  /// An empty queue.
  ///
  /// @param countsBytes whether the limit is in bytes (`bfifo`), not in frames (`pfifo`)
  public Fifo(int handle, boolean countsBytes, long limit) {
    this.handle = handle;
    this.countsBytes = countsBytes;
    this.limit = limit;
  }

  @Override
  public int handle() {
    return handle;
  }

  @Override
  public String kind() {
    return countsBytes ? "bfifo" : "pfifo";
  }

  /// The limit, in bytes or frames.
  public long limit() {
    return limit;
  }

  /// Changes the limit; what waits stays.
  public void setLimit(long newLimit) {
    limit = newLimit;
  }

  @Override
  public void enqueue(Frame frame, long nowNanos, Egress egress) {
    boolean fits =
        countsBytes
            ? counters.backlogBytes() + frame.length() <= limit
            : counters.backlogFrames() < limit;
    if (!fits) {
      counters.lost();
      frame.refuse();
      egress.drop(frame, DropReason.QDISC_DROP);
      return;
    }
    counters.took(frame);
    frame.next = null;
    if (tail == null) {
      head = frame;
    } else {
      tail.next = frame;
    }
    tail = frame;
  }

  @Override
  public @Nullable Frame peek(long nowNanos, Egress egress) {
    return head;
  }

  @Override
  public @Nullable Frame dequeue(long nowNanos, Egress egress) {
    Frame frame = head;
    if (frame == null) {
      return null;
    }
    head = frame.next;
    frame.next = null;
    if (head == null) {
      tail = null;
    }
    counters.gave(frame);
    return frame;
  }

  @Override
  public QdiscCounters counters() {
    return counters;
  }

  @Override
  public void reset() {
    Frame frame = head;
    while (frame != null) {
      Frame following = frame.next;
      frame.next = null;
      frame.release();
      frame = following;
    }
    head = null;
    tail = null;
    counters.emptied();
  }
}

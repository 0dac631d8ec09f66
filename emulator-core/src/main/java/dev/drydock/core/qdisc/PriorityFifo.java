package dev.drydock.core.qdisc;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.wire.Ethernet;
import org.jspecify.annotations.Nullable;

/// Three queues, the first of which always goes first (Linux `pfifo_fast_ops` of
/// `net/sched/sch_generic.c`). A packet's type of service chooses its queue.
public final class PriorityFifo implements Qdisc {
  /// Type of service bits 1 to 4 -> band: `ip_tos2prio` followed by the default priomap.
  private static final int[] BANDS = {1, 1, 1, 1, 2, 2, 2, 2, 0, 0, 0, 0, 1, 1, 1, 1};

  private final QdiscCounters counters = new QdiscCounters();
  private final Fifo[] bands;
  private final int handle;

  /// Empty queues.
  ///
  /// @param limit frames that may wait in each
  public PriorityFifo(int handle, long limit) {
    this.handle = handle;
    this.bands =
        new Fifo[] {
          new Fifo(0, false, limit), new Fifo(0, false, limit), new Fifo(0, false, limit)
        };
  }

  @Override
  public int handle() {
    return handle;
  }

  @Override
  public String kind() {
    return "pfifo_fast";
  }

  private static int band(Frame frame) {
    byte[] data = frame.data();
    int at = frame.offset();
    boolean isIpv4 =
        frame.length() >= Ethernet.HEADER_BYTES + 20 && Ethernet.type(data, at) == Ethernet.IPV4;
    return isIpv4 ? BANDS[(data[at + Ethernet.HEADER_BYTES + 1] >> 1) & 15] : 1;
  }

  @Override
  public void enqueue(Frame frame, long nowNanos, Egress egress) {
    Fifo band = bands[band(frame)];
    if (band.counters().backlogFrames() >= band.limit()) {
      counters.lost();
      egress.drop(frame, DropReason.QDISC_DROP);
      return;
    }
    counters.took(frame);
    band.enqueue(frame, nowNanos, egress);
  }

  @Override
  public @Nullable Frame peek(long nowNanos, Egress egress) {
    for (Fifo band : bands) {
      Frame frame = band.peek(nowNanos, egress);
      if (frame != null) {
        return frame;
      }
    }
    return null;
  }

  @Override
  public @Nullable Frame dequeue(long nowNanos, Egress egress) {
    for (Fifo band : bands) {
      Frame frame = band.dequeue(nowNanos, egress);
      if (frame != null) {
        counters.gave(frame);
        return frame;
      }
    }
    return null;
  }

  @Override
  public QdiscCounters counters() {
    return counters;
  }

  @Override
  public void reset() {
    for (Fifo band : bands) {
      band.reset();
    }
    counters.emptied();
  }
}

package dev.drydock.core.qdisc;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.sim.Event;

/// The root queueing discipline of a device and the timer that wakes it (Linux `__dev_xmit_skb`,
/// `__qdisc_run`, `qdisc_watchdog`).
public final class EgressQueue extends Event {
  private final Qdisc root;
  private final Egress egress;

  /// A queue in front of a device.
  public EgressQueue(Qdisc root, Egress egress) {
    this.root = root;
    this.egress = egress;
  }

  /// The discipline itself.
  public Qdisc root() {
    return root;
  }

  /// Takes a frame on its way to the device. Owns the frame.
  public void enqueue(Frame frame) {
    long now = egress.readyNanos();
    root.enqueue(frame, now, egress);
    run(now);
  }

  @Override
  protected void fire() {
    run(egress.loop().nowNanos());
  }

  /// Sends what may leave, and comes back when the next may.
  private void run(long now) {
    long free = egress.freeNanos();
    while (free <= now) {
      Frame frame = root.dequeue(now, egress);
      if (frame == null) {
        break;
      }
      egress.send(frame);
      free = egress.freeNanos();
    }
    long next = free > now ? waitFor(free) : root.nextNanos(now);
    egress.loop().cancel(this);
    if (next != Qdisc.NEVER) {
      egress.loop().schedule(this, Math.max(next, now));
    }
  }

  private long waitFor(long free) {
    return root.counters().backlogFrames() == 0 ? Qdisc.NEVER : free;
  }

  /// Loses all that waits, as when the device goes down.
  public void reset() {
    egress.loop().cancel(this);
    root.reset();
  }
}

package dev.drydock.core.device.link;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FrameReceiver;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import org.jspecify.annotations.Nullable;

/// Frames on their way along a wire, in order. However many there are, one event is pending: the
/// arrival of the first.
final class DelayLine extends Event {
  private final EventLoop loop;
  private final FrameReceiver end;
  private @Nullable Frame head;
  private @Nullable Frame tail;

  DelayLine(EventLoop loop, FrameReceiver end) {
    this.loop = loop;
    this.end = end;
  }

  /// Lets a frame arrive, but not before the frame ahead of it, as when the delay has changed.
  void add(Frame frame, long dueNanos) {
    frame.dueNanos = dueNanos;
    frame.next = null;
    if (tail == null) {
      head = frame;
      tail = frame;
      if (!isPending()) {
        loop.schedule(this, dueNanos);
      }
    } else {
      frame.dueNanos = Math.max(dueNanos, tail.dueNanos);
      tail.next = frame;
      tail = frame;
    }
  }

  /// Lets a frame arrive at its time, before others that are under way.
  void overtake(Frame frame, long dueNanos) {
    if (tail == null || tail.dueNanos <= dueNanos) {
      add(frame, dueNanos);
      return;
    }
    frame.dueNanos = dueNanos;
    Frame before = null;
    Frame after = head;
    while (after != null && after.dueNanos <= dueNanos) {
      before = after;
      after = after.next;
    }
    frame.next = after;
    if (before != null) {
      before.next = frame;
      return;
    }
    head = frame;
    loop.cancel(this);
    loop.schedule(this, dueNanos);
  }

  @Override
  protected void fire() {
    Frame frame = head;
    while (frame != null && frame.dueNanos <= loop.nowNanos()) {
      head = frame.next;
      frame.next = null;
      if (head == null) {
        tail = null;
      }
      end.receive(frame);
      frame = head;
    }
    if (head != null && !isPending()) {
      loop.schedule(this, head.dueNanos);
    }
  }

  /// Loses everything on the way, as when the wire is cut.
  void cut() {
    loop.cancel(this);
    Frame frame = head;
    head = null;
    tail = null;
    while (frame != null) {
      Frame following = frame.next;
      frame.release();
      frame = following;
    }
  }
}

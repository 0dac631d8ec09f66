package dev.drydock.core.qdisc;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.sim.EventLoop;

/// The device that a queueing discipline works for.
public interface Egress {
  /// The loop that the device's machine lives in.
  EventLoop loop();

  /// When the machine's CPU has done its work so far; not in the past.
  long readyNanos();

  /// When the wire takes the next frame; not in the past.
  long freeNanos();

  /// Sends a frame that has waited. Owns the frame.
  void send(Frame frame);

  /// Loses a frame here. Owns the frame.
  void drop(Frame frame, DropReason reason);
}

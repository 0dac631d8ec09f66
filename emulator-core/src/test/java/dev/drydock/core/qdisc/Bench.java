package dev.drydock.core.qdisc;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.sim.EventLoop;
import java.util.ArrayList;
import java.util.List;

/// A device that notes what a queueing discipline does.
final class Bench implements Egress {
  final EventLoop loop = new EventLoop();
  final FramePool frames = new FramePool();
  final List<Sent> sent = new ArrayList<>();
  final List<DropReason> lost = new ArrayList<>();
  private long wireNanos;
  private long freeNanos;

  /// A frame that left.
  ///
  /// @param number the frame's first byte
  record Sent(int number, long nanos) {}

  /// A wire that needs so long for a frame.
  Bench wire(long nanos) {
    wireNanos = nanos;
    return this;
  }

  Frame frame(int number, int bytes) {
    Frame frame = frames.take(bytes);
    frame.data()[frame.offset()] = (byte) number;
    return frame;
  }

  /// Queues frames numbered from 0, all now.
  EgressQueue queue(Qdisc root, int count, int bytes) {
    EgressQueue queue = new EgressQueue(root, this);
    for (int i = 0; i < count; i++) {
      queue.enqueue(frame(i, bytes));
    }
    return queue;
  }

  void run(long nanos) {
    loop.runUntil(loop.nowNanos() + nanos);
  }

  List<Integer> numbers() {
    return sent.stream().map(Sent::number).toList();
  }

  List<Long> times() {
    return sent.stream().map(Sent::nanos).toList();
  }

  @Override
  public EventLoop loop() {
    return loop;
  }

  @Override
  public long readyNanos() {
    return loop.nowNanos();
  }

  @Override
  public long freeNanos() {
    return Math.max(freeNanos, loop.nowNanos());
  }

  @Override
  public void send(Frame frame) {
    freeNanos = loop.nowNanos() + wireNanos;
    sent.add(new Sent(frame.data()[frame.offset()] & 0xFF, loop.nowNanos()));
    frame.release();
  }

  @Override
  public void drop(Frame frame, DropReason reason) {
    lost.add(reason);
    frame.release();
  }
}

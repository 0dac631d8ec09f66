package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.qdisc.Egress;
import dev.drydock.core.sim.EventLoop;

/// A device as its queueing discipline sees it.
record DeviceEgress(NetDevice device) implements Egress {
  @Override
  public EventLoop loop() {
    return device.softnet().loop();
  }

  @Override
  public long readyNanos() {
    return device.softnet().readyNanos();
  }

  @Override
  public long freeNanos() {
    return device.freeNanos();
  }

  @Override
  public void send(Frame frame) {
    device.startTransmit(frame);
  }

  @Override
  public void drop(Frame frame, DropReason reason) {
    device.drop(frame, reason);
  }
}

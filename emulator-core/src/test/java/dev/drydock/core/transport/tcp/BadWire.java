package dev.drydock.core.transport.tcp;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.RandomStream;
import java.util.function.Predicate;

/// One end of a wire with a rate and a delay that loses, doubles and reorders frames.
final class BadWire extends NetDevice {
  private static final long BITS_AND_NANOS = 8_000_000_000L;

  /// What chance draws from; a test may give it another seed.
  RandomStream random = new RandomStream(7, "wire");

  private BadWire peer = this;
  long rateBitsPerSecond;
  long delayNanos;

  /// Each is one in so many frames; 0 for never.
  int lossOneIn;

  int doubleOneIn;
  int reorderOneIn;

  /// Frames that are lost whatever chance says.
  Predicate<Frame> loses = frame -> false;

  /// Bytes that may wait to leave; what comes then is lost. 0 for no limit.
  long queueBytes;

  int lost;
  private long freeAtNanos;

  private BadWire(Softnet softnet, String name, long mac) {
    super(softnet, DeviceKind.PHYSICAL, name, mac);
  }

  /// A perfect wire; both ends are down.
  static BadWire pair(Softnet softnet) {
    BadWire one = new BadWire(softnet, "w0", 0x020000000001L);
    BadWire other = new BadWire(softnet, "w1", 0x020000000002L);
    one.peer = other;
    other.peer = one;
    return one;
  }

  BadWire peer() {
    return peer;
  }

  private boolean happens(int oneIn) {
    return oneIn > 0 && random.nextInt(oneIn) == 0;
  }

  @Override
  protected void send(Frame frame) {
    frame.forgetFlow();
    long waiting = (freeAtNanos - softnet().loop().nowNanos()) * rateBitsPerSecond;
    boolean full = queueBytes > 0 && waiting > queueBytes * BITS_AND_NANOS;
    if (full || happens(lossOneIn) || loses.test(frame)) {
      lost++;
      frame.release();
      return;
    }
    if (happens(doubleOneIn)) {
      carry(frame.copy());
    }
    carry(frame);
  }

  private void carry(Frame frame) {
    long now = softnet().loop().nowNanos();
    long bits = rateBitsPerSecond == 0 ? 0 : frame.length() * BITS_AND_NANOS / rateBitsPerSecond;
    freeAtNanos = Math.max(now, freeAtNanos) + bits;
    frame.orphan(freeAtNanos);
    long late = happens(reorderOneIn) ? random.nextInt(2_000_000) : 0;
    softnet().loop().schedule(new Arrival(frame), freeAtNanos + delayNanos + late);
  }

  private final class Arrival extends Event {
    private final Frame frame;

    Arrival(Frame frame) {
      this.frame = frame;
    }

    @Override
    protected void fire() {
      softnet().enqueue(frame, peer);
    }
  }

  @Override
  public boolean hasCarrier() {
    return true;
  }
}

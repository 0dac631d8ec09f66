package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;

/// The loopback device `lo`: what is sent comes back (Linux `drivers/net/loopback.c`).
public final class Loopback extends NetDevice {
  /// The MTU of `lo`.
  public static final int MTU_BYTES = 65_536;

  /// A loopback device that is down.
  public Loopback(Softnet softnet) {
    super(softnet, DeviceKind.LOOPBACK, "lo", 0);
    setMtu(MTU_BYTES);
  }

  @Override
  protected void send(Frame frame) {
    softnet().charge(softnet().costs().loopbackNanos());
    frame.orphan(0); // loopback_xmit
    softnet().enqueue(frame, this);
  }

  @Override
  public boolean hasCarrier() {
    return true;
  }
}

package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;

/// A device that discards what it is given (Linux `drivers/net/dummy.c`): something to put
/// addresses or other devices on.
public final class Dummy extends NetDevice {
  /// A dummy that is down.
  public Dummy(Softnet softnet, String name, long mac) {
    super(softnet, DeviceKind.DUMMY, name, mac);
  }

  @Override
  protected void send(Frame frame) {
    frame.release(); // counted as sent: that is its purpose
  }

  @Override
  public boolean hasCarrier() {
    return true;
  }

  @Override
  public boolean isNoArp() {
    return true;
  }
}

package dev.drydock.scenarios.tools.capture;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.Tap;
import org.jspecify.annotations.Nullable;

/// A watch on a device beside those that are there already.
final class CaptureTap implements Tap {
  private final NetDevice device;
  private final @Nullable Tap before;
  private final Watcher watcher;
  private boolean ended;

  /// Who is told.
  interface Watcher {
    /// A frame passes; it must not be changed or kept.
    void saw(NetDevice device, long timeNanos, Frame frame, boolean outbound);
  }

  private CaptureTap(NetDevice device, Watcher watcher) {
    this.device = device;
    this.before = device.tap();
    this.watcher = watcher;
  }

  static CaptureTap on(NetDevice device, Watcher watcher) {
    CaptureTap tap = new CaptureTap(device, watcher);
    device.setTap(tap);
    return tap;
  }

  @Override
  public void sighted(long timeNanos, Frame frame, boolean outbound) {
    if (before != null) {
      before.sighted(timeNanos, frame, outbound);
    }
    if (!ended) {
      watcher.saw(device, timeNanos, frame, outbound);
    }
  }

  /// Sees no more; another watch that came later may go on through this one.
  void end() {
    ended = true;
    if (device.tap() == this) {
      device.setTap(before);
    }
  }
}

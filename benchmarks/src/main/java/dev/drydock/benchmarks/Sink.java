package dev.drydock.benchmarks;

import dev.drydock.core.device.DeviceChange;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Upper;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.Site;

/// The end of a path: counts frames and gives them back to their pool.
final class Sink implements Upper {
  private long received;

  long received() {
    return received;
  }

  @Override
  public void input(Frame frame, NetDevice device) {
    received++;
    frame.release();
  }

  @Override
  public void changed(NetDevice device, DeviceChange change) {}

  @Override
  public Site site(String device) {
    return new Site("sink", "", device);
  }
}

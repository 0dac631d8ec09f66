package dev.drydock.scenarios.run;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.netns.NetnsListener;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Lab;
import java.util.ArrayList;
import java.util.List;

/// What capturing programs do to the interfaces they capture on: each is promiscuous meanwhile.
///
/// A recorded session was recorded by `tcpdump` on its interfaces, and a promiscuous bridge does
/// not only show more: it hands copies of bridged frames to its host.
final class Sniffers implements NetnsListener {
  private final List<NetDevice> devices = new ArrayList<>();

  /// Starts one on each interface, those that come later too.
  void start(Lab lab) {
    for (Box box : lab.boxes()) {
      box.machine().addListener(this);
    }
  }

  /// Ends them.
  void stop(Lab lab) {
    for (Box box : lab.boxes()) {
      box.machine().removeListener(this);
    }
    devices.forEach(device -> device.rxMode().addPromiscuity(-1));
    devices.clear();
  }

  @Override
  public void deviceAdded(Netns namespace, NetDevice device) {
    devices.add(device);
    device.rxMode().addPromiscuity(1);
  }

  @Override
  public void deviceRemoved(Netns namespace, NetDevice device) {
    if (devices.remove(device)) {
      device.rxMode().addPromiscuity(-1);
    }
  }
}

package dev.drydock.scenarios.run;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.netns.NetnsListener;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Lab;
import java.util.ArrayList;
import java.util.List;

/// What capturing programs do to the interfaces they capture on: each is promiscuous meanwhile.
///
/// A recorded session was recorded by `tcpdump` on the cards and bridges of its machines and the
/// interfaces of its containers that were there when a step began, not on the ends of pairs that
/// hosts keep: what `ip -d link` of the recordings shows. A promiscuous bridge does not only show
/// more: it hands copies of bridged frames to its host.
final class Sniffers implements NetnsListener {
  private final List<NetDevice> devices = new ArrayList<>();
  private boolean starting;

  /// Starts one on each interface that is there.
  void start(Lab lab) {
    starting = true;
    for (Box box : lab.boxes()) {
      box.machine().addListener(this);
    }
    starting = false;
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
    boolean isHostsEnd = device instanceof VethEnd && namespace.name().isEmpty();
    if (starting && !isHostsEnd) {
      devices.add(device);
      device.rxMode().addPromiscuity(1);
    }
  }

  @Override
  public void deviceRemoved(Netns namespace, NetDevice device) {
    if (devices.remove(device)) {
      device.rxMode().addPromiscuity(-1);
    }
  }
}

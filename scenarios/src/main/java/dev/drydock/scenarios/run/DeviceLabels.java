package dev.drydock.scenarios.run;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.netns.Netns;

/// Says what a device is, for the description of its interface block in captures.
final class DeviceLabels {
  private DeviceLabels() {}

  /// `veth of one:eth0`; empty where the name says all.
  static String of(NetDevice device) {
    if (device instanceof VethEnd end
        && end.upper() instanceof Netns here
        && here.name().isEmpty()
        && end.peer().upper() instanceof Netns there
        && !there.name().isEmpty()) {
      return "veth of " + there.name() + ":" + end.peer().name();
    }
    return "";
  }
}

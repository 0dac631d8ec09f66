package dev.drydock.scenarios.run;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.device.vxlan.VxlanDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.lab.DockerDevices;
import dev.drydock.scenarios.lab.Lab;

/// Says what a device is, for the description of its interface block in captures.
final class DeviceLabels {
  private final DockerDevices docker;

  DeviceLabels(Lab lab) {
    this.docker = new DockerDevices(lab);
  }

  /// `network NAME`, `overlay NAME vxlan`, `veth of one:eth0`; empty where the name says all.
  String of(NetDevice device) {
    if (device instanceof Bridge || device instanceof VxlanDevice) {
      String overlay = docker.overlayOf(device);
      if (!overlay.isEmpty()) {
        return "overlay " + overlay + (device instanceof Bridge ? " bridge" : " vxlan");
      }
    }
    if (device instanceof Bridge) {
      String network = docker.bridgedBy(device);
      return network.isEmpty() ? "" : "network " + network;
    }
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

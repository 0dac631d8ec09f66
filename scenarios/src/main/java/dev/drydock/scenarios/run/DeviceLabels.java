package dev.drydock.scenarios.run;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.device.vxlan.VxlanDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Lab;

/// Says what a device is, for the description of its interface block in captures.
final class DeviceLabels {
  private static final String NAME_OPTION = "com.docker.network.bridge.name";

  private final Lab lab;

  DeviceLabels(Lab lab) {
    this.lab = lab;
  }

  /// `network NAME`, `overlay NAME vxlan`, `veth of one:eth0`; empty where the name says all.
  String of(NetDevice device) {
    if (device instanceof Bridge || device instanceof VxlanDevice) {
      String overlay = overlayOf(device);
      if (!overlay.isEmpty()) {
        return "overlay " + overlay + (device instanceof Bridge ? " bridge" : " vxlan");
      }
    }
    if (device instanceof Bridge) {
      return bridgeLabel(device);
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

  private String overlayOf(NetDevice device) {
    if (device.upper() instanceof Netns namespace && !namespace.name().isEmpty()) {
      for (Box box : lab.boxes()) {
        SwarmNode node = box.swarm();
        String name = node == null ? "" : node.driver().networkIn(namespace);
        if (!name.isEmpty()) {
          return name;
        }
      }
    }
    return "";
  }

  private String bridgeLabel(NetDevice device) {
    for (Box box : lab.boxes()) {
      Engine engine = box.engine();
      if (engine == null || device.upper() != box.machine().root()) {
        continue;
      }
      for (Network network : engine.networks().list()) {
        if (network.config().driver().equals("bridge") && bridgeOf(network).equals(device.name())) {
          return "network " + network.name();
        }
      }
    }
    return "";
  }

  private static String bridgeOf(Network network) {
    String own = network.config().options().get(NAME_OPTION);
    return own != null ? own : "br-" + network.id().substring(0, 12);
  }
}

package dev.drydock.scenarios.lab;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.drivers.bridge.BridgeDriver;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.swarm.SwarmNode;

/// Which of Docker's networks a device of a machine was made for.
public final class DockerDevices {
  private final Lab lab;

  /// Those of a lab.
  public DockerDevices(Lab lab) {
    this.lab = lab;
  }

  /// The overlay network in whose hidden namespace a device is; empty for others.
  public String overlayOf(NetDevice device) {
    return device.upper() instanceof Netns namespace ? overlayIn(namespace) : "";
  }

  /// The overlay network that a namespace hides; empty for others.
  public String overlayIn(Netns namespace) {
    if (!namespace.name().isEmpty()) {
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

  /// The network that has this device of a machine as its bridge; empty for none.
  public String bridgedBy(NetDevice device) {
    for (Box box : lab.boxes()) {
      Engine engine = box.engine();
      if (engine == null || device.upper() != box.machine().root()) {
        continue;
      }
      for (Network network : engine.networks().list()) {
        if (network.config().driver().equals("bridge")
            && BridgeDriver.bridgeName(network).equals(device.name())) {
          return network.name();
        }
      }
    }
    return "";
  }
}

package dev.drydock.scenarios.tools;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.Ipvlan;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;

/// The operational state of a device (RFC 2863; `rfc2863_policy`, `default_operstate` of Linux
/// `net/core/link_watch.c`).
public final class OperState {
  private OperState() {}

  /// The state as iproute2 names it.
  public static String of(NetDevice device) {
    if (!device.isUp()) {
      return "DOWN";
    }
    if (device.hasCarrier()) {
      return isUnknown(device) ? "UNKNOWN" : "UP";
    }
    return isBelowDown(device) ? "LOWERLAYERDOWN" : "DOWN";
  }

  /// Of what has its carrier from the start a state is worked out only when that goes. Macvlan and
  /// VLAN devices have theirs worked out when they are made, cards and veths begin without.
  private static boolean isUnknown(NetDevice device) {
    return switch (device.kind()) {
      case LOOPBACK, DUMMY, VXLAN -> true;
      case IPVLAN -> device instanceof Ipvlan ipvlan && !ipvlan.hasCarrierChanged();
      case BRIDGE -> device instanceof Bridge bridge && !bridge.hasCarrierChanged();
      case PHYSICAL, VETH, VLAN, MACVLAN -> false;
    };
  }

  /// Up to Linux 6.1 whatever stands on something else blames that; later kernels look at it, where
  /// they see it.
  private static boolean isBelowDown(NetDevice device) {
    if (!device.softnet().kernel().isAtLeast(6, 2)) {
      return device.kind() == DeviceKind.VETH || device.lower() != null;
    }
    if (device instanceof VethEnd end) {
      return end.isPeerWithoutCarrier();
    }
    NetDevice below = device.lower();
    return below != null && below.upper() == device.upper() && !below.hasCarrier();
  }
}

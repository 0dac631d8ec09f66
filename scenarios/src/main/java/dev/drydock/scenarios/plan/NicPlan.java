package dev.drydock.scenarios.plan;

import dev.drydock.core.device.link.SwitchPort;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.scenarios.text.MacAddress;
import java.util.List;

/// A network interface of a machine, plugged into a link.
///
/// @param name interface name: `eth0`
/// @param kind what card it is
/// @param link name of its link
/// @param mac its address; chosen by the plan when the file gives none
/// @param addresses IPv4 and IPv6 with prefix lengths, in the order of the file
/// @param gateways next hops of default routes through it, at most one per family
/// @param mtuBytes 1500 unless given
/// @param port how the switch port is set up that it is plugged into
public record NicPlan(
    String name,
    Kind kind,
    String link,
    MacAddress mac,
    List<IpPrefix> addresses,
    List<IpAddress> gateways,
    int mtuBytes,
    SwitchPort port) {

  /// Copies the lists.
  public NicPlan {
    addresses = List.copyOf(addresses);
    gateways = List.copyOf(gateways);
  }

  /// What card it is.
  public enum Kind {
    /// A physical port.
    PHYSICAL,
    /// One end of a veth pair, as in recordings made with namespaces.
    VETH,
    /// A physical port of a virtual machine that computes wrong checksums inside VXLAN.
    VMXNET3
  }
}

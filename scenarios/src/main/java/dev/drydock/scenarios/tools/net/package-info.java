/// `ip`, `ethtool`, `ipvsadm`, `route` and `arp` of the emulated machines, in the flavours of
/// iproute2, net-tools and BusyBox. They read and change the model in [dev.drydock.core]; what they
/// print is computed from it.
///
/// Read [dev.drydock.scenarios.tools.net.iproute.LinkView] (what the kernel says of a device), then
/// [dev.drydock.scenarios.tools.net.ip.IpTool] and one of its commands.
@NullMarked
package dev.drydock.scenarios.tools.net;

import org.jspecify.annotations.NullMarked;

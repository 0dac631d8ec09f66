/// The network tools of the emulated machines: `ip`, `bridge`, `brctl`, `ifconfig`, `route`, `arp`,
/// `ping`, `arping`, `ss` and `netstat`, in the flavours of iproute2, net-tools, iputils,
/// bridge-utils and BusyBox. They read and change the model in [dev.drydock.core]; what they print
/// is computed from it.
///
/// Read [dev.drydock.scenarios.tools.net.LinkView] (what the kernel says of a device), then
/// [dev.drydock.scenarios.tools.net.IpTool] and one of its commands, then
/// [dev.drydock.scenarios.tools.net.PingTool].
@NullMarked
package dev.drydock.scenarios.tools.net;

import org.jspecify.annotations.NullMarked;

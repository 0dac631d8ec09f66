/// `ip`, `ethtool`, `ipvsadm`, `route` and `arp` of the emulated machines, in the flavours of
/// iproute2, net-tools and BusyBox. They read and change the model in [dev.drydock.core]; what they
/// print is computed from it.
///
/// [NetTools] is the door. Read [dev.drydock.scenarios.tools.net.iproute] (what the kernel says of
/// a device, how a command line is read), then [dev.drydock.scenarios.tools.net.link],
/// [dev.drydock.scenarios.tools.net.route] and [dev.drydock.scenarios.tools.net.ip].
@NullMarked
package dev.drydock.scenarios.tools.net;

import org.jspecify.annotations.NullMarked;

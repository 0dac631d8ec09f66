/// VXLAN devices (RFC 7348, Linux `drivers/net/vxlan`): the sockets on which tunnels end, what is
/// known of the other ends, and the joining of segments that came out of a tunnel.
///
/// Read [dev.drydock.core.device.vxlan.VxlanDevice], then [dev.drydock.core.device.vxlan.VxlanFdb].
/// What carries the packets is an [dev.drydock.core.device.vxlan.Underlay].
@NullMarked
package dev.drydock.core.device.vxlan;

import org.jspecify.annotations.NullMarked;

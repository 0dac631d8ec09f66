/// Network devices: loopback, veth pairs, bridges and what stands on others, and the CPU queue of a
/// machine through which frames cross from one namespace into another.
///
/// Devices `transmit` (down, towards the wire) and `receive` (up, towards the protocols). Read
/// [dev.drydock.core.device.NetDevice], then [dev.drydock.core.device.Softnet], then
/// [dev.drydock.core.device.Bridge]. Cards and links, spanning trees, and VXLAN have rooms of their
/// own.
@NullMarked
package dev.drydock.core.device;

import org.jspecify.annotations.NullMarked;

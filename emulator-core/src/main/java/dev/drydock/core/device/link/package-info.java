/// What joins machines: network cards and the links between them, each of which is a switch with
/// its own forwarding database, VLANs, spanning tree, impairments and partitions.
///
/// Read [dev.drydock.core.device.link.Nic], then [dev.drydock.core.device.link.Link], then
/// [dev.drydock.core.device.link.LinkQuality].
@NullMarked
package dev.drydock.core.device.link;

import org.jspecify.annotations.NullMarked;

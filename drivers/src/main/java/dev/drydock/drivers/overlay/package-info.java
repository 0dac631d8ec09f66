/// The driver `overlay`: networks that reach over all engines of a swarm, by VXLAN (libnetwork
/// `drivers/overlay`). Begin with [dev.drydock.drivers.overlay.OverlayDriver]. Who gives networks
/// their identity, subnets and addresses is [dev.drydock.drivers.swarm].
@NullMarked
package dev.drydock.drivers.overlay;

import org.jspecify.annotations.NullMarked;

/// The Docker Engine of one machine and its network drivers, on the emulated kernel.
///
/// Read in this order: `engine` is the door (daemon, containers, networks), `network` the container
/// network model (network, endpoint, sandbox, and the driver interface that a third party can
/// implement), `bridge` the driver of the default network, `overlay` the driver of networks over
/// several machines and `swarm` the cluster behind it, `ipam` who gets which address, `port` who
/// gets which host port, `profile` how engine versions differ, `inspect` what `docker inspect`
/// shows.
@NullMarked
package dev.drydock.drivers;

import org.jspecify.annotations.NullMarked;

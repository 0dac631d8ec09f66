/// Docker's container network model: a [dev.drydock.drivers.network.Network] has endpoints, a
/// container's [dev.drydock.drivers.network.Sandbox] joins them, and a
/// [dev.drydock.drivers.network.NetworkDriver] makes the devices for it. The names are those of
/// libnetwork.
@NullMarked
package dev.drydock.drivers.network;

import org.jspecify.annotations.NullMarked;

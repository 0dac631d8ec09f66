/// The driver `ipvlan`: containers with IP addresses of their own and the MAC of a device of the
/// machine.
@NullMarked
package dev.drydock.drivers.ipvlan;

import org.jspecify.annotations.NullMarked;

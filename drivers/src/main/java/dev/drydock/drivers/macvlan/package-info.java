/// The driver `macvlan`: containers with MACs of their own on a device of the machine.
@NullMarked
package dev.drydock.drivers.macvlan;

import org.jspecify.annotations.NullMarked;

/// The devices that macvlan and ipvlan networks stand on: those of the machine, and the dummies and
/// VLAN devices the drivers make where none is there. Begin with `Parents`.
@NullMarked
package dev.drydock.drivers.parent;

import org.jspecify.annotations.NullMarked;

/// What the engine tells the packet filter, in the order in which it does.
@NullMarked
package dev.drydock.drivers.firewall;

import org.jspecify.annotations.NullMarked;

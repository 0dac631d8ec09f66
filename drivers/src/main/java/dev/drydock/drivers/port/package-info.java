/// Published ports: what was asked for, and who has which port of the machine.
@NullMarked
package dev.drydock.drivers.port;

import org.jspecify.annotations.NullMarked;

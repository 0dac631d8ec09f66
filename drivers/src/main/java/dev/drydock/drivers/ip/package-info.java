/// IPv4 and IPv6 addresses and prefixes as values, for everything that configures.
@NullMarked
package dev.drydock.drivers.ip;

import org.jspecify.annotations.NullMarked;

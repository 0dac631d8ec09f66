/// What lets packets of both IP versions that a bridge forwards pass the hooks of IP
/// (`br_netfilter`). It stands above IPv4 and IPv6, which do not know of it.
@NullMarked
package dev.drydock.core.ip.bridged;

import org.jspecify.annotations.NullMarked;

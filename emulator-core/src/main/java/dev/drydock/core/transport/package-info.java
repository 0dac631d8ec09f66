/// Sockets: datagrams (UDP) and streams (TCP) of a namespace, over IPv4 and IPv6.
@NullMarked
package dev.drydock.core.transport;

import org.jspecify.annotations.NullMarked;

/// Routes: which there are, in which tables, and which of them a packet takes.
///
/// Read [Fib], then [Route]; for IPv6 [Ipv6Fib].
@NullMarked
package dev.drydock.core.ip.route;

import org.jspecify.annotations.NullMarked;

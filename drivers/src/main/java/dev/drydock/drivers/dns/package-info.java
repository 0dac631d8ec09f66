/// The engine's own name server, 127.0.0.11 inside containers on user-defined networks: it knows
/// the containers of their networks and asks others about everything else (libnetwork
/// `resolver.go`, `sandbox_dns_unix.go`).
///
/// Read [dev.drydock.drivers.dns.EmbeddedResolver].
@NullMarked
package dev.drydock.drivers.dns;

import org.jspecify.annotations.NullMarked;

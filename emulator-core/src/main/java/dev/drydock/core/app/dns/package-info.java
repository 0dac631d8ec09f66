/// The domain name system: messages as bytes (RFC 1035, RFC 6891), a server of a few names, and the
/// resolver that the C library gives to programs.
///
/// Read [dev.drydock.core.app.dns.DnsMessage], then [dev.drydock.core.app.dns.DnsServer].
@NullMarked
package dev.drydock.core.app.dns;

import org.jspecify.annotations.NullMarked;

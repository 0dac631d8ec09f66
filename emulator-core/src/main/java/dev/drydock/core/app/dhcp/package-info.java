/// DHCP (RFC 2131, 2132): messages, a server with the ways of dnsmasq, and a client with those of
/// BusyBox's udhcpc and ISC's dhclient. What is done with a lease (addresses, routes, name servers)
/// is the matter of whoever runs the client.
///
/// Read [DhcpMessage] first, then [DhcpServer] and [DhcpClient].
@NullMarked
package dev.drydock.core.app.dhcp;

import org.jspecify.annotations.NullMarked;

/// `ip` of iproute2 and of BusyBox, and its objects that have no room of their own: neighbours,
/// namespaces, IPsec's states, and `ip monitor`, which shows changes of all.
///
/// Read [dev.drydock.scenarios.tools.net.ip.IpTool], then one of its commands.
@NullMarked
package dev.drydock.scenarios.tools.net.ip;

import org.jspecify.annotations.NullMarked;

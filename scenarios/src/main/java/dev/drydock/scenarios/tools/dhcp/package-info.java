/// DHCP clients as commands: `udhcpc` of BusyBox and `dhclient` of ISC. What they say to servers is
/// in `dev.drydock.core.app.dhcp`; here are their words, and what their scripts do with a lease.
@NullMarked
package dev.drydock.scenarios.tools.dhcp;

import org.jspecify.annotations.NullMarked;

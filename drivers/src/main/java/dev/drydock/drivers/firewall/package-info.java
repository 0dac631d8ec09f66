/// The packet filter of an engine: what the engine tells it, in the order in which it does
/// ([Firewall]), and the rules that each generation makes of it.
///
/// [ClassicRules] is up to engine 27, [ModernRules] from 28 on; what both write alike is in
/// [CommonRules]. A rule is a line of iptables' own words ([FirewallRule]), and [RuleBook] puts it
/// into the machine's tables. IPv4 only.
@NullMarked
package dev.drydock.drivers.firewall;

import org.jspecify.annotations.NullMarked;

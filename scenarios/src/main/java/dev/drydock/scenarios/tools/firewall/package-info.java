/// The commands that show and change packet filters and tracked connections: `iptables` and its
/// kin, `conntrack`. Texts, layouts and exit statuses are those of iptables 1.8.9 (nf_tables) and
/// conntrack-tools 1.4.7.
///
/// [FirewallTools] is the door. [IptablesOptions] reads a command line, [TableEditor] does what it
/// says, [RuleListing] and [RuleDump] print.
@NullMarked
package dev.drydock.scenarios.tools.firewall;

import org.jspecify.annotations.NullMarked;

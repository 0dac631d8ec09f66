package dev.drydock.drivers.firewall;

import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.Table.Kind;

/// A rule that the engine writes, and where it puts it.
///
/// @param table the table
/// @param chain the chain
/// @param text the rule in iptables' words, without `-A CHAIN`
/// @param atHead whether it becomes the first of its chain (`-I`), or the last (`-A`)
record FirewallRule(Table.Kind table, String chain, String text, boolean atHead) {
  /// A rule for the beginning of a chain of the filter table.
  static FirewallRule insert(String chain, String text) {
    return new FirewallRule(Kind.FILTER, chain, text, true);
  }

  /// A rule for the end of a chain of the filter table.
  static FirewallRule append(String chain, String text) {
    return new FirewallRule(Kind.FILTER, chain, text, false);
  }

  /// A rule for the beginning of a chain of the nat table.
  static FirewallRule insertNat(String chain, String text) {
    return new FirewallRule(Kind.NAT, chain, text, true);
  }

  /// A rule for the end of a chain of the nat table.
  static FirewallRule appendNat(String chain, String text) {
    return new FirewallRule(Kind.NAT, chain, text, false);
  }

  /// A rule for the end of the chain PREROUTING of the raw table.
  static FirewallRule appendRaw(String text) {
    return new FirewallRule(Kind.RAW, "PREROUTING", text, false);
  }

  /// What stands behind the program in the command that writes it, as the engine's error messages
  /// show it.
  String command() {
    String verb = atHead ? "-I " : "-A ";
    return "--wait -t " + table.word() + " " + verb + chain + " " + text;
  }
}

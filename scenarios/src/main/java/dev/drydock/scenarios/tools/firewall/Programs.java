package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Netfilter;
import dev.drydock.core.netns.Netns;
import java.util.List;

/// The programs of one IP version: what they are called, and whose tables they change.
enum Programs {
  /// `iptables` and its kin.
  IPV4("iptables", Family.IPV4),
  /// `ip6tables` and its kin.
  IPV6("ip6tables", Family.IPV6);

  private final String program;
  private final Family family;

  Programs(String program, Family family) {
    this.program = program;
    this.family = family;
  }

  /// The name: `ip6tables`.
  String program() {
    return program;
  }

  /// The name of the program that prints all rules.
  String save() {
    return program + "-save";
  }

  /// The name of the program that reads what that printed.
  String restore() {
    return program + "-restore";
  }

  /// The hooks they set up.
  Netfilter netfilter(Netns namespace) {
    return netfilter(namespace, family);
  }

  static Netfilter netfilter(Netns namespace, Family family) {
    return family == Family.IPV6 ? namespace.ipv6().netfilter() : namespace.ipv4().netfilter();
  }

  /// Both, IPv4 first.
  static List<Programs> all() {
    return List.of(values());
  }
}

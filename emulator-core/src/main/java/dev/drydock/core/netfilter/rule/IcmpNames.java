package dev.drydock.core.netfilter.rule;

import java.util.List;

/// The types and codes of ICMP that have names (iptables 1.8.9, `extensions/libxt_icmp.h`).
final class IcmpNames {
  /// A name, and its `TYPE` or `TYPE/CODE`; of two names for one the first is printed.
  private static final List<String> TABLE =
      List.of(
          """
          any 255 echo-reply 0 pong 0 destination-unreachable 3 network-unreachable 3/0 \
          host-unreachable 3/1 protocol-unreachable 3/2 port-unreachable 3/3 \
          fragmentation-needed 3/4 source-route-failed 3/5 network-unknown 3/6 host-unknown \
          3/7 network-prohibited 3/9 host-prohibited 3/10 TOS-network-unreachable 3/11 \
          TOS-host-unreachable 3/12 communication-prohibited 3/13 host-precedence-violation \
          3/14 precedence-cutoff 3/15 source-quench 4 redirect 5 network-redirect 5/0 \
          host-redirect 5/1 TOS-network-redirect 5/2 TOS-host-redirect 5/3 echo-request 8 ping \
          8 router-advertisement 9 router-solicitation 10 time-exceeded 11 ttl-exceeded 11 \
          ttl-zero-during-transit 11/0 ttl-zero-during-reassembly 11/1 parameter-problem 12 \
          ip-header-bad 12/0 required-option-missing 12/1 timestamp-request 13 timestamp-reply \
          14 address-mask-request 17 address-mask-reply 18\
          """
              .strip()
              .split(" +", -1));

  private IcmpNames() {}

  /// The type and code that a name stands for; what is no name stays as it is.
  static String valueOf(String name) {
    for (int i = 0; i < TABLE.size(); i += 2) {
      if (TABLE.get(i).equals(name)) {
        return TABLE.get(i + 1);
      }
    }
    return name;
  }

  /// The name of a type and code; empty where there is none.
  static String nameOf(String value) {
    for (int i = 1; i < TABLE.size(); i += 2) {
      if (TABLE.get(i).equals(value)) {
        return TABLE.get(i - 1);
      }
    }
    return "";
  }
}

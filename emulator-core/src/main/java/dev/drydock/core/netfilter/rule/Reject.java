package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Target;
import dev.drydock.core.netfilter.Verdict;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Icmpv6;
import dev.drydock.core.wire.Ipv4;

/// `-j REJECT`: the packet is lost, and its sender told (Linux `ipt_REJECT.c`, `ip6t_REJECT.c`).
record Reject(String with) implements Target {
  static final String TCP_RESET = "tcp-reset";

  /// The code of an ICMP error by its name; -1 for an unknown one.
  private static int code(String name) {
    return switch (name) {
      case "icmp-net-unreachable" -> Icmp.NET;
      case "icmp-host-unreachable" -> Icmp.HOST;
      case "icmp-proto-unreachable" -> Icmp.PROTOCOL;
      case "icmp-port-unreachable" -> Icmp.PORT;
      case "icmp-net-prohibited" -> 9;
      case "icmp-host-prohibited" -> 10;
      case "icmp-admin-prohibited" -> Icmp.PROHIBITED;
      case "icmp6-no-route" -> Icmpv6.NO_ROUTE;
      case "icmp6-adm-prohibited" -> Icmpv6.PROHIBITED;
      case "icmp6-addr-unreachable" -> Icmpv6.ADDRESS;
      case "icmp6-port-unreachable" -> Icmpv6.PORT;
      case "icmp6-policy-fail" -> 5;
      case "icmp6-reject-route" -> Icmpv6.REJECT;
      default -> -1;
    };
  }

  private static String full(String name) {
    return switch (name) {
      case "net-unreach" -> "icmp-net-unreachable";
      case "host-unreach" -> "icmp-host-unreachable";
      case "proto-unreach" -> "icmp-proto-unreachable";
      case "port-unreach" -> "icmp-port-unreachable";
      case "net-prohib" -> "icmp-net-prohibited";
      case "host-prohib" -> "icmp-host-prohibited";
      case "admin-prohib" -> "icmp-admin-prohibited";
      case "tcp-rst" -> TCP_RESET;
      default -> name;
    };
  }

  private static String full6(String name) {
    return switch (name) {
      case "no-route" -> "icmp6-no-route";
      case "adm-prohibited" -> "icmp6-adm-prohibited";
      case "addr-unreach" -> "icmp6-addr-unreachable";
      case "port-unreach" -> "icmp6-port-unreachable";
      case "policy-fail" -> "icmp6-policy-fail";
      case "reject-route" -> "icmp6-reject-route";
      default -> name;
    };
  }

  static Reject parse(String text, Family family) throws RuleException {
    boolean isV6 = family == Family.IPV6;
    String full = isV6 ? full6(text) : full(text);
    boolean known = code(full) >= 0 && full.startsWith("icmp6") == isV6;
    if (!full.equals(TCP_RESET) && !known) {
      throw RuleException.usage("unknown reject type \"" + text + "\"");
    }
    return new Reject(full);
  }

  @Override
  public Verdict apply(Packet packet) {
    var surroundings = packet.netfilter().surroundings();
    if (with.equals(TCP_RESET)) {
      if (packet.protocol() == Ipv4.TCP && !packet.isLaterFragment()) {
        surroundings.reset(packet.frame);
      }
    } else {
      int type = packet.isV6() ? Icmpv6.UNREACHABLE : Icmp.UNREACHABLE;
      surroundings.reject(packet.frame, (type << 8) | code(with));
    }
    return Verdict.DROP;
  }

  @Override
  public String name() {
    return "REJECT";
  }

  @Override
  public String save() {
    return " --reject-with " + with;
  }

  @Override
  public String list() {
    return "reject-with " + with;
  }
}

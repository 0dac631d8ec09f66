package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Target;
import dev.drydock.core.netfilter.Verdict;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;

/// `-j REJECT`: the packet is lost, and its sender told (Linux `ipt_REJECT.c`).
record Reject(String with) implements Target {
  static final String TCP_RESET = "tcp-reset";

  /// The ICMP code of a name; -1 for an unknown one.
  private static int code(String name) {
    return switch (name) {
      case "icmp-net-unreachable" -> Icmp.NET;
      case "icmp-host-unreachable" -> Icmp.HOST;
      case "icmp-proto-unreachable" -> Icmp.PROTOCOL;
      case "icmp-port-unreachable" -> Icmp.PORT;
      case "icmp-net-prohibited" -> 9;
      case "icmp-host-prohibited" -> 10;
      case "icmp-admin-prohibited" -> Icmp.PROHIBITED;
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

  static Reject parse(String text) throws RuleException {
    String full = full(text);
    if (!full.equals(TCP_RESET) && code(full) < 0) {
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
      surroundings.reject(packet.frame, (Icmp.UNREACHABLE << 8) | code(with));
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

package dev.drydock.core.netfilter.rule;

import dev.drydock.core.netfilter.Packet;
import dev.drydock.core.netfilter.Target;
import dev.drydock.core.netfilter.Verdict;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;
import java.util.Map;

/// `-j REJECT`: the packet is lost, and its sender told (Linux `ipt_REJECT.c`).
record Reject(String with) implements Target {
  static final String TCP_RESET = "tcp-reset";

  private static final Map<String, Integer> CODES =
      Map.of(
          "icmp-net-unreachable", Icmp.NET,
          "icmp-host-unreachable", Icmp.HOST,
          "icmp-proto-unreachable", Icmp.PROTOCOL,
          "icmp-port-unreachable", Icmp.PORT,
          "icmp-net-prohibited", 9,
          "icmp-host-prohibited", 10,
          "icmp-admin-prohibited", Icmp.PROHIBITED);

  private static final Map<String, String> SHORT =
      Map.of(
          "net-unreach", "icmp-net-unreachable",
          "host-unreach", "icmp-host-unreachable",
          "proto-unreach", "icmp-proto-unreachable",
          "port-unreach", "icmp-port-unreachable",
          "net-prohib", "icmp-net-prohibited",
          "host-prohib", "icmp-host-prohibited",
          "admin-prohib", "icmp-admin-prohibited",
          "tcp-rst", TCP_RESET);

  static Reject parse(String text) throws RuleException {
    String full = SHORT.getOrDefault(text, text);
    if (!full.equals(TCP_RESET) && !CODES.containsKey(full)) {
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
      int code = CODES.getOrDefault(with, Icmp.PORT);
      surroundings.reject(packet.frame, (Icmp.UNREACHABLE << 8) | code);
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

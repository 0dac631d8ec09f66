package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Netfilter;
import dev.drydock.core.netfilter.Rule;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.Verdict;
import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.lab.Box;
import dev.drydock.scenarios.lab.Lab;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Which rules and policies of all machines counted between two moments, and by how much: the
/// difference of two `iptables-save -c`.
public final class CountedRules {
  private final Lab lab;
  private Map<String, Counter> before = Map.of();

  /// Watches the machines of a lab; containers' own rules are left out.
  public CountedRules(Lab lab) {
    this.lab = lab;
  }

  private record Counter(long packets, long bytes) {}

  /// From now on counting is watched.
  public void open() {
    before = counters();
  }

  /// What counted since [#open].
  ///
  /// @return in the order of `iptables-save`, the policies of a table before its rules: `+2 pkts
  ///   +168 bytes dh1 filter: -A FORWARD -j DOCKER-USER`, `… dh1 filter: policy FORWARD DROP`
  public List<String> close() {
    List<String> lines = new ArrayList<>();
    counters()
        .forEach((name, now) -> {
          Counter then = before.getOrDefault(name, new Counter(0, 0));
          long packets = now.packets - then.packets;
          long bytes = now.bytes - then.bytes;
          if (packets > 0) {
            lines.add("+" + packets + " pkts +" + bytes + " bytes  " + name);
          }
        });
    before = Map.of();
    return lines;
  }

  /// Machine, table and rule -> counter; of equal rules in one chain the later ones have a number.
  /// Tables of IPv6 have a name of their own: `ip6 filter`.
  private Map<String, Counter> counters() {
    Map<String, Counter> counters = new LinkedHashMap<>();
    for (Box box : lab.boxes()) {
      Netns root = box.machine().root();
      count(counters, box.name() + "  ", root.ipv4().netfilter());
      count(counters, box.name() + "  ip6 ", root.ipv6().netfilter());
    }
    return counters;
  }

  private static void count(Map<String, Counter> counters, String head, Netfilter netfilter) {
    for (Table table : netfilter.tables().all()) {
      String place = head + table.kind().word() + ": ";
      for (Chain chain : table.chains()) {
        if (chain.isBuiltIn()) {
          String policy = chain.policy() == Verdict.DROP ? " DROP" : " ACCEPT";
          counters.put(
              place + "policy " + chain.name() + policy,
              new Counter(chain.policyPackets(), chain.policyBytes()));
        }
      }
      rules(counters, place, table);
    }
  }

  private static void rules(Map<String, Counter> counters, String place, Table table) {
    for (Chain chain : table.chains()) {
      for (Rule rule : chain.rules()) {
        String name = place + RuleDump.line(chain, rule);
        String unique = name;
        for (int i = 2; counters.containsKey(unique); i++) {
          unique = name + " (" + i + ")";
        }
        counters.put(unique, new Counter(rule.packets(), rule.bytes()));
      }
    }
  }
}

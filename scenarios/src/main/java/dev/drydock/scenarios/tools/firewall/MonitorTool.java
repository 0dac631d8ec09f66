package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netfilter.PacketTraces;
import dev.drydock.core.netfilter.TraceListener;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.Tool;
import java.util.ArrayList;
import java.util.List;

/// `xtables-monitor --trace [-c] [-4 | -6]`: prints each step of packets that `-j TRACE` marked
/// (`iptables/xtables-monitor.c`). `--event` is taken and says nothing.
final class MonitorTool implements Tool {
  private static final int USAGE = 2;

  @Override
  public int run(Invocation invocation) {
    boolean traces = false;
    boolean events = false;
    boolean counters = false;
    List<Family> families = List.of(Family.values());
    for (String word : Clusters.split(invocation.arguments(), "", "ceht46V")) {
      switch (word) {
        case "-t", "--trace" -> traces = true;
        case "-e", "--event" -> events = true;
        case "-c", "--counters" -> counters = true;
        case "-4", "--ipv4" -> families = List.of(Family.IPV4);
        case "-6", "--ipv6" -> families = List.of(Family.IPV6);
        case "-V", "--version" -> {
          invocation.out("xtables-monitor 1.8.9");
          return 0;
        }
        case "-h", "--help" -> {
          return usage(invocation);
        }
        default -> {
          if (word.startsWith("-")) {
            invocation.err("xtables-monitor 1.8.9: Bad argument.");
            invocation.err("Try `xtables-monitor -h' for more information.");
            return USAGE;
          }
        }
      }
    }
    if (!traces && !events) {
      return usage(invocation);
    }
    watch(invocation, traces ? families : List.of(), counters);
    return 0;
  }

  private static int usage(Invocation invocation) {
    invocation.out(
        """
        xtables-monitor 1.8.9 (nf_tables)
        Usage: xtables-monitor [ -t | -e ]
                --trace    -t    trace ruleset traversal of packets tagged via -j TRACE rule
                --event    -e    show events that modify the ruleset
        Optional arguments:
                --ipv4     -4    only monitor IPv4
                --ipv6     -6    only monitor IPv6
        \t--counters -c    show counters in rules\
        """
            .stripTrailing());
    return 1;
  }

  private static void watch(Invocation invocation, List<Family> families, boolean counters) {
    TraceListener listener = (packet, step) -> TraceText.print(invocation, packet, step, counters);
    List<PacketTraces> watched = new ArrayList<>();
    for (Family family : families) {
      watched.add(Programs.netfilter(invocation.place().namespace(), family).traces());
    }
    watched.forEach(traces -> traces.listen(listener));
    long until = invocation.lab().loop().nowNanos() + Shell.PATIENCE_NANOS;
    invocation.shell().await(() -> false, until);
    watched.forEach(traces -> traces.unlisten(listener));
  }
}

package dev.drydock.scenarios.tools.firewall;

import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.List;

/// `ip6tables`: there are no rules for IPv6; what would change them is accepted and does nothing.
final class Ip6tablesTool implements Tool {
  private static final String NAME = "ip6tables";

  @Override
  public int run(Invocation invocation) {
    try {
      IptablesOptions options = IptablesOptions.parse(NAME, invocation.arguments());
      String only = options.chain();
      for (String chain : chains(options.table())) {
        boolean wanted = only == null || only.equals(chain);
        if (wanted && options.command() == 'S') {
          invocation.out("-P " + chain + " ACCEPT");
        } else if (wanted && options.command() == 'L') {
          list(chain, options.verbose(), invocation);
        }
      }
      return 0;
    } catch (Refusal e) {
      invocation.err(e.text());
      return e.status();
    }
  }

  private static void list(String chain, boolean verbose, Invocation invocation) {
    boolean first = chain.equals("INPUT") || chain.equals("PREROUTING");
    String counters = verbose ? " 0 packets, 0 bytes" : "";
    invocation.output().write(first ? "" : "\n", false);
    invocation.out("Chain " + chain + " (policy ACCEPT" + counters + ")");
    invocation.out(
        verbose
            ? " pkts bytes target     prot opt in     out     source               destination"
                + "         "
            : "target     prot opt source               destination         ");
  }

  private static List<String> chains(String table) throws Refusal {
    return switch (IptablesTool.kind(table)) {
      case MANGLE -> List.of("PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING");
      case RAW -> List.of("PREROUTING", "OUTPUT");
      case SECURITY, FILTER -> List.of("INPUT", "FORWARD", "OUTPUT");
      case NAT -> List.of("PREROUTING", "INPUT", "OUTPUT", "POSTROUTING");
    };
  }
}

package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.Tables;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.List;

/// `iptables-save [-c] [-t TABLE]`, and `ip6tables-save`.
final class SaveTool implements Tool {
  private final Programs programs;

  SaveTool(Programs programs) {
    this.programs = programs;
  }

  @Override
  public int run(Invocation invocation) {
    List<String> words = Clusters.split(invocation.arguments(), "", "c46");
    boolean counters = words.contains("-c") || words.contains("--counters");
    int at = Math.max(words.indexOf("-t"), words.indexOf("--table"));
    try {
      Table.Kind only =
          at < 0 || at + 1 == words.size()
              ? null
              : IptablesTool.kind(programs.save(), words.get(at + 1));
      Tables tables = programs.netfilter(invocation.place().namespace()).tables();
      long now = invocation.lab().loop().nowNanos();
      invocation
          .output()
          .write(RuleDump.save(programs, tables, new RuleDump.Style(only, counters, now)), false);
      return 0;
    } catch (CommandFailure e) {
      return e.end(invocation);
    }
  }
}

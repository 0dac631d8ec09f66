package dev.drydock.scenarios.tools.firewall;

import dev.drydock.scenarios.tools.ToolEntry;
import java.util.ArrayList;
import java.util.List;

/// The commands of the packages iptables and conntrack.
public final class FirewallTools {
  private static final String IPTABLES = "iptables";
  private static final String CONNTRACK = "conntrack";

  private FirewallTools() {}

  /// What there is.
  public static List<ToolEntry> entries() {
    List<ToolEntry> entries = new ArrayList<>();
    for (Programs programs : Programs.all()) {
      IptablesTool tool = new IptablesTool(programs);
      entries.add(new ToolEntry(programs.program(), IPTABLES, tool));
      entries.add(new ToolEntry(programs.program() + "-nft", IPTABLES, tool));
      entries.add(new ToolEntry(programs.save(), IPTABLES, new SaveTool(programs)));
      entries.add(new ToolEntry(programs.restore(), IPTABLES, new RestoreTool(programs)));
    }
    entries.add(new ToolEntry("conntrack", CONNTRACK, new ConntrackTool()));
    entries.add(new ToolEntry("xtables-monitor", IPTABLES, new MonitorTool()));
    entries.add(new ToolEntry("ipset", IPTABLES, new IpsetTool()));
    return entries;
  }
}

package dev.drydock.scenarios.tools.firewall;

import dev.drydock.scenarios.tools.ToolEntry;
import java.util.List;

/// The commands of the packages iptables and conntrack.
public final class FirewallTools {
  private static final String IPTABLES = "iptables";
  private static final String CONNTRACK = "conntrack";

  private FirewallTools() {}

  /// What there is.
  public static List<ToolEntry> entries() {
    return List.of(
        new ToolEntry("iptables", IPTABLES, new IptablesTool()),
        new ToolEntry("iptables-nft", IPTABLES, new IptablesTool()),
        new ToolEntry("iptables-save", IPTABLES, new SaveTool()),
        new ToolEntry("iptables-restore", IPTABLES, new RestoreTool()),
        new ToolEntry("ip6tables", IPTABLES, new Ip6tablesTool()),
        new ToolEntry("ip6tables-save", IPTABLES, invocation -> 0),
        new ToolEntry("ip6tables-restore", IPTABLES, invocation -> 0),
        new ToolEntry("conntrack", CONNTRACK, new ConntrackTool()));
  }
}

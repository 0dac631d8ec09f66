package dev.drydock.scenarios.tools.ping;

import dev.drydock.scenarios.tools.ToolEntry;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.List;

/// The tools that ask whether somebody is there, with the packages that bring them.
public final class PingTools {
  private PingTools() {}

  /// The tools.
  ///
  /// @param names how they find names and addresses
  public static List<ToolEntry> entries(NameLookup names) {
    PingTool ping = new PingTool(names);
    BusyboxPing busyboxPing = new BusyboxPing(names);
    TracerouteTool traceroute = new TracerouteTool(names, false);
    return List.of(
        new ToolEntry("arping", "iputils", new ArpingTool(names)),
        new ToolEntry("arping", ToolEntry.BUSYBOX, new BusyboxArping(names)),
        new ToolEntry("ping", "iputils", ping),
        new ToolEntry("ping4", "iputils", ping),
        new ToolEntry("ping6", "iputils", ping),
        new ToolEntry("ping", ToolEntry.BUSYBOX, busyboxPing),
        new ToolEntry("ping6", ToolEntry.BUSYBOX, busyboxPing),
        new ToolEntry("tracepath", ToolEntry.MACHINE, new TracepathTool(names)),
        new ToolEntry("traceroute", "traceroute", traceroute),
        new ToolEntry(
            "tcptraceroute",
            "traceroute",
            invocation -> TracerouteTool.tcptraceroute(traceroute, invocation)),
        new ToolEntry("traceroute", ToolEntry.BUSYBOX, new TracerouteTool(names, true)),
        new ToolEntry("traceroute6", "traceroute", new TracerouteTool(names, false).forIpv6()),
        new ToolEntry("traceroute6", ToolEntry.BUSYBOX, new TracerouteTool(names, true).forIpv6()));
  }
}

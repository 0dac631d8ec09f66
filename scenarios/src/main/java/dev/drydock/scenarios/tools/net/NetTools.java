package dev.drydock.scenarios.tools.net;

import dev.drydock.scenarios.tools.ToolEntry;
import java.util.List;

/// The network tools there are, with the packages that bring them.
public final class NetTools {
  private NetTools() {}

  /// The tools.
  ///
  /// @param names how they find names and addresses
  public static List<ToolEntry> entries(NameLookup names) {
    PingTool ping = new PingTool(names);
    BusyboxPing busyboxPing = new BusyboxPing(names);
    return List.of(
        new ToolEntry("ip", "iproute2", new IpTool()),
        new ToolEntry("ip", ToolEntry.BUSYBOX, new BusyboxIp()),
        new ToolEntry("arping", "iputils", new ArpingTool(names)),
        new ToolEntry("arping", ToolEntry.BUSYBOX, new BusyboxArping(names)),
        new ToolEntry("ethtool", "ethtool", new EthtoolTool()),
        new ToolEntry("ipvsadm", "ipvsadm", new IpvsadmTool()),
        new ToolEntry("route", "net-tools", new RouteTool(false)),
        new ToolEntry("route", ToolEntry.BUSYBOX, new RouteTool(true)),
        new ToolEntry("arp", "net-tools", new ArpTool(false)),
        new ToolEntry("arp", ToolEntry.BUSYBOX, new ArpTool(true)),
        new ToolEntry("ping", "iputils", ping),
        new ToolEntry("ping4", "iputils", ping),
        new ToolEntry("ping6", "iputils", ping),
        new ToolEntry("ping", ToolEntry.BUSYBOX, busyboxPing),
        new ToolEntry("ping6", ToolEntry.BUSYBOX, busyboxPing),
        new ToolEntry("traceroute", "traceroute", new TracerouteTool(names, false)),
        new ToolEntry("traceroute", ToolEntry.BUSYBOX, new TracerouteTool(names, true)),
        new ToolEntry("traceroute6", "traceroute", new TracerouteTool(names, false).forIpv6()),
        new ToolEntry("traceroute6", ToolEntry.BUSYBOX, new TracerouteTool(names, true).forIpv6()));
  }
}

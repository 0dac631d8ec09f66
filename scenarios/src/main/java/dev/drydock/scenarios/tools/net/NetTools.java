package dev.drydock.scenarios.tools.net;

import dev.drydock.scenarios.tools.ToolEntry;
import dev.drydock.scenarios.tools.names.NameLookup;
import dev.drydock.scenarios.tools.net.ethtool.EthtoolTool;
import dev.drydock.scenarios.tools.net.ip.BusyboxIp;
import dev.drydock.scenarios.tools.net.ip.IpTool;
import dev.drydock.scenarios.tools.net.nettools.ArpTool;
import dev.drydock.scenarios.tools.net.nettools.RouteTool;
import java.util.List;

/// The tools that show and change what the kernel knows of the network, with the packages that
/// bring them.
public final class NetTools {
  private NetTools() {}

  /// The tools.
  ///
  /// @param names how names are found
  public static List<ToolEntry> entries(NameLookup names) {
    return List.of(
        new ToolEntry("ip", "iproute2", new IpTool()),
        new ToolEntry("ip", ToolEntry.BUSYBOX, new BusyboxIp()),
        new ToolEntry("ethtool", "ethtool", new EthtoolTool()),
        new ToolEntry("ipvsadm", "ipvsadm", new IpvsadmTool()),
        new ToolEntry("route", "net-tools", new RouteTool(names, false)),
        new ToolEntry("route", ToolEntry.BUSYBOX, new RouteTool(names, true)),
        new ToolEntry("arp", "net-tools", new ArpTool(names, false)),
        new ToolEntry("arp", ToolEntry.BUSYBOX, new ArpTool(names, true)));
  }
}

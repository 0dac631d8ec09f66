package dev.drydock.scenarios.tools.dhcp;

import dev.drydock.scenarios.tools.ToolEntry;
import java.util.List;

/// The DHCP clients there are.
public final class DhcpTools {
  private DhcpTools() {}

  /// The tools.
  public static List<ToolEntry> entries() {
    UdhcpcTool udhcpc = new UdhcpcTool();
    return List.of(
        new ToolEntry("udhcpc", ToolEntry.BUSYBOX, udhcpc),
        new ToolEntry("udhcpc", ToolEntry.MACHINE, udhcpc),
        new ToolEntry("dhclient", "isc-dhcp-client", new DhclientTool()));
  }
}

package dev.drydock.scenarios.tools.ifconfig;

import dev.drydock.scenarios.tools.ToolEntry;
import java.util.List;

/// The two forms of `ifconfig`.
public final class IfconfigTools {
  private IfconfigTools() {}

  /// What there is.
  public static List<ToolEntry> entries() {
    return List.of(
        new ToolEntry("ifconfig", "net-tools", new IfconfigTool(new NetToolsText())),
        new ToolEntry("ifconfig", ToolEntry.BUSYBOX, new IfconfigTool(new BusyboxText())));
  }
}

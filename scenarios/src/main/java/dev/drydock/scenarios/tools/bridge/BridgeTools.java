package dev.drydock.scenarios.tools.bridge;

import dev.drydock.scenarios.tools.ToolEntry;
import java.util.List;

/// The bridge commands there are.
public final class BridgeTools {
  private BridgeTools() {}

  /// What there is.
  public static List<ToolEntry> entries() {
    return List.of(
        new ToolEntry("brctl", ToolEntry.MACHINE, new BrctlTool()),
        new ToolEntry("vconfig", ToolEntry.BUSYBOX, new VconfigTool()),
        new ToolEntry("bridge", "iproute2", new BridgeTool()));
  }
}

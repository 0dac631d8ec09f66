package dev.drydock.scenarios.tools.perf;

import dev.drydock.scenarios.tools.ToolEntry;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.List;

/// The tools that measure throughput.
public final class PerfTools {
  private PerfTools() {}

  /// The tools.
  ///
  /// @param names how they find the addresses of names
  public static List<ToolEntry> entries(NameLookup names) {
    return List.of(new ToolEntry("iperf3", "iperf3", new IperfTool(names)));
  }
}

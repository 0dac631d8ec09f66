package dev.drydock.scenarios.tools.process;

import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.ToolEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Commands about processes and sockets, with the packages that bring them.
public final class ProcessTools {
  private ProcessTools() {}

  /// The tools.
  public static List<ToolEntry> entries() {
    List<ToolEntry> entries = new ArrayList<>();
    entries.add(new ToolEntry("ps", ToolEntry.MACHINE, Ps::procps));
    entries.add(new ToolEntry("ps", "procps", Ps::procps));
    entries.add(new ToolEntry("ps", ToolEntry.BUSYBOX, Ps::busybox));
    Map<String, Tool> everywhere =
        new TreeMap<>(
            Map.of(
                "kill", Signals::kill,
                "pgrep", Signals::pgrep,
                "pkill", Signals::pkill,
                "killall", Signals::killall,
                "pidof", Signals::pidof));
    everywhere.forEach((name, tool) -> {
      entries.add(new ToolEntry(name, ToolEntry.MACHINE, tool));
      entries.add(new ToolEntry(name, ToolEntry.BUSYBOX, tool));
    });
    entries.add(new ToolEntry("ss", "ss", new SsTool()));
    entries.add(new ToolEntry("ss", "iproute2", new SsTool()));
    entries.add(new ToolEntry("netstat", "net-tools", new NetstatTool(false)));
    entries.add(new ToolEntry("netstat", ToolEntry.BUSYBOX, new NetstatTool(true)));
    return List.copyOf(entries);
  }
}

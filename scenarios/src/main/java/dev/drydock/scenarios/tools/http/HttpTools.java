package dev.drydock.scenarios.tools.http;

import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Shell;
import dev.drydock.scenarios.tools.ToolEntry;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.ArrayList;
import java.util.List;

/// The clients there are, with the packages that bring them.
public final class HttpTools {
  private HttpTools() {}

  /// The tools.
  ///
  /// @param names how they find the addresses of names
  public static List<ToolEntry> entries(NameLookup names) {
    BusyboxWget wget = new BusyboxWget(names);
    return List.of(
        new ToolEntry("wget", "wget", new GnuWget(names)),
        new ToolEntry("wget", ToolEntry.BUSYBOX, wget),
        new ToolEntry("curl", "curl", new CurlTool(names)),
        new ToolEntry("entrypoint.sh", "curl-entrypoint", HttpTools::curlEntry),
        new ToolEntry("telnet", ToolEntry.BUSYBOX, new BusyboxTelnet(names)),
        new ToolEntry("nc", "nc", new Netcat(names, NetcatText.OPENBSD)),
        new ToolEntry("netcat", "nc", new Netcat(names, NetcatText.OPENBSD)),
        new ToolEntry("nc", ToolEntry.BUSYBOX, new Netcat(names, NetcatText.BUSYBOX)));
  }

  /// `entrypoint.sh` of curl's own image: options, and what is no command, are curl's.
  private static int curlEntry(Invocation invocation) {
    List<String> words = new ArrayList<>(invocation.arguments());
    Shell shell = invocation.shell();
    boolean isCommand =
        !words.isEmpty()
            && shell.tools().find(words.getFirst(), invocation.place().toolbox()) != null;
    if (!isCommand) {
      words.addFirst("curl");
    }
    Invocation.Io io = new Invocation.Io(invocation.standardInput(), invocation.output());
    return shell.execute(words, invocation.place(), io);
  }
}

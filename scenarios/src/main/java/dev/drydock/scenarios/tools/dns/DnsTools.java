package dev.drydock.scenarios.tools.dns;

import dev.drydock.scenarios.tools.ToolEntry;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.util.List;

/// The tools that ask name servers, and the look-up of all others.
public final class DnsTools {
  private final QueryIds ids = new QueryIds();
  private final NameLookup names = new LibraryNames(ids);

  /// The tools of one lab.
  public DnsTools() {}

  /// How other tools find names.
  public NameLookup names() {
    return names;
  }

  /// The tools.
  public List<ToolEntry> entries() {
    DigTool dig = new DigTool(names, ids);
    HostTool host = new HostTool(names, ids);
    BindNslookup nslookup = new BindNslookup(names, ids);
    return List.of(
        new ToolEntry("dig", "dig", dig),
        new ToolEntry("host", "dnsutils", host),
        new ToolEntry("host", "dig", host),
        new ToolEntry("nslookup", "dnsutils", nslookup),
        new ToolEntry("nslookup", "dig", nslookup),
        new ToolEntry("nslookup", ToolEntry.BUSYBOX, new BusyboxNslookup(names, ids)),
        new ToolEntry("getent", "glibc", new GetentTool(names)));
  }
}

package dev.drydock.scenarios.shell;

import dev.drydock.scenarios.servers.ServerTool;
import dev.drydock.scenarios.tools.ToolEntry;
import dev.drydock.scenarios.tools.ToolRegistry;
import dev.drydock.scenarios.tools.basic.BasicTools;
import dev.drydock.scenarios.tools.bridge.BridgeTools;
import dev.drydock.scenarios.tools.capture.TcpdumpTool;
import dev.drydock.scenarios.tools.dhcp.DhcpTools;
import dev.drydock.scenarios.tools.dns.DnsTools;
import dev.drydock.scenarios.tools.docker.DockerTools;
import dev.drydock.scenarios.tools.firewall.FirewallTools;
import dev.drydock.scenarios.tools.http.HttpTools;
import dev.drydock.scenarios.tools.ifconfig.IfconfigTools;
import dev.drydock.scenarios.tools.names.NameLookup;
import dev.drydock.scenarios.tools.net.NetTools;
import dev.drydock.scenarios.tools.perf.PerfTools;
import dev.drydock.scenarios.tools.ping.PingTools;
import dev.drydock.scenarios.tools.process.ProcessTools;
import dev.drydock.scenarios.tools.scan.NmapTool;
import dev.drydock.scenarios.tools.tc.TcTool;
import java.util.ArrayList;
import java.util.List;

/// All commands that come with Drydock.
public final class StandardTools {
  private StandardTools() {}

  /// A registry of them.
  public static ToolRegistry registry() {
    List<ToolEntry> entries = new ArrayList<>();
    entries.addAll(BasicTools.entries());
    entries.addAll(BridgeTools.entries());
    entries.addAll(IfconfigTools.entries());
    entries.addAll(DockerTools.entries());
    entries.addAll(DhcpTools.entries());
    entries.addAll(FirewallTools.entries());
    entries.addAll(ProcessTools.entries());
    entries.addAll(ServerTool.entries());
    entries.addAll(TcTool.entries());
    entries.addAll(TcpdumpTool.entries());
    DnsTools dns = new DnsTools();
    NameLookup names = dns.names();
    entries.addAll(dns.entries());
    entries.addAll(NetTools.entries(names));
    entries.addAll(PingTools.entries(names));
    entries.addAll(HttpTools.entries(names));
    entries.addAll(NmapTool.entries(names));
    entries.addAll(PerfTools.entries(names));
    return new ToolRegistry(entries);
  }
}

package dev.drydock.scenarios.tools.net;

import dev.drydock.core.device.KernelOption;
import dev.drydock.core.netfilter.Connection;
import dev.drydock.core.netfilter.Netfilter;
import dev.drydock.core.netfilter.Tuple;
import dev.drydock.core.netfilter.VirtualServices;
import dev.drydock.core.netfilter.VirtualServices.Shown;
import dev.drydock.core.netfilter.VirtualServices.Traffic;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.List;

/// `ipvsadm -L`, with `-n` and `--stats`: the load balancer of the namespace. Docker makes its
/// services; nothing can be changed by hand.
final class IpvsadmTool implements Tool {
  @Override
  public int run(Invocation invocation) {
    boolean stats = false;
    boolean lists = invocation.arguments().isEmpty();
    for (String word : invocation.arguments()) {
      boolean known = List.of("--list", "--numeric", "--stats", "--exact").contains(word);
      if (!known && !word.matches("-[Lln]+")) {
        invocation.err("Try `ipvsadm -h' or 'ipvsadm --help' for more information.");
        return 2;
      }
      stats |= word.equals("--stats");
      lists |= word.equals("--list") || word.matches("-.*[Ll].*");
    }
    if (!lists) {
      invocation.err("Try `ipvsadm -h' or 'ipvsadm --help' for more information.");
      return 2;
    }
    if (!invocation.place().box().machine().softnet().kernel().has(KernelOption.IP_VS)) {
      invocation.err("Can't initialize ipvs: Protocol not available");
      invocation.err("Are you sure that IP Virtual Server is built in the kernel or as module?");
      return 255;
    }
    invocation.out("IP Virtual Server version 1.2.1 (size=4096)");
    if (stats) {
      invocation.out(
          "Prot LocalAddress:Port               Conns   InPkts  OutPkts  InBytes OutBytes");
      invocation.out("  -> RemoteAddress:Port");
    } else {
      invocation.out("Prot LocalAddress:Port Scheduler Flags");
      invocation.out("  -> RemoteAddress:Port           Forward Weight ActiveConn InActConn");
    }
    Netfilter netfilter = invocation.place().namespace().ipv4().netfilter();
    VirtualServices services = netfilter.virtualServices();
    for (int mark : services.marks()) {
      show(invocation, mark, stats);
    }
    return 0;
  }

  private static void show(Invocation invocation, int mark, boolean stats) {
    Netfilter netfilter = invocation.place().namespace().ipv4().netfilter();
    List<Shown> servers = netfilter.virtualServices().servers(mark);
    if (stats) {
      long connections = servers.stream().mapToLong(Shown::connections).sum();
      Traffic in = sum(servers.stream().map(Shown::in).toList());
      Traffic out = sum(servers.stream().map(Shown::out).toList());
      invocation.out(row("FWM  " + mark, connections, in, out));
      for (Shown server : servers) {
        String name = "  -> " + Ipv4Address.format(server.address()) + ":0";
        invocation.out(row(name, server.connections(), server.in(), server.out()));
      }
      return;
    }
    invocation.out("FWM  " + mark + " rr");
    for (Shown server : servers) {
      long active = count(netfilter, server, true);
      long others = count(netfilter, server, false);
      String name = Ipv4Address.format(server.address()) + ":0";
      invocation.out(
          "  -> %-28s %-7s %-6d %-10d %-10d"
              .formatted(name, "Masq", server.weight(), active, others));
    }
  }

  private static Traffic sum(List<Traffic> all) {
    long packets = all.stream().mapToLong(Traffic::packets).sum();
    return new Traffic(packets, all.stream().mapToLong(Traffic::bytes).sum());
  }

  private static String row(String name, long connections, Traffic in, Traffic out) {
    return "%-33s %8d %8d %8d %8d %8d"
        .formatted(name, connections, in.packets(), out.packets(), in.bytes(), out.bytes());
  }

  private static long count(Netfilter netfilter, Shown server, boolean established) {
    long count = 0;
    for (Connection connection : netfilter.conntrack().connections()) {
      boolean isActive = connection.stateName().equals("ESTABLISHED");
      boolean isOf =
          connection.isBalanced() && Tuple.source(connection.replyAddresses()) == server.address();
      count += isOf && isActive == established ? 1 : 0;
    }
    return count;
  }
}

package dev.drydock.scenarios.tools.process;

import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.tcp.TcpState;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Services;
import dev.drydock.scenarios.tools.Tool;
import java.util.Locale;

/// `netstat` of net-tools and of BusyBox: sockets. With `-r` it is `route`.
final class NetstatTool implements Tool {
  NetstatTool() {}

  @Override
  public int run(Invocation invocation) {
    String options = String.join("", invocation.arguments()).replace("-", "");
    if (options.contains("r")) {
      return invocation
          .shell()
          .run(
              "route" + (options.contains("n") ? " -n" : ""),
              invocation.place(),
              new Invocation.Io("", invocation.output()));
    }
    String which =
        options.contains("a")
            ? "(servers and established)"
            : options.contains("l") ? "(only servers)" : "(w/o servers)";
    boolean processes = options.contains("p");
    invocation.out("Active Internet connections " + which);
    invocation.out(
        "Proto Recv-Q Send-Q Local Address           Foreign Address         State      "
            + (processes ? " PID/Program name    " : ""));
    for (String protocol : new String[] {"tcp", "udp"}) {
      for (SocketLine line : SocketLine.of(invocation)) {
        if (line.protocol().equals(protocol) && isWanted(line, options)) {
          invocation.out(text(invocation, line, options));
        }
      }
    }
    return 0;
  }

  private static boolean isWanted(SocketLine line, String options) {
    boolean all = !options.contains("t") && !options.contains("u");
    boolean kind = all || options.contains(line.protocol().substring(0, 1));
    boolean state = options.contains("a") || line.isListening() == options.contains("l");
    return kind && state;
  }

  private static String text(Invocation invocation, SocketLine line, String options) {
    boolean numeric = options.contains("n");
    String text =
        String.format(
            Locale.ROOT,
            "%-5s %6d %6d %-23s %-23s %-11s",
            line.protocol() + (line.isV6() ? "6" : ""),
            line.queues().receive(),
            line.queues().send(),
            end(line.ends().local(), line.protocol(), numeric),
            end(line.ends().remote(), line.protocol(), numeric),
            state(line));
    return options.contains("p")
        ? text + String.format(Locale.ROOT, " %-20s", owner(invocation, line))
        : text;
  }

  private static String end(SocketAddress end, String protocol, boolean numeric) {
    String name = numeric || end.port() == 0 ? "*" : Services.name(end.port(), protocol);
    String port = end.port() == 0 ? "*" : name.equals("*") ? Integer.toString(end.port()) : name;
    return end.address() + ":" + port;
  }

  private static String state(SocketLine line) {
    for (TcpState state : TcpState.values()) {
      if (line.protocol().equals("tcp") && state.ss().equals(line.state())) {
        return state.netstat();
      }
    }
    return line.isListening() ? "" : "ESTABLISHED";
  }

  private static String owner(Invocation invocation, SocketLine line) {
    RunningProcess owner = line.owner();
    return owner == null ? "-" : new Visible(invocation).pid(owner) + "/" + owner.name();
  }
}

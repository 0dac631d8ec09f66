package dev.drydock.scenarios.tools.process;

import dev.drydock.core.device.DeviceCounters;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.tcp.TcpState;
import dev.drydock.scenarios.tools.BusyboxUsage;
import dev.drydock.scenarios.tools.InterfaceFlags;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Services;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.Toolbox;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// `netstat` of net-tools 2.10 and of BusyBox 1.35: sockets. With `-r` it is `route -e`, with `-i`
/// the counters of devices. Layouts are those of runs in a namespace of Linux 6.18.
final class NetstatTool implements Tool {
  private static final Map<String, String> LONG =
      Map.of(
          "--all", "a",
          "--listening", "l",
          "--numeric", "n",
          "--programs", "p",
          "--tcp", "t",
          "--udp", "u",
          "--route", "r",
          "--interfaces", "i");

  private final boolean busybox;

  NetstatTool(boolean busybox) {
    this.busybox = busybox;
  }

  @Override
  public int run(Invocation invocation) {
    StringBuilder letters = new StringBuilder();
    for (String word : invocation.arguments()) {
      letters.append(LONG.getOrDefault(word, word.replaceFirst("^-", "")));
    }
    String options = letters.toString();
    String wordy = options.replaceFirst("^[^-]*", "");
    if (busybox && !wordy.isEmpty()) {
      String wrong = "unrecognized option '-" + wordy + "'";
      return BusyboxUsage.wrong("netstat", wrong).end(invocation);
    }
    // Debian's build knows no programs (`FEATURE_NETSTAT_PRG`).
    boolean isDefault = invocation.place().toolbox().has(Toolbox.DEFAULT_BUILD);
    String known = busybox ? (isDefault ? "[ralntuwxepW]" : "[ralntuwxe]") : "[ralntuwxepiWo46cv]";
    String unknown = options.replaceAll(known, "");
    if (!unknown.isEmpty()) {
      String wrong = "invalid option -- '" + unknown.charAt(0) + "'";
      if (busybox) {
        return BusyboxUsage.wrong("netstat", wrong).end(invocation);
      }
      invocation.err("netstat: " + wrong);
      return 1;
    }
    if (options.contains("r")) {
      return invocation
          .shell()
          .run(
              "route -e" + (options.contains("n") ? "n" : ""),
              invocation.place(),
              new Invocation.Io("", invocation.output()));
    }
    if (options.contains("i")) {
      interfaces(invocation, options.contains("a"));
      return 0;
    }
    sockets(invocation, options);
    return 0;
  }

  private void sockets(Invocation invocation, String options) {
    String which =
        options.contains("a")
            ? "(servers and established)"
            : options.contains("l") ? "(only servers)" : "(w/o servers)";
    if (options.matches("[^tuwx]*|.*[tuw].*")) {
      invocation.out("Active Internet connections " + which);
      invocation.out(
          "Proto Recv-Q Send-Q Local Address           Foreign Address         State      "
              + (busybox ? " " : "")
              + (options.contains("p") ? (busybox ? "" : " ") + "PID/Program name    " : ""));
    }
    for (String protocol : List.of("tcp", "udp")) {
      SocketLine.of(invocation).stream()
          .filter(line -> line.protocol().equals(protocol) && isWanted(line, options))
          .sorted(Comparator.comparing(SocketLine::isV6))
          .forEach(line -> invocation.out(text(invocation, line, options)));
    }
    if (options.matches("[^tuwx]*|.*x.*")) {
      // Nothing here has sockets of the family UNIX.
      invocation.out("Active UNIX domain sockets " + which);
      invocation.out(
          "Proto RefCnt Flags       Type       State         I-Node"
              + (busybox ? " " : "   ")
              + "Path");
    }
  }

  /// `netstat -i`: what each device has counted.
  private static void interfaces(Invocation invocation, boolean all) {
    invocation.out("Kernel Interface table");
    invocation.out(
        "Iface             MTU    RX-OK RX-ERR RX-DRP RX-OVR    TX-OK TX-ERR TX-DRP TX-OVR Flg");
    invocation.place().namespace().devices().stream()
        .filter(device -> all || device.isUp())
        .sorted(Comparator.comparing(NetDevice::name))
        .forEach(device -> invocation.out(counters(device)));
  }

  private static String counters(NetDevice device) {
    DeviceCounters counters = device.counters();
    String letters =
        InterfaceFlags.classicWords(InterfaceFlags.of(device)).stream()
            .map(word -> FLAG_LETTERS.getOrDefault(word, ""))
            .sorted()
            .collect(Collectors.joining());
    return String.format(
        Locale.ROOT,
        "%-15s %5d %8d %6d %6d %-6d %8d %6d %6d %6d %s",
        device.name(),
        device.mtuBytes(),
        counters.rxFrames(),
        0,
        counters.rxDropped(),
        0,
        counters.txFrames(),
        0,
        counters.txDropped(),
        0,
        letters);
  }

  private static final Map<String, String> FLAG_LETTERS =
      Map.of(
          "UP", "U",
          "BROADCAST", "B",
          "LOOPBACK", "L",
          "RUNNING", "R",
          "MULTICAST", "M",
          "PROMISC", "P");

  private static boolean isWanted(SocketLine line, String options) {
    boolean all = !options.contains("t") && !options.contains("u");
    boolean kind = all || options.contains(line.protocol().substring(0, 1));
    boolean state = options.contains("a") || line.isListening() == options.contains("l");
    return kind && state;
  }

  private String text(Invocation invocation, SocketLine line, String options) {
    boolean numeric = options.contains("n");
    boolean listens = line.isListening();
    String text =
        String.format(
            Locale.ROOT,
            "%-5s %6d %6d %-23s %-23s %-11s" + (busybox ? " " : ""),
            line.protocol() + (line.isV6() && !busybox ? "6" : ""),
            line.queues().receive(),
            listens ? 0 : line.queues().send(),
            end(invocation, line.ends().local(), line.protocol(), numeric),
            end(invocation, line.ends().remote(), line.protocol(), numeric),
            state(line));
    return options.contains("p")
        ? text + String.format(Locale.ROOT, busybox ? "%-20s" : " %-20s", owner(invocation, line))
        : text;
  }

  private String end(Invocation invocation, SocketAddress end, String protocol, boolean numeric) {
    boolean unnamed = numeric || end.port() == 0;
    String name = unnamed ? "*" : Services.name(invocation.place(), end.port(), protocol);
    String port = end.port() == 0 ? "*" : name.equals("*") ? Integer.toString(end.port()) : name;
    boolean brackets = end.address().isV6() && !numeric && !busybox;
    return (brackets ? "[" + end.address() + "]" : end.address().toString()) + ":" + port;
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

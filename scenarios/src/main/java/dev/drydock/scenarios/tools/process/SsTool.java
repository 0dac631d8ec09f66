package dev.drydock.scenarios.tools.process;

import dev.drydock.core.machine.RunningProcess;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Place;
import dev.drydock.scenarios.tools.Services;
import dev.drydock.scenarios.tools.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// `ss` of iproute2 6.1: each column as wide as its widest entry.
final class SsTool implements Tool {
  private static final int COLUMNS = 9;

  /// What stands before a column.
  private static final List<String> BEFORE = List.of("", " ", " ", " ", " ", ":", " ", ":", "");

  private static final List<String> HEADER =
      List.of(
          "Netid",
          "State",
          "Recv-Q",
          "Send-Q",
          "Local Address",
          "Port",
          "Peer Address",
          "Port",
          "Process");

  SsTool() {}

  @Override
  public int run(Invocation invocation) {
    String options = "";
    List<String> words = new ArrayList<>();
    for (String word : invocation.arguments()) {
      options += letters(word);
      if (!word.startsWith("-")) {
        words.add(word);
      }
    }
    if (options.contains("s")) {
      summary(invocation);
      return 0;
    }
    String unknown = options.replaceAll("[lntuap460HreimoxwsO]", "");
    if (!unknown.isEmpty()) {
      invocation.err("ss: invalid option -- '" + unknown.charAt(0) + "'");
      return 255;
    }
    SsFilter filter;
    try {
      filter = SsFilter.read(words, options);
    } catch (CommandFailure wrong) {
      return wrong.end(invocation);
    }
    List<List<String>> rows = new ArrayList<>();
    if (!options.contains("H")) {
      rows.add(HEADER);
    }
    boolean bothKinds = options.contains("t") == options.contains("u");
    for (SocketLine line : SocketLine.of(invocation)) {
      if (isWanted(line, options) && filter.takes(line)) {
        rows.add(row(invocation, line, options));
      }
    }
    print(invocation, rows, bothKinds, filter.showsState());
    return 0;
  }

  /// `ss -s` (`print_summary`): how many sockets there are of each kind.
  private static void summary(Invocation invocation) {
    List<SocketLine> all = SocketLine.of(invocation);
    long tcp = all.stream().filter(line -> line.protocol().equals("tcp")).count();
    long waiting = all.stream().filter(line -> line.state().equals("TIME-WAIT")).count();
    long established =
        all.stream()
            .filter(line -> line.protocol().equals("tcp") && line.state().equals("ESTAB"))
            .count();
    invocation.out("Total: " + (all.size() - waiting));
    invocation.out(
        "TCP:   "
            + tcp
            + " (estab "
            + established
            + ", closed "
            + waiting
            + ", orphaned 0, timewait "
            + waiting
            + ")");
    invocation.out("");
    invocation.out("Transport Total     IP        IPv6");
    invocation.out(counts("RAW", List.of()));
    invocation.out(counts("UDP", open(all, "udp")));
    invocation.out(counts("TCP", open(all, "tcp")));
    invocation.out(counts("INET", open(all, "")));
    invocation.out(counts("FRAG", List.of()));
    invocation.out("");
  }

  private static List<SocketLine> open(List<SocketLine> all, String protocol) {
    return all.stream()
        .filter(line -> line.protocol().startsWith(protocol) && !line.state().equals("TIME-WAIT"))
        .toList();
  }

  private static String counts(String name, List<SocketLine> lines) {
    long v6 = lines.stream().filter(SocketLine::isV6).count();
    return String.format(
        Locale.ROOT, "%s\t  %-9d %-9d %-9d", name, lines.size(), lines.size() - v6, v6);
  }

  private static String letters(String word) {
    return switch (word) {
      case "--listening" -> "l";
      case "--tcp" -> "t";
      case "--udp" -> "u";
      case "--numeric" -> "n";
      case "--processes" -> "p";
      case "--all" -> "a";
      case "--summary" -> "s";
      case "--no-header" -> "H";
      default -> word.startsWith("-") ? word.substring(1) : "";
    };
  }

  private static boolean isWanted(SocketLine line, String options) {
    boolean all = !options.contains("t") && !options.contains("u");
    boolean kind = all || options.contains(line.protocol().substring(0, 1));
    boolean family =
        (!options.contains("4") || !line.isV6() || line.ends().bothFamilies())
            && (!options.contains("6") || line.isV6());
    return kind && family;
  }

  private static List<String> row(Invocation invocation, SocketLine line, String options) {
    Place place = invocation.place();
    boolean numeric = options.contains("n") || place.container() != null;
    boolean both = line.ends().bothFamilies();
    SocketAddress local = line.ends().local();
    SocketAddress remote = line.ends().remote();
    return List.of(
        line.protocol(),
        line.state(),
        Integer.toString(line.queues().receive()),
        Integer.toString(line.queues().send()),
        both ? "*" : address(local.address()),
        port(local.port(), line.protocol(), numeric),
        both ? "*" : address(remote.address()),
        port(remote.port(), line.protocol(), numeric),
        options.contains("p") ? process(invocation, line) : "");
  }

  private static String address(IpAddress address) {
    return address.isV6() ? "[" + address + "]" : address.toString();
  }

  private static String port(int port, String protocol, boolean numeric) {
    if (port == 0) {
      return "*";
    }
    String name = numeric ? "*" : Services.name(port, protocol);
    return name.equals("*") ? Integer.toString(port) : name;
  }

  private static String process(Invocation invocation, SocketLine line) {
    RunningProcess owner = line.owner();
    return owner == null
        ? ""
        : "users:((\"%s\",pid=%d,fd=%d))"
            .formatted(owner.name(), new Visible(invocation).pid(owner), line.descriptor());
  }

  private static void print(
      Invocation invocation, List<List<String>> rows, boolean showsProtocol, boolean showsState) {
    int[] widths = new int[COLUMNS];
    for (List<String> row : rows) {
      for (int i = 0; i < COLUMNS; i++) {
        widths[i] = Math.max(widths[i], row.get(i).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder text = new StringBuilder();
      for (int i = showsProtocol ? 0 : 1; i < COLUMNS; i++) {
        if (i == 1 && !showsState) {
          continue;
        }
        boolean isFirst = text.isEmpty();
        String padding = " ".repeat(widths[i] - row.get(i).length());
        boolean isRight = i == 4 || i == 6;
        text.append(isFirst ? "" : BEFORE.get(i));
        text.append(isRight ? padding + row.get(i) : row.get(i) + padding);
      }
      invocation.out(text.toString());
    }
  }
}

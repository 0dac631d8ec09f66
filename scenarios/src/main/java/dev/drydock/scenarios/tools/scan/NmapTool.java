package dev.drydock.scenarios.tools.scan;

import dev.drydock.core.app.PortProbe;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Calendar;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Services;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.ToolEntry;
import dev.drydock.scenarios.tools.names.NameLookup;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `nmap` 7.93: which hosts are there, and which of their ports are open, closed, or behind a
/// firewall. Every answer comes from a connection that was tried (`-sT`), also where the real one
/// would send a bare SYN; the layout is that of runs in a namespace of Linux 6.18.
public final class NmapTool implements Tool {
  /// How long an answer is waited for: what nmap begins with (`--initial-rtt-timeout`).
  private static final long WAIT_NANOS = 1_000_000_000L;

  /// Probes that are on their way at the same time.
  private static final int PROBES_MAX = 100;

  /// More ports of one state than this are only counted.
  private static final int LISTED_MAX = 25;

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final NameLookup names;

  private NmapTool(NameLookup names) {
    this.names = names;
  }

  /// The tool.
  ///
  /// @param names how it finds names and addresses
  public static List<ToolEntry> entries(NameLookup names) {
    return List.of(new ToolEntry("nmap", "nmap", new NmapTool(names)));
  }

  /// What a port turned out to be.
  private enum State {
    OPEN("open"),
    CLOSED("closed"),
    FILTERED("filtered"),
    SILENT("open|filtered");

    private final String word;

    State(String word) {
      this.word = word;
    }
  }

  /// A host that is asked.
  private record Target(String name, IpAddress address) {}

  @Override
  public int run(Invocation invocation) {
    ScanOptions options;
    List<Target> targets = new ArrayList<>();
    long start = invocation.lab().loop().nowNanos();
    if (invocation.arguments().isEmpty()) {
      invocation.out("Nmap 7.93 ( https://nmap.org )");
      invocation.out("Usage: nmap [Scan Type(s)] [Options] {target specification}");
      return 255;
    }
    try {
      options = ScanOptions.read(invocation.arguments());
      invocation.out(
          "Starting Nmap 7.93 ( https://nmap.org ) at " + CLOCK.format(Calendar.at(start)));
      for (String target : options.targets) {
        targets.addAll(resolve(invocation, target, options));
      }
    } catch (CommandFailure refusal) {
      return refusal.end(invocation);
    }
    if (targets.isEmpty()) {
      invocation.out("WARNING: No targets were specified, so 0 hosts scanned.");
    }
    int up = 0;
    for (Target target : targets) {
      up += scan(invocation, options, target) ? 1 : 0;
    }
    if (up == 0 && targets.size() == 1 && !options.skipsDiscovery) {
      invocation.out(
          "Note: Host seems down. If it is really up, but blocking our ping probes, try -Pn");
    }
    invocation.out(done(targets.size(), up, invocation.lab().loop().nowNanos() - start));
    return 0;
  }

  private static String done(int hosts, int up, long nanos) {
    return String.format(
        Locale.ROOT,
        "Nmap done: %d IP address%s (%d host%s up) scanned in %.2f seconds",
        hosts,
        hosts == 1 ? "" : "es",
        up,
        up == 1 ? "" : "s",
        nanos / 1e9);
  }

  private List<Target> resolve(Invocation invocation, String target, ScanOptions options)
      throws CommandFailure {
    List<Target> found = new ArrayList<>();
    for (IpAddress address : ScanOptions.addresses(target)) {
      found.add(new Target(options.numeric ? "" : names.nameOf(invocation, address), address));
    }
    if (!found.isEmpty()) {
      return found;
    }
    List<IpAddress> addresses = names.addresses(invocation, target).addresses();
    for (IpAddress address : addresses) {
      if (!address.isV6()) {
        return List.of(new Target(target, address));
      }
    }
    invocation.out("Failed to resolve \"" + target + "\".");
    return List.of();
  }

  /// Looks whether a host is there, and then at its ports.
  ///
  /// @return whether it is up
  private static boolean scan(Invocation invocation, ScanOptions options, Target target) {
    List<PortProbe> first = probe(invocation, target.address(), List.of(443, 80), true);
    long latency = latency(first);
    Neighbour neighbour = neighbour(invocation, target.address());
    boolean isUp = latency >= 0 || (neighbour != null && neighbour.state().isValid());
    boolean asksAnyway = options.skipsDiscovery && neighbour == null;
    if (!isUp && !asksAnyway) {
      return false;
    }
    String address = target.address().toString();
    invocation.out(
        "Nmap scan report for "
            + (target.name().isEmpty() ? address : target.name() + " (" + address + ")"));
    invocation.out(
        "Host is up" + (latency < 0 ? "." : " (" + significant(latency) + "s latency)."));
    if (!options.findsHostsOnly) {
      ports(invocation, options, target.address());
    }
    if (neighbour != null && neighbour.state().isValid()) {
      invocation.out(
          "MAC Address: "
              + Mac.format(neighbour.mac()).toUpperCase(Locale.ROOT)
              + " ("
              + vendor(neighbour.mac())
              + ")");
    }
    if (!options.findsHostsOnly) {
      invocation.out("");
    }
    return true;
  }

  /// Whose cards begin so, as far as it is met here.
  private static String vendor(long mac) {
    return switch ((int) (mac >>> 24)) {
      case 0x525400 -> "QEMU virtual NIC";
      case 0x080027 -> "Oracle VirtualBox virtual NIC";
      default -> "Unknown";
    };
  }

  /// The first answer of any kind: a refusal says as much as a connection.
  private static long latency(List<PortProbe> probes) {
    for (PortProbe probe : probes) {
      if (probe.answeredNanos() >= 0) {
        return probe.answeredNanos();
      }
      if (probe.error() == SocketError.CONNECTION_REFUSED) {
        return Math.max(0, probe.failedNanos());
      }
    }
    return -1;
  }

  private static @Nullable Neighbour neighbour(Invocation invocation, IpAddress address) {
    Netns namespace = invocation.place().namespace();
    for (Neighbour neighbour : namespace.ipv4().neighbours().entries()) {
      if (!address.isV6() && neighbour.address() == address.v4()) {
        return neighbour;
      }
    }
    return null;
  }

  /// Seconds with two significant digits (`num_to_string_sigdigits`).
  private static String significant(long nanos) {
    return new BigDecimal(nanos).movePointLeft(9).round(new MathContext(2)).toPlainString();
  }

  private static List<PortProbe> probe(
      Invocation invocation, IpAddress address, List<Integer> ports, boolean isTcp) {
    List<PortProbe> probes = new ArrayList<>();
    Netns namespace = invocation.place().namespace();
    for (int from = 0; from < ports.size(); from += PROBES_MAX) {
      List<PortProbe> batch = new ArrayList<>();
      for (int port : ports.subList(from, Math.min(ports.size(), from + PROBES_MAX))) {
        PortProbe probe =
            new PortProbe(
                namespace,
                new PortProbe.Target(new SocketAddress(address, port), isTcp, WAIT_NANOS));
        probe.start();
        batch.add(probe);
      }
      long limit = invocation.lab().loop().nowNanos() + 4 * WAIT_NANOS;
      boolean ended =
          invocation.shell().await(() -> batch.stream().allMatch(PortProbe::isDone), limit);
      if (!ended) {
        batch.forEach(PortProbe::interrupt);
      }
      probes.addAll(batch);
    }
    return probes;
  }

  private static State state(PortProbe probe, boolean isTcp) {
    return switch (probe.outcome()) {
      case OPEN, ENDED -> State.OPEN;
      case FAILED ->
          probe.error() == SocketError.CONNECTION_REFUSED ? State.CLOSED : State.FILTERED;
      case SILENT, PENDING -> isTcp ? State.FILTERED : State.SILENT;
    };
  }

  private static void ports(Invocation invocation, ScanOptions options, IpAddress address) {
    String protocol = options.udp ? "udp" : "tcp";
    List<PortProbe> probes = probe(invocation, address, options.ports, !options.udp);
    Map<State, Integer> counts = new EnumMap<>(State.class);
    probes.forEach(probe -> counts.merge(state(probe, !options.udp), 1, Integer::sum));
    List<String[]> rows = new ArrayList<>();
    for (int i = 0; i < probes.size(); i++) {
      State state = state(probes.get(i), !options.udp);
      boolean isHidden =
          state != State.OPEN && (counts.getOrDefault(state, 0) > LISTED_MAX || options.onlyOpen);
      if (!isHidden) {
        int port = options.ports.get(i);
        String name = Services.name(port, protocol);
        rows.add(
            new String[] {port + "/" + protocol, state.word, name.equals("*") ? "unknown" : name});
      }
    }
    summary(invocation, options, new Summary(address, counts, rows.isEmpty()));
    if (!rows.isEmpty()) {
      table(invocation, rows);
    }
  }

  /// What is counted instead of listed.
  private record Summary(IpAddress address, Map<State, Integer> counts, boolean isAll) {}

  private static void summary(Invocation invocation, ScanOptions options, Summary summary) {
    List<String> parts = new ArrayList<>();
    summary
        .counts()
        .forEach((state, count) -> {
          if (state != State.OPEN && count > LISTED_MAX) {
            String why =
                state == State.CLOSED
                    ? (options.udp ? "port-unreach" : options.connects ? "conn-refused" : "reset")
                    : "no-response";
            parts.add(
                count
                    + " "
                    + state.word
                    + (options.udp ? " udp" : " tcp")
                    + " ports ("
                    + why
                    + ")");
          }
        });
    if (summary.isAll() && !parts.isEmpty()) {
      invocation.out(
          "All "
              + options.ports.size()
              + " scanned ports on "
              + summary.address()
              + " are in ignored states.");
    }
    if (!parts.isEmpty()) {
      invocation.out("Not shown: " + String.join(", ", parts));
    } else if (!summary.isAll()) {
      invocation.out("");
    }
  }

  private static void table(Invocation invocation, List<String[]> rows) {
    rows.addFirst(new String[] {"PORT", "STATE", "SERVICE"});
    int first = rows.stream().mapToInt(row -> row[0].length()).max().orElse(0);
    int second = rows.stream().mapToInt(row -> row[1].length()).max().orElse(0);
    for (String[] row : rows) {
      invocation.out(
          row[0]
              + " ".repeat(first - row[0].length() + 1)
              + row[1]
              + " ".repeat(second - row[1].length() + 1)
              + row[2]);
    }
  }
}

package dev.drydock.scenarios.tools.net.nettools;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.ip.neighbour.NeighbourTable;
import dev.drydock.core.ip.neighbour.NudState;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.Getopt;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.names.NameLookup;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `arp` of net-tools 2.10 and of BusyBox 1.35: shows, sets and deletes neighbours of IPv4, as
/// `/proc/net/arp` and the calls `SIOCSARP` and `SIOCDARP` have them. Output, complaints and exit
/// codes are those of runs in a namespace of Linux 6.18. Without `-n` names are asked for.
public final class ArpTool implements Tool {
  private final NameLookup names;
  private final boolean busybox;

  public ArpTool(NameLookup names, boolean busybox) {
    this.names = names;
    this.busybox = busybox;
  }

  /// What a command line asks for.
  private static final class Request {
    char action = 'e';
    String device = "";
    boolean numeric;
    List<String> words = List.of();
  }

  @Override
  public int run(Invocation invocation) {
    Request request = new Request();
    Getopt read;
    try {
      read = Getopt.parse("aensdvDi:H:A:p:t:f", invocation.arguments());
    } catch (Getopt.Failure e) {
      invocation.err("arp: " + e.getMessage());
      invocation.err(busybox ? NetToolsUsage.BUSYBOX_ARP : NetToolsUsage.ARP);
      return busybox ? 1 : 3;
    }
    for (Getopt.Option option : read.options()) {
      switch (option.letter()) {
        case 'a', 's', 'd' -> request.action = option.letter();
        case 'i' -> request.device = option.value();
        case 'n' -> request.numeric = true;
        default -> {}
      }
    }
    request.words = read.operands();
    if (request.words.isEmpty()) {
      return request.action == 's' || request.action == 'd'
          ? refuse(invocation, "need host name")
          : show(invocation, request, null);
    }
    String host = request.words.getFirst();
    if (!Ipv4Address.isValid(host)) {
      invocation.err((busybox ? "arp: " : "") + host + ": Host name lookup failure");
      return failed();
    }
    int address = Ipv4Address.parse(host);
    return switch (request.action) {
      case 's' -> set(invocation, request, address);
      case 'd' -> delete(invocation, request, address);
      default -> show(invocation, request, address);
    };
  }

  private int failed() {
    return busybox ? 1 : 255;
  }

  private int refuse(Invocation invocation, String what) {
    invocation.err("arp: " + what);
    return failed();
  }

  private static NeighbourTable table(Invocation invocation) {
    return invocation.place().namespace().ipv4().neighbours();
  }

  private int show(Invocation invocation, Request request, @Nullable Integer wanted) {
    List<Neighbour> all =
        table(invocation).entries().stream()
            .filter(entry -> entry.state() != NudState.NONE)
            .toList();
    List<Neighbour> shown =
        all.stream()
            .filter(entry -> wanted == null || wanted == entry.address())
            .filter(
                entry -> request.device.isEmpty() || request.device.equals(entry.device().name()))
            .toList();
    boolean inColumns = !busybox && request.action != 'a';
    if (inColumns && !shown.isEmpty()) {
      invocation.out(
          "Address                  HWtype  HWaddress           Flags Mask            Iface");
    }
    HostNames hosts = new HostNames(names, invocation);
    for (Neighbour entry : shown) {
      String address = Ipv4Address.format(entry.address());
      String host = request.numeric ? address : hosts.shown(entry.address());
      invocation.out(inColumns ? columns(entry, host) : sentence(entry, host));
    }
    if (shown.isEmpty() && (wanted != null || !request.device.isEmpty())) {
      invocation.out(nothing(wanted, request.device, all.size()));
    }
    return 0;
  }

  private String nothing(@Nullable Integer wanted, String device, int entries) {
    if (busybox) {
      return "No match found in " + entries + " entries";
    }
    if (wanted == null || !device.isEmpty()) {
      return "arp: in " + entries + " entries no match found.";
    }
    String host = Ipv4Address.format(wanted);
    return host + " (" + host + ") -- no entry";
  }

  private static String columns(Neighbour entry, String host) {
    boolean known = entry.state().isValid();
    boolean isPermanent = entry.state() == NudState.PERMANENT;
    return String.format(
        Locale.ROOT,
        "%-23.23s  %-8.8s%-20.20s%-6.6s%-15.15s %s",
        host,
        known ? "ether" : "",
        known ? Mac.format(entry.mac()) : "(incomplete)",
        known ? (isPermanent ? "CM" : "C") : "",
        "",
        entry.device().name());
  }

  private String sentence(Neighbour entry, String host) {
    boolean known = entry.state().isValid();
    boolean isPermanent = entry.state() == NudState.PERMANENT;
    String address = Ipv4Address.format(entry.address());
    return (host.equals(address) ? "?" : host)
        + " ("
        + address
        + ") at "
        + (known ? Mac.format(entry.mac()) + " [ether] " : "<incomplete> ")
        + (isPermanent ? "PERM " : busybox ? " " : "")
        + "on "
        + entry.device().name();
  }

  private int delete(Invocation invocation, Request request, int address) {
    NeighbourTable table = table(invocation);
    for (Neighbour entry : table.entries()) {
      boolean fits = request.device.isEmpty() || request.device.equals(entry.device().name());
      if (fits && entry.address() == address) {
        table.remove(entry);
        return 0;
      }
    }
    invocation.err(
        busybox
            ? "arp: SIOCDARP(pub): " + NetErrno.NO_SUCH_FILE.text()
            : "No ARP entry for " + Ipv4Address.format(address));
    return failed();
  }

  private int set(Invocation invocation, Request request, int address) {
    if (request.words.size() < 2) {
      return refuse(invocation, "need hardware address");
    }
    long mac;
    try {
      mac = Mac.parse(request.words.get(1));
    } catch (IllegalArgumentException e) {
      return refuse(invocation, "invalid hardware address");
    }
    boolean isTemporary = request.words.size() > 2 && request.words.get(2).equals("temp");
    Netns namespace = invocation.place().namespace();
    Flow flow = new Flow();
    flow.destination = address;
    SendResult routed = namespace.ipv4().route(flow);
    var route = flow.route();
    NetErrno done = NetErrno.of(routed);
    NetDevice device = route == null ? null : route.device();
    if (done.isOk() && (route == null || device == null || route.type() == RouteType.LOCAL)) {
      done = NetErrno.INVALID;
    }
    if (!done.isOk() || device == null) {
      invocation.err((busybox ? "arp: " : "") + "SIOCSARP: " + done.text());
      return failed();
    }
    namespace
        .ipv4()
        .neighbours()
        .put(device, address, mac, isTemporary ? NudState.STALE : NudState.PERMANENT);
    return 0;
  }
}

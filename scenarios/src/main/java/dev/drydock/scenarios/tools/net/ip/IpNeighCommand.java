package dev.drydock.scenarios.tools.net.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.ip.neighbour.NeighbourProxy;
import dev.drydock.core.ip.neighbour.NeighbourTable;
import dev.drydock.core.ip.neighbour.NudState;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.IpUsage;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import dev.drydock.scenarios.tools.net.route.RouteRequest;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// `ip neigh` (`ip/ipneigh.c`).
final class IpNeighCommand {
  private static final String NO_DESTINATION = "Device and destination are required arguments.";

  private final IpContext context;
  private boolean namesDevice = true;

  IpNeighCommand(IpContext context) {
    this.context = context;
  }

  int run(Words words) throws ToolFailure {
    String word = words.isEmpty() ? "show" : words.next();
    if (Words.matches(word, "add")) {
      change(words, true, false);
    } else if (Words.matches(word, "change") || word.equals("chg")) {
      change(words, false, true);
    } else if (Words.matches(word, "replace")) {
      change(words, true, true);
    } else if (Words.matches(word, "delete")) {
      delete(words);
    } else if (Words.matches(word, "get")) {
      get(words);
    } else if (Words.matches(word, "show") || Words.matches(word, "list") || word.equals("lst")) {
      show(words);
    } else if (Words.matches(word, "flush")) {
      flush(words);
    } else if (Words.matches(word, "help")) {
      throw new ToolFailure(ToolFailure.MINUS_ONE, IpUsage.NEIGHBOUR);
    } else {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE, "Command \"" + word + "\" is unknown, try \"ip neigh help\".");
    }
    return 0;
  }

  private NeighbourTable table(boolean isV6) {
    Netns namespace = context.namespace();
    return isV6 ? namespace.ipv6().neighbours() : namespace.ipv4().neighbours();
  }

  /// The entries of the families that are wanted, IPv4 first.
  List<Neighbour> entries() {
    List<Neighbour> entries = new ArrayList<>();
    if (context.wants(IpContext.INET)) {
      entries.addAll(table(false).entries());
    }
    if (context.wants(IpContext.INET6)) {
      entries.addAll(table(true).entries());
    }
    return entries;
  }

  private static IpAddress addressOf(Neighbour neighbour) {
    return neighbour.isIpv6()
        ? IpAddress.of(neighbour.ipv6Address())
        : IpAddress.v4(neighbour.address());
  }

  /// Which entries are meant by `show` and `flush`.
  private static final class Filter {
    @Nullable NetDevice device;
    @Nullable NetDevice master;
    @Nullable IpPrefix to;
    boolean proxied;
    Set<NudState> states = EnumSet.noneOf(NudState.class);
    boolean statesGiven;

    boolean takes(Neighbour neighbour) {
      return (device == null || device == neighbour.device())
          && (master == null || master == neighbour.device().master())
          && (to == null || to.contains(addressOf(neighbour)))
          && states.contains(neighbour.state());
    }
  }

  private Filter filter(Words words, Set<NudState> states) throws ToolFailure {
    Filter filter = new Filter();
    filter.states = states;
    while (!words.isEmpty()) {
      String word = words.next();
      switch (word) {
        case "dev" -> filter.device = context.device(words.next());
        case "master" -> filter.master = context.device(words.next());
        case "nud" -> readState(filter, words.next());
        case "proxy" -> filter.proxied = true;
        case "nomaster", "unused" -> {}
        case "to" -> filter.to = RouteRequest.prefix(words.next(), context.family);
        default -> filter.to = RouteRequest.prefix(word, context.family);
      }
    }
    return filter;
  }

  /// The entries that BusyBox shows: told by a device, a prefix or states.
  List<Neighbour> shown(Words words) throws ToolFailure {
    Filter filter = filter(words, EnumSet.complementOf(EnumSet.of(NudState.NONE)));
    namesDevice = filter.device == null;
    return entries().stream().filter(filter::takes).toList();
  }

  /// Whether the device was not asked for, and so is shown.
  boolean namesDevice() {
    return namesDevice;
  }

  private static void readState(Filter filter, String word) throws ToolFailure {
    if (!filter.statesGiven) {
      filter.states = EnumSet.noneOf(NudState.class);
      filter.statesGiven = true;
    }
    if (word.equals("all")) {
      filter.states = EnumSet.allOf(NudState.class);
    } else {
      filter.states.add(state(word));
    }
  }

  private static NudState state(String word) throws ToolFailure {
    for (NudState state : NudState.values()) {
      if (state.name().toLowerCase(Locale.ROOT).equals(word)) {
        return state;
      }
    }
    throw Words.wrong(word, "nud state is bad");
  }

  private void show(Words words) throws ToolFailure {
    Filter filter = filter(words, EnumSet.complementOf(EnumSet.of(NudState.NONE)));
    if (filter.proxied) {
      showProxied(filter);
      return;
    }
    NeighbourText text = new NeighbourText(context, filter.device == null);
    for (Neighbour neighbour : entries()) {
      if (filter.takes(neighbour)) {
        context.tell(text.of(neighbour));
      }
    }
    context.endList();
  }

  private void showProxied(Filter filter) {
    for (boolean isV6 : new boolean[] {false, true}) {
      if (!context.wants(isV6 ? IpContext.INET6 : IpContext.INET)) {
        continue;
      }
      for (NeighbourProxy.Entry entry : table(isV6).proxied()) {
        boolean there = filter.device == null || filter.device == entry.device();
        if (there && (filter.to == null || filter.to.contains(entry.address()))) {
          String device = filter.device == null ? " dev " + entry.device().name() : "";
          context.out(entry.address() + device + " proxy ");
        }
      }
    }
  }

  /// `all` is the prefix of everything: permanent entries stay.
  private void flush(Words words) throws ToolFailure {
    if (words.isEmpty()) {
      throw new ToolFailure(1, "Flush requires arguments.");
    }
    Filter filter = filter(words, EnumSet.complementOf(EnumSet.of(NudState.PERMANENT)));
    int flushed = 0;
    for (Neighbour neighbour : entries()) {
      if (filter.takes(neighbour)) {
        table(neighbour.isIpv6()).remove(neighbour);
        flushed++;
      }
    }
    if (context.statistics > 0) {
      context.out(
          flushed == 0
              ? "Nothing to flush."
              : "\n*** Round 1, deleting "
                  + flushed
                  + " entries ***\n*** Flush is complete after 1 round ***");
    }
  }

  /// What stands behind `ip neigh add`.
  private static final class Request {
    @Nullable IpAddress address;
    @Nullable NetDevice device;
    String mac = "";
    NudState state = NudState.PERMANENT;
    boolean proxied;
  }

  private Request read(Words words, String missing) throws ToolFailure {
    Request request = new Request();
    while (!words.isEmpty()) {
      String word = words.next();
      switch (word) {
        case "lladdr" -> request.mac = words.next();
        case "nud" -> request.state = state(words.next());
        case "dev" -> request.device = context.device(words.next());
        case "proxy" -> {
          request.proxied = true;
          request.address = address(words.next());
        }
        case "router", "extern_learn", "managed" -> {}
        case "to" -> request.address = address(words.next());
        default -> request.address = address(word);
      }
    }
    if (request.device == null || request.address == null) {
      throw new ToolFailure(ToolFailure.MINUS_ONE, missing);
    }
    return request;
  }

  private static IpAddress address(String text) throws ToolFailure {
    IpAddress address = IpAddress.parseOrNull(text);
    if (address == null) {
      throw new ToolFailure(
          1, "Error: any valid address is expected rather than \"" + text + "\".");
    }
    return address;
  }

  private void change(Words words, boolean create, boolean replace) throws ToolFailure {
    Request request = read(words, NO_DESTINATION);
    NetDevice device = request.device;
    IpAddress address = request.address;
    if (device == null || address == null) {
      NetErrno.NOT_SUPPORTED.check();
      return;
    }
    if (request.proxied) {
      table(address.isV6()).addProxied(device, address);
      return;
    }
    Neighbour old = find(request);
    if (old != null && !replace) {
      NetErrno.EXISTS.check();
    }
    if (old == null && !create) {
      NetErrno.NO_SUCH_FILE.check();
    }
    if (request.mac.isEmpty() && request.state == NudState.PERMANENT) {
      NetErrno.INVALID.saying("No link layer address given").check();
    }
    long mac = mac(request.mac);
    if (address.isV6()) {
      table(true).put(device, address.v6(), mac, request.state);
    } else {
      table(false).put(device, address.v4(), mac, request.state);
    }
  }

  private static long mac(String text) throws ToolFailure {
    try {
      return text.isEmpty() ? 0 : Mac.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ToolFailure(1, "\"" + text + "\" is invalid lladdr.");
    }
  }

  private void delete(Words words) throws ToolFailure {
    Request request = read(words, NO_DESTINATION);
    NetDevice device = request.device;
    IpAddress address = request.address;
    if (request.proxied && device != null && address != null) {
      boolean was = table(address.isV6()).removeProxied(device, address);
      (was ? NetErrno.OK : NetErrno.NO_SUCH_FILE).check();
      return;
    }
    Neighbour old = find(request);
    if (old == null) {
      NetErrno.NO_SUCH_FILE.check();
      return;
    }
    table(old.isIpv6()).remove(old);
  }

  private void get(Words words) throws ToolFailure {
    Neighbour found = find(read(words, "Device and address are required arguments."));
    if (found == null) {
      NetErrno.NO_SUCH_FILE.saying("Neighbour entry not found").check();
      return;
    }
    context.tell(new NeighbourText(context, true).of(found));
    context.endList();
  }

  private @Nullable Neighbour find(Request request) {
    NetDevice device = request.device;
    IpAddress address = request.address;
    if (device == null || address == null) {
      return null;
    }
    return address.isV6()
        ? table(true).lookup(device, address.high(), address.low())
        : table(false).lookup(device, address.v4());
  }
}

package dev.drydock.scenarios.tools.net.route;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.IpUsage;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A route as it stands behind `ip route add` and its like (`iproute_modify`). What is not said
/// stays unsaid, which matters for `del`.
public final class RouteRequest {
  private static final int HOP_LIMIT_MOST = 255;

  private final IpContext context;

  @Nullable IpPrefix destination;
  @Nullable IpAddress gateway;
  @Nullable IpAddress source;
  @Nullable NetDevice device;
  @Nullable RouteType type;
  @Nullable Scope scope;
  String protocol = "";
  int metric = -1;
  int table = Route.MAIN_TABLE;
  boolean onLink;
  boolean v6;
  int weight = 1;
  int mtuBytes;
  boolean mtuLocked;
  int hopLimit;
  private int advertisedMss;
  private int windowBytes;
  private int initialWindow;

  /// Of IPv6 routes: the preference among routers, the seconds until it ends; 0 for what is not
  /// said.
  int preference;

  int expiresSeconds;
  final List<RouteRequest> hops = new ArrayList<>();

  private RouteRequest(IpContext context) {
    this.context = context;
  }

  public static RouteRequest read(IpContext context, Words words) throws ToolFailure {
    RouteRequest request = new RouteRequest(context);
    request.v6 = context.family == IpContext.INET6;
    while (!words.isEmpty()) {
      request.readOne(words);
    }
    // A next hop of IPv6 makes "default" that of IPv6.
    IpPrefix asked = request.destination;
    boolean isOther = asked != null && request.v6 && asked.length() == 0 && !asked.isV6();
    if (asked == null || isOther) {
      request.destination = request.v6 ? ANY_V6 : ANY_V4;
    }
    return request;
  }

  private static final IpPrefix ANY_V4 = new IpPrefix(IpAddress.v4(0), 0);
  private static final IpPrefix ANY_V6 = new IpPrefix(IpAddress.ANY_V6, 0);

  private void readOne(Words words) throws ToolFailure {
    String word = words.next();
    switch (word) {
      case "via" -> gateway = readGateway(words);
      case "src" -> source = address(words.next());
      case "dev", "oif" -> device = context.device(words.next());
      case "metric", "priority", "preference" -> metric = words.number("metric");
      case "scope" -> scope = scope(words.next());
      case "proto", "protocol" -> protocol = words.next();
      case "table", "vrf" -> table = table(words.next());
      case "onlink" -> onLink = true;
      case "mtu" -> {
        mtuLocked = words.skip("lock");
        mtuBytes = words.number("mtu");
      }
      case "advmss" -> advertisedMss = metric(words, "mss");
      case "hoplimit" -> hopLimit = hopLimit(words);
      case "window" -> windowBytes = metric(words, "window");
      case "initcwnd" -> initialWindow = metric(words, "initcwnd");
      case "pref" -> preference = preference(words.next());
      case "expires" -> expiresSeconds = words.number("expires");
      case "tos" -> words.next();
      case "nexthop" -> readNextHop(words);
      case "help" -> throw new ToolFailure(ToolFailure.MINUS_ONE, IpUsage.ROUTE);
      case "to" -> readDestination(words.next(), words);
      default -> readDestination(word, words);
    }
  }

  /// `[lock] N`.
  private static int metric(Words words, String what) throws ToolFailure {
    words.skip("lock");
    return words.number(what);
  }

  private static int hopLimit(Words words) throws ToolFailure {
    int limit = metric(words, "hoplimit");
    if (limit > HOP_LIMIT_MOST) {
      throw Words.wrong(Integer.toString(limit), "\"hoplimit\" value is invalid");
    }
    return limit;
  }

  /// What is set for packets by the route.
  Route.Metrics metrics() {
    return new Route.Metrics(
        mtuBytes, mtuLocked, advertisedMss, hopLimit, windowBytes, initialWindow);
  }

  /// `nexthop [via ADDRESS] [dev DEVICE] [weight N] [onlink]`, up to the next one.
  private void readNextHop(Words words) throws ToolFailure {
    RouteRequest hop = new RouteRequest(context);
    while (!words.isEmpty() && !words.peek().equals("nexthop")) {
      String word = words.next();
      switch (word) {
        case "via" -> hop.gateway = hop.readGateway(words);
        case "dev" -> hop.device = context.device(words.next());
        case "weight" -> hop.weight = Math.max(1, words.number("weight"));
        case "onlink" -> hop.onLink = true;
        default -> {
          words.back();
          hops.add(hop);
          return;
        }
      }
    }
    v6 |= hop.v6;
    hops.add(hop);
  }

  private IpAddress readGateway(Words words) throws ToolFailure {
    if (words.peek().equals("inet") || words.peek().equals("inet6")) {
      words.next();
    }
    IpAddress read = address(words.next());
    v6 |= read.isV6();
    return read;
  }

  private void readDestination(String word, Words words) throws ToolFailure {
    RouteType named = typeOf(word);
    if (named != null && type == null) {
      type = named;
      if (words.isEmpty()) {
        return;
      }
      String following = words.next();
      readDestination(following.equals("to") ? words.next() : following, words);
      return;
    }
    if (destination != null) {
      throw Words.duplicate("to", word);
    }
    destination = prefix(word, context.family);
    v6 |= destination.address().isV6();
    if (v6 && destination.length() == 0 && !destination.address().isV6()) {
      destination = ANY_V6;
    }
  }

  static @Nullable RouteType typeOf(String word) {
    for (RouteType type : RouteType.values()) {
      if (type.word().equals(word)) {
        return type;
      }
    }
    return null;
  }

  /// A prefix as iproute2 reads it: `default`, `all` or `any` is everything, missing bytes are 0.
  public static IpPrefix prefix(String text, int family) throws ToolFailure {
    boolean v6 = text.indexOf(':') >= 0 || family == IpContext.INET6;
    if (text.equals("default") || text.equals("all") || text.equals("any")) {
      return v6 ? ANY_V6 : ANY_V4;
    }
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    if (!v6) {
      long dots = address.chars().filter(c -> c == '.').count();
      address = address + ".0".repeat((int) Math.max(0, 3 - dots));
    }
    IpPrefix cidr =
        IpPrefix.parseOrNull(address + (slash < 0 ? (v6 ? "/128" : "/32") : text.substring(slash)));
    if (cidr == null) {
      throw new ToolFailure(
          1,
          "Error: "
              + (family == IpContext.ANY ? "any valid" : v6 ? "inet6" : "inet")
              + " prefix is expected rather than \""
              + text
              + "\".");
    }
    return cidr;
  }

  private IpAddress address(String text) throws ToolFailure {
    IpAddress read = IpAddress.parseOrNull(text);
    if (read == null) {
      throw new ToolFailure(
          1,
          "Error: "
              + (context.family == IpContext.INET6 ? "inet6" : "inet")
              + " address is expected rather than \""
              + text
              + "\".");
    }
    return read;
  }

  private static int preference(String text) throws ToolFailure {
    return switch (text) {
      case "high" -> 1;
      case "medium" -> 0;
      case "low" -> -1;
      default -> throw Words.wrong(text, "\"pref\" value is invalid\n");
    };
  }

  private static Scope scope(String text) throws ToolFailure {
    for (Scope scope : Scope.values()) {
      if (scope.word().equals(text) || text.equals(Integer.toString(scope.number()))) {
        return scope;
      }
    }
    throw Words.wrong(text, "invalid \"scope\" value\n");
  }

  /// The number of a table.
  static int table(String text) throws ToolFailure {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "local" -> Route.LOCAL_TABLE;
      case "main" -> Route.MAIN_TABLE;
      case "default" -> Route.DEFAULT_TABLE;
      default -> {
        if (!text.matches("\\d{1,9}")) {
          throw Words.wrong(text, "\"table\" value is invalid\n");
        }
        yield Integer.parseInt(text);
      }
    };
  }

  /// Who makes the route: `boot` unless it is said.
  String protocolOrBoot() {
    return switch (protocol) {
      case "", "3" -> "boot";
      case "2" -> "kernel";
      case "4" -> "static";
      default -> protocol;
    };
  }

  /// How far the route reaches, when it is not said: what has no gateway is on the link.
  Scope scopeOrDefault() {
    if (scope != null) {
      return scope;
    }
    RouteType kind = type == null ? RouteType.UNICAST : type;
    return switch (kind) {
      case LOCAL -> Scope.HOST;
      case BROADCAST, MULTICAST, ANYCAST -> Scope.LINK;
      case UNICAST -> gateway == null && hops.isEmpty() ? Scope.LINK : Scope.GLOBAL;
      case BLACKHOLE, UNREACHABLE, PROHIBIT -> Scope.GLOBAL;
    };
  }
}

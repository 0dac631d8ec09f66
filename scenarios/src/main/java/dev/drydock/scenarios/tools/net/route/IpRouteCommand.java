package dev.drydock.scenarios.tools.net.route;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.Ipv4Interface;
import dev.drydock.core.ip.route.Fib;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteException;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.scenarios.tools.net.iproute.Fields;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.IpUsage;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ip route` (`ip/iproute.c`).
public final class IpRouteCommand {
  /// For the tables local, main and default.
  private static final int USUAL_RULES = 3;

  private final IpContext context;

  public IpRouteCommand(IpContext context) {
    this.context = context;
  }

  public int run(Words words) throws ToolFailure {
    String word = words.isEmpty() ? "show" : words.next();
    RouteChanges changes = new RouteChanges(context.namespace());
    if (Words.matches(word, "list") || Words.matches(word, "show") || word.equals("lst")) {
      show(words);
    } else if (Words.matches(word, "get")) {
      get(words);
    } else if (Words.matches(word, "add")) {
      changes.put(RouteRequest.read(context, words), RouteChanges.Mode.ADD).check();
    } else if (Words.matches(word, "change") || word.equals("chg")) {
      changes.put(RouteRequest.read(context, words), RouteChanges.Mode.CHANGE).check();
    } else if (Words.matches(word, "replace")) {
      changes.put(RouteRequest.read(context, words), RouteChanges.Mode.REPLACE).check();
    } else if (Words.matches(word, "prepend") || Words.matches(word, "append")) {
      changes.put(RouteRequest.read(context, words), RouteChanges.Mode.APPEND).check();
    } else if (Words.matches(word, "delete")) {
      changes.delete(RouteRequest.read(context, words)).check();
    } else if (Words.matches(word, "flush")) {
      flush(words);
    } else if (Words.matches(word, "help")) {
      throw new ToolFailure(ToolFailure.MINUS_ONE, IpUsage.ROUTE);
    } else {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE, "Command \"" + word + "\" is unknown, try \"ip route help\".");
    }
    return 0;
  }

  private void show(Words words) throws ToolFailure {
    boolean cache = words.skip("cache") || words.skip("cached");
    RouteFilter filter = RouteFilter.read(context, words);
    Fib fib = context.namespace().ipv4().fib();
    checkTable(fib, filter.table());
    if (cache) {
      showLearned(filter);
    } else {
      show(filter);
    }
    context.endList();
  }

  private void show(RouteFilter filter) {
    if (filter.wantsIpv4()) {
      RouteText text = new RouteText(filter.table() == 0, context.details > 0);
      for (Route route : context.namespace().ipv4().fib().routes()) {
        if (filter.takes(route)) {
          context.tell(text.of(route, filter.bare(route)));
        }
      }
    }
    if (filter.wantsIpv6()) {
      Ipv6RouteText text = new Ipv6RouteText(filter, context.details > 0, context.nowNanos());
      for (Ipv6Route route : context.namespace().ipv6().fib().routes()) {
        if (filter.takes(route)) {
          context.tell(text.of(route));
        }
      }
    }
  }

  /// What was learned of single destinations.
  private void showLearned(RouteFilter filter) {
    if (filter.wantsIpv6()) {
      Ipv6RouteText text = new Ipv6RouteText(filter, context.details > 0, context.nowNanos());
      for (Ipv6Route route : context.namespace().ipv6().learnedRoutes()) {
        if (filter.takes(route)) {
          context.tell(text.of(route));
        }
      }
    }
  }

  /// Strict checking: a table that was never made cannot be listed.
  private static void checkTable(Fib fib, int table) throws ToolFailure {
    boolean own = table == 0 || (table >= Route.DEFAULT_TABLE && table <= Route.LOCAL_TABLE);
    if (!own && !fib.hasTable(table)) {
      throw new ToolFailure(2, "Error: ipv4: FIB table does not exist.\nDump terminated");
    }
  }

  private void flush(Words words) throws ToolFailure {
    if (words.isEmpty()) {
      throw new ToolFailure(1, "\"ip route flush\" requires arguments.");
    }
    if (words.skip("cache")) {
      if (!context.invocation().place().rights().writesSettings()) {
        throw new ToolFailure(
            0, "Cannot open \"/proc/sys/net/ipv4/route/flush\": Read-only file system");
      }
      if (context.family != IpContext.INET6) {
        context.namespace().ipv4().forgetLearned();
      }
      if (context.family != IpContext.INET) {
        context.namespace().ipv6().forgetLearned();
      }
      return;
    }
    RouteFilter filter = RouteFilter.read(context, words);
    if (filter.wantsIpv4()) {
      context.namespace().ipv4().fib().removeIf(filter::takes);
    }
    if (filter.wantsIpv6()) {
      context.namespace().ipv6().fib().removeIf(filter::takes);
    }
  }

  private void get(Words words) throws ToolFailure {
    if (Ipv6RouteGet.concerns(context, words)) {
      new Ipv6RouteGet(context).run(words);
      return;
    }
    Flow flow = new Flow();
    boolean found = false;
    boolean matches = false;
    NetDevice arrival = null;
    while (!words.isEmpty()) {
      String word = words.next();
      switch (word) {
        case "fibmatch" -> matches = true;
        case "iif" -> arrival = context.device(words.next());
        case "from" -> flow.source = address(words.next());
        case "oif", "dev" -> flow.device = context.device(words.next());
        case "mark" -> flow.mark = words.number("mark");
        case "tos" -> flow.tos = words.number("tos");
        case "uid", "ipproto", "sport", "dport" -> words.next();
        case "to" -> {}
        default -> {
          flow.destination = address(word);
          found = true;
        }
      }
    }
    if (!found) {
      throw new ToolFailure(1, "need at least a destination address");
    }
    if (matches) {
      Route route = RouteAnswer.routed(context.namespace(), flow);
      context.tell(new RouteText(true, context.details > 0).of(route, route));
    } else {
      context.tell(answer(flow, arrival));
    }
    context.endList();
  }

  private static int address(String text) throws ToolFailure {
    IpAddress address = IpAddress.parseOrNull(text);
    if (address == null) {
      throw new ToolFailure(1, "Error: any valid prefix is expected rather than \"" + text + "\".");
    }
    if (address.isV6()) {
      throw ToolFailure.refused(NetErrno.NETWORK_UNREACHABLE);
    }
    return address.v4();
  }

  /// @param arrival where a packet would have come from; null for one of this machine's own
  private Fields answer(Flow flow, @Nullable NetDevice arrival) throws ToolFailure {
    int from = flow.source;
    Route route =
        arrival == null
            ? RouteAnswer.resolved(context.namespace(), flow)
            : RouteAnswer.routed(context.namespace(), flow);
    RouteType type = RouteAnswer.type(route, flow.destination);
    Fields fields = new Fields();
    if (type != RouteType.UNICAST) {
      fields.add("type", type.word(), "", " ");
    }
    fields.add("dst", Ipv4Address.format(flow.destination), "", " ");
    if (from != 0) {
      fields.add("from", "from", Ipv4Address.format(from));
    }
    RouteException learned = context.namespace().ipv4().exception(route, flow.destination);
    int redirected = learned == null ? 0 : learned.gateway();
    int usual = RouteAnswer.gateway(route, flow.destination);
    way(route, redirected != 0 ? redirected : usual, fields);
    if (from == 0 && arrival == null) {
      fields.add("prefsrc", "src", Ipv4Address.format(flow.source));
    }
    if (flow.mark != 0) {
      fields.add("mark", mark(flow.mark), "mark ", " ");
    }
    fields.put("flags", List.of());
    if (arrival == null) {
      fields.add("uid", "uid", 0);
    }
    String flags = isJoined(route, flow.destination) ? "<local,mc> " : cacheFlags(type);
    fields.say(context.newLine() + "    cache " + flags);
    fields.put("cache", flags.isEmpty() ? List.of() : List.of(flags.split("[<>, ]+", -1)[1]));
    if (arrival != null) {
      return fields.add("iif", "iif", arrival.name());
    }
    boolean narrowed = learned != null && learned.mtuBytes() != 0;
    String metrics = narrowed ? "" : RouteText.metrics(route);
    RouteText.putMetrics(metrics, fields);
    return fields.say(learned == null ? "" : learned(learned)).say(metrics);
  }

  private void way(Route route, int gateway, Fields fields) {
    if (gateway != 0) {
      fields.add("gateway", "via", Ipv4Address.format(gateway));
    }
    boolean local = route.type() == RouteType.LOCAL;
    NetDevice device = local ? context.namespace().loopback() : route.device();
    if (device != null) {
      fields.add("dev", "dev", device.name());
    }
    // Without rules of one's own the kernel keeps local routes in the table main (`fib_unmerge`).
    boolean isMerged =
        route.table() == Route.LOCAL_TABLE
            && context.namespace().ipv4().fib().rules().size() == USUAL_RULES;
    if (route.table() != Route.MAIN_TABLE && !isMerged) {
      fields.add("table", "table", RouteText.tableName(route.table()));
    }
  }

  /// `print_cache_flags`, `print_rta_cacheinfo` and `print_rta_metrics`.
  private String learned(RouteException exception) {
    long now = context.namespace().softnet().loop().nowNanos();
    long seconds = (exception.expiresNanos() - now) / 1_000_000_000L;
    String flags = exception.gateway() != 0 ? "<redirected> " : "";
    String mtu = exception.isMtuLocked() ? "mtu lock " : "mtu ";
    return flags
        + "expires "
        + seconds
        + "sec "
        + (exception.mtuBytes() != 0 ? mtu + exception.mtuBytes() + " " : "");
  }

  private boolean isJoined(Route route, int group) {
    NetDevice device = route.device();
    Ipv4Interface in = device == null ? null : context.namespace().ipv4().interfaces().find(device);
    return in != null && in.groups().has(group);
  }

  private static String cacheFlags(RouteType type) {
    return switch (type) {
      case LOCAL -> "<local> ";
      case BROADCAST -> "<local,brd> ";
      case MULTICAST -> "<mc> ";
      case UNICAST, ANYCAST, BLACKHOLE, UNREACHABLE, PROHIBIT -> "";
    };
  }

  /// Small marks are shown in decimal (`print_route`).
  private static String mark(int mark) {
    return mark >= 0 && mark < 16 ? Integer.toString(mark) : "0x" + Integer.toHexString(mark);
  }
}

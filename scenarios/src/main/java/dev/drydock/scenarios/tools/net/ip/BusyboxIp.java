package dev.drydock.scenarios.tools.net.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.Route;
import dev.drydock.scenarios.tools.BusyboxUsage;
import dev.drydock.scenarios.tools.CommandFailure;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import dev.drydock.scenarios.tools.net.link.IpAddrCommand;
import dev.drydock.scenarios.tools.net.link.IpLinkCommand;
import dev.drydock.scenarios.tools.net.link.ShowFilter;
import dev.drydock.scenarios.tools.net.link.ShownAddress;
import dev.drydock.scenarios.tools.net.route.BusyboxRouteGet;
import dev.drydock.scenarios.tools.net.route.IpRouteCommand;
import dev.drydock.scenarios.tools.net.route.IpRuleCommand;
import dev.drydock.scenarios.tools.net.route.Ipv6RouteText;
import dev.drydock.scenarios.tools.net.route.RouteFilter;
import java.util.List;

/// `ip` of BusyBox 1.35 (`networking/ip.c`, `libiproute`): what it shows looks different from
/// iproute2, what it changes is the same.
public final class BusyboxIp implements Tool {
  private static final List<String> OBJECTS = List.of("address", "route", "link", "rule", "neigh");
  private static final int MISSING_LINK = 2;
  private static final List<String> SHOW = List.of("list", "show", "lst");

  /// The command.
  public BusyboxIp() {}

  @Override
  public int run(Invocation invocation) {
    try {
      IpContext context = new IpContext(invocation);
      Words words = new Words(invocation.arguments());
      readOptions(context, words);
      if (words.isEmpty()) {
        throw usage();
      }
      return object(context, words);
    } catch (ToolFailure failure) {
      invocation.err(text(failure));
      boolean isOfLink = !failure.device().isEmpty() && isLink(invocation.arguments());
      int status = failure.status() == ToolFailure.MINUS_ONE ? 1 : failure.status();
      return isOfLink ? MISSING_LINK : status;
    }
  }

  /// `do_iplink` has an exit status of its own.
  private static boolean isLink(List<String> words) {
    String object = words.stream().filter(word -> !word.startsWith("-")).findFirst().orElse("");
    return object.startsWith("l") && "link".startsWith(object);
  }

  private static ToolFailure usage() {
    CommandFailure wrong = BusyboxUsage.of("ip");
    return new ToolFailure(wrong.status(), wrong.text());
  }

  /// The same trouble in the words of BusyBox.
  private static String text(ToolFailure failure) {
    NetErrno errno = failure.errno();
    if (errno != null) {
      return "ip: RTNETLINK answers: " + errno.text();
    }
    if (!failure.device().isEmpty()) {
      return "ip: can't find device '" + failure.device() + "'";
    }
    String text = failure.text();
    boolean whole = text.startsWith("BusyBox") || text.startsWith("ip: ");
    return whole ? text : "ip: " + text.replaceFirst("^Error: ", "");
  }

  /// `libiproute/ip_parse_common_args.c`.
  private static void readOptions(IpContext context, Words words) throws ToolFailure {
    while (words.peek().startsWith("-")) {
      String option = words.next().replaceFirst("^--?", "");
      switch (option) {
        case "" -> {
          return;
        }
        case "4" -> context.family = IpContext.INET;
        case "6" -> context.family = IpContext.INET6;
        case "0" -> context.family = IpContext.LINK;
        default -> {
          if ("oneline".startsWith(option)) {
            context.oneline = true;
          } else if ("family".startsWith(option)) {
            context.family = family(words.next());
          } else {
            throw usage(); // counters as well: they are not shown
          }
        }
      }
    }
  }

  private static int family(String word) throws ToolFailure {
    return switch (word) {
      case "inet" -> IpContext.INET;
      case "inet6" -> IpContext.INET6;
      case "link" -> IpContext.LINK;
      default -> throw wrong(word, "family");
    };
  }

  private static ToolFailure wrong(String word, String what) {
    return new ToolFailure(1, "ip: invalid argument '" + word + "' to '" + what + "'");
  }

  private static int object(IpContext context, Words words) throws ToolFailure {
    String word = words.next();
    String object = OBJECTS.stream().filter(name -> name.startsWith(word)).findFirst().orElse("");
    boolean shows = words.isEmpty() || SHOW.stream().anyMatch(s -> s.startsWith(words.peek()));
    if (shows && !words.isEmpty()) {
      words.next();
    }
    return switch (object) {
      case "address" ->
          shows ? showAddresses(context, words) : new IpAddrCommand(context).run(words);
      case "link" -> shows ? showLinks(context, words) : new IpLinkCommand(context).run(words);
      case "route" -> shows ? showRoutes(context, words) : changeRoute(context, words);
      case "neigh" ->
          shows ? showNeighbours(context, words) : new IpNeighCommand(context).run(words);
      case "rule" -> new IpRuleCommand(context).run(new Words(List.of("list")));
      default -> throw usage();
    };
  }

  private static int changeRoute(IpContext context, Words words) throws ToolFailure {
    return words.skip("get")
        ? new BusyboxRouteGet(context).run(words)
        : new IpRouteCommand(context).run(words);
  }

  private static int showLinks(IpContext context, Words words) throws ToolFailure {
    BusyboxIpText text = new BusyboxIpText(context);
    ShowFilter filter = ShowFilter.read(context, words);
    for (NetDevice device : context.namespace().devices()) {
      if (filter.takes(device)) {
        context.out(text.link(device));
      }
    }
    return 0;
  }

  private static int showAddresses(IpContext context, Words words) throws ToolFailure {
    BusyboxIpText text = new BusyboxIpText(context);
    ShowFilter filter = ShowFilter.read(context, words);
    boolean bare = context.family == IpContext.INET || context.family == IpContext.INET6;
    for (NetDevice device : context.namespace().devices()) {
      List<ShownAddress> addresses =
          ShownAddress.of(context, device).stream()
              .filter(each -> filter.takes(device, each))
              .toList();
      boolean leftOut = (bare || filter.narrowsAddresses()) && addresses.isEmpty();
      if (filter.takes(device) && !leftOut) {
        if (!context.oneline) {
          context.out(text.link(device));
        }
        addresses.forEach(address -> context.out(text.address(device, address)));
      }
    }
    return 0;
  }

  private static int showRoutes(IpContext context, Words words) throws ToolFailure {
    BusyboxIpText text = new BusyboxIpText(context);
    RouteFilter filter = RouteFilter.read(context, words);
    if (filter.wantsIpv4()) {
      for (Route route : context.namespace().ipv4().fib().routes()) {
        if (filter.takes(route)) {
          context.out(text.route(route, filter.table() == 0));
        }
      }
    }
    if (filter.wantsIpv6()) {
      for (Ipv6Route route : context.namespace().ipv6().fib().routes()) {
        if (filter.takesInBusybox(route)) {
          context.out(Ipv6RouteText.busybox(route, filter.table() == 0));
        }
      }
    }
    return 0;
  }

  private static int showNeighbours(IpContext context, Words words) throws ToolFailure {
    BusyboxIpText text = new BusyboxIpText(context);
    IpNeighCommand command = new IpNeighCommand(context);
    for (Neighbour neighbour : command.shown(words)) {
      context.out(text.neighbour(neighbour, command.namesDevice()));
    }
    return 0;
  }
}

package dev.drydock.scenarios.tools.net.ip;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.ip.neighbour.NudState;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.netns.Sysctls;
import dev.drydock.scenarios.tools.net.iproute.Fields;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.link.LinkText;
import dev.drydock.scenarios.tools.net.link.ShownAddress;
import dev.drydock.scenarios.tools.net.route.IpRuleCommand;
import dev.drydock.scenarios.tools.net.route.Ipv6RouteText;
import dev.drydock.scenarios.tools.net.route.RouteFilter;
import dev.drydock.scenarios.tools.net.route.RouteText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What `ip monitor` has seen of a namespace, and the messages that the kernel would have sent of
/// what has changed since (`rtmsg_ifinfo`, `rtmsg_ifa`, `inet6_ifa_notify`, `rtmsg_fib`,
/// `__neigh_notify`). It compares, so that what comes and goes in one moment is not told.
final class MonitorView {
  /// What a message is about, with the word of `label`.
  enum Subject {
    NETCONF,
    LINK,
    ADDR,
    ROUTE,
    NEIGH,
    RULE
  }

  /// One message.
  ///
  /// @param device of which it is, if of any
  /// @param text its lines without the end of the last
  record Message(Subject subject, @Nullable NetDevice device, String text) {}

  /// Something that is there.
  ///
  /// @param state what must change for a message; empty for what is not told
  private record Thing(Message shown, String state, Order order) {}

  private record Ordered(Message message, int order) {}

  /// Where a message stands among those of one moment.
  ///
  /// @param there of something that is new or has changed
  /// @param gone of something that is gone
  private record Order(int there, int gone) {}

  /// States of neighbours that are entered without a message (`neigh_timer_handler`,
  /// `__neigh_event_send`).
  private static final Set<NudState> SILENT = EnumSet.of(NudState.INCOMPLETE, NudState.DELAY);

  private static final Order CONFIGURATION = new Order(0, 19);
  private static final Order LINK = new Order(1, 20);
  private static final Order BRIDGE = new Order(2, 20);
  private static final Order NEIGHBOUR = new Order(17, 3);
  private static final Order ADDRESS = new Order(4, 12);
  private static final Order LOCAL = new Order(5, 15);
  private static final Order ROUTE = new Order(6, 13);
  private static final Order BROADCAST = new Order(7, 14);
  private static final Order GROUPS6 = new Order(8, 16);
  private static final Order ROUTE6 = new Order(9, 16);
  private static final Order ADDRESS6 = new Order(10, 12);
  private static final Order LOCAL6 = new Order(11, 16);
  private static final int GONE_WITH_LINK = 11; // IPv6 routes go before their addresses then
  private static final Order RULE = new Order(18, 18);

  private final IpContext context;
  private Map<String, Thing> things;

  /// Who begins to listen now.
  MonitorView(IpContext context) {
    this.context = context;
    this.things = look();
  }

  /// The messages of what has changed since it was asked last.
  List<Message> changes() {
    Map<String, Thing> now = look();
    List<Ordered> messages = new ArrayList<>();
    things.forEach((key, thing) -> {
      if (!now.containsKey(key) && isTold(thing)) {
        gone(thing).forEach(each -> messages.add(new Ordered(each, orderGone(thing))));
      }
    });
    now.forEach((key, thing) -> {
      Thing before = things.get(key);
      boolean changed = before == null || !before.state.equals(thing.state);
      if (changed && !thing.state.isEmpty() && !thing.shown.text.isEmpty()) {
        messages.add(new Ordered(thing.shown, thing.order.there));
      }
    });
    things = now;
    messages.sort(Comparator.comparingInt(Ordered::order));
    return messages.stream().map(Ordered::message).toList();
  }

  /// What is said of what is gone: of a neighbour that was deleted, and did not go with its link,
  /// that it has failed first (`neigh_delete`).
  private static List<Message> gone(Thing thing) {
    Message shown = thing.shown;
    NetDevice device = shown.device;
    String text =
        switch (shown.subject) {
          case LINK -> atEnd(shown.text);
          case NETCONF -> shown.text.replaceFirst(" forwarding .*", " ");
          case ADDR, ROUTE, NEIGH, RULE -> shown.text;
        };
    boolean isLost = device == null || !isUp(device) || !device.hasCarrier();
    if (shown.subject != Subject.NEIGH || isLost) {
      return List.of(new Message(shown.subject, device, "Deleted " + text));
    }
    String failed = text.replaceFirst("(lladdr \\S+ )?[A-Z]+ $", "FAILED ");
    return List.of(
        new Message(shown.subject, device, failed),
        new Message(shown.subject, device, "Deleted " + failed));
  }

  /// A link that goes was taken down before (`unregister_netdevice_many`).
  private static String atEnd(String text) {
    return text.replaceFirst("NO-CARRIER,", "")
        .replaceFirst(",UP", "")
        .replaceFirst(",LOWER_UP", "")
        .replaceFirst(" qdisc \\S+ ", " qdisc noop ")
        .replaceFirst(" state \\S+ ", " state DOWN ");
  }

  /// IPv4 routes that go with their link go silently, but for those of addresses
  /// (`fib_sync_down_dev`).
  private static boolean isTold(Thing thing) {
    Message shown = thing.shown;
    boolean isLost = shown.device != null && !isUp(shown.device);
    boolean goesSilently = thing.order == ROUTE || thing.order == BROADCAST;
    return !shown.text.isEmpty() && !(isLost && goesSilently);
  }

  private static int orderGone(Thing thing) {
    boolean isRoute6 = thing.order == ROUTE6 || thing.order == LOCAL6 || thing.order == GROUPS6;
    NetDevice device = thing.shown.device;
    return isRoute6 && device != null && !isUp(device) ? GONE_WITH_LINK : thing.order.gone;
  }

  private static boolean isUp(NetDevice device) {
    return device.upper() != null && device.isUp();
  }

  private Map<String, Thing> look() {
    Map<String, Thing> found = new LinkedHashMap<>();
    for (NetDevice device : context.namespace().devices()) {
      link(device, found);
      for (ShownAddress address : ShownAddress.of(context, device)) {
        address(device, address, found);
      }
    }
    routes(found);
    for (Neighbour neighbour : new IpNeighCommand(context).entries()) {
      neighbour(neighbour, found);
    }
    if (context.wants(IpContext.INET)) {
      for (Fields rule : new IpRuleCommand(context).rules()) {
        put(found, new Message(Subject.RULE, null, rule.text()), rule.text(), RULE);
      }
    }
    return found;
  }

  private static void put(Map<String, Thing> found, Message message, String key, Order order) {
    found.put(message.subject + key, new Thing(message, key, order));
  }

  private void link(NetDevice device, Map<String, Thing> found) {
    String text = new LinkText(context, false).full(device).text();
    String shown = text.replaceFirst("qlen \\d+", "");
    // That the other end of a pair goes elsewhere is told at the next change only.
    String state = shown.replaceAll("@\\S+|,M-DOWN| link-netns\\S* \\S+", "");
    Message message = new Message(Subject.LINK, device, shown);
    found.put(
        "LINK" + device.index(),
        new Thing(message, state, device instanceof Bridge ? BRIDGE : LINK));
    if (device.kind() != DeviceKind.LOOPBACK) {
      configuration(device, false, found);
      configuration(device, true, found);
    }
  }

  /// `ipnetconf.c`.
  private void configuration(NetDevice device, boolean isV6, Map<String, Thing> found) {
    String family = isV6 ? "inet6 " : "inet ";
    Sysctls sysctls = context.namespace().sysctls();
    String under = "net.ipv" + (isV6 ? "6" : "4") + ".conf." + device.name() + ".";
    String filter = sysctls.get(under + "rp_filter");
    String[] words = {"off", "strict", "loose"};
    String text =
        family
            + device.name()
            + (" forwarding " + onOrOff(sysctls.get(under + "forwarding")))
            + (isV6 || filter == null ? "" : " rp_filter " + words[filter.charAt(0) - '0'])
            + " mc_forwarding off proxy_neigh "
            + onOrOff(sysctls.get(under + (isV6 ? "proxy_ndp" : "proxy_arp")))
            + " ignore_routes_with_linkdown off ";
    Message message = new Message(Subject.NETCONF, device, text);
    found.put(
        "NETCONF" + family + device.index(),
        new Thing(message, text.replace(device.name(), ""), CONFIGURATION));
  }

  private static String onOrOff(@Nullable String value) {
    return "1".equals(value) ? "on" : "off";
  }

  /// A link-local address is told of once it may be used (`addrconf_dad_completed`).
  private void address(NetDevice device, ShownAddress address, Map<String, Thing> found) {
    boolean isV6 = address.family() == IpContext.INET6;
    if (!context.wants(address.family())) {
      return;
    }
    boolean isWaiting = address.flags().contains("tentative") && address.scope().equals("link");
    String text = device.index() + ": " + device.name() + address.full(context.newLine()).text();
    Message message = new Message(Subject.ADDR, device, isWaiting ? "" : text);
    String state = address.flags() + address.label() + address.scope();
    found.put(
        "ADDR" + device.index() + address.cidr() + address.peer(),
        new Thing(message, state, isV6 ? ADDRESS6 : ADDRESS));
  }

  private void routes(Map<String, Thing> found) {
    if (context.wants(IpContext.INET)) {
      RouteText text = new RouteText(true, context.details > 0);
      for (Route route : context.namespace().ipv4().fib().routes()) {
        String line = text.of(route, route).text();
        Message message = new Message(Subject.ROUTE, route.device(), line);
        Order order =
            switch (route.type()) {
              case LOCAL -> LOCAL;
              case BROADCAST -> BROADCAST;
              default -> ROUTE;
            };
        put(found, message, known(message), order);
      }
    }
    if (context.wants(IpContext.INET6)) {
      RouteFilter everything = RouteFilter.all(context);
      Ipv6RouteText text = new Ipv6RouteText(everything, context.details > 0, context.nowNanos());
      for (Ipv6Route route : context.namespace().ipv6().fib().routes()) {
        String line = text.of(route).text();
        Message message = new Message(Subject.ROUTE, route.device(), line);
        Order order =
            switch (route.type()) {
              case LOCAL, ANYCAST -> LOCAL6;
              case MULTICAST -> GROUPS6;
              default -> ROUTE6;
            };
        put(found, message, known(message), order);
      }
    }
  }

  /// By what a route is known, whatever its device is called and its carrier does.
  private static String known(Message route) {
    NetDevice device = route.device;
    String text = route.text.replaceAll("linkdown |expires -?\\d+sec ", "");
    return device == null
        ? text
        : text.replace(" dev " + device.name() + " ", " dev #" + device.index() + " ");
  }

  /// A state that is entered silently counts as none, so that the way back is told.
  private void neighbour(Neighbour neighbour, Map<String, Thing> found) {
    String line = new NeighbourText(context, true).of(neighbour).text();
    boolean isSilent = SILENT.contains(neighbour.state());
    String key = "NEIGH" + neighbour.device().index() + NeighbourText.address(neighbour);
    Message message = new Message(Subject.NEIGH, neighbour.device(), line);
    found.put(key, new Thing(message, isSilent ? "" : line, NEIGHBOUR));
  }
}

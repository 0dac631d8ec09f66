package dev.drydock.scenarios.tools.net.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.InterfaceFlags;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.LinkView;
import dev.drydock.scenarios.tools.net.link.ShownAddress;
import dev.drydock.scenarios.tools.net.route.RouteText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Links, addresses, routes and neighbours as BusyBox's `ip` shows them (`networking/libiproute`).
/// It knows nothing of other namespaces: the other end of a pair is shown as whatever has its index
/// here, and counts as down when there is nothing.
final class BusyboxIpText {
  /// Flags it has words for, in its order; others it shows as a number, as far as they have eight
  /// bits.
  private static final List<String> KNOWN_FLAGS =
      List.of("secondary", "tentative", "dadfailed", "deprecated", "dynamic");

  private final IpContext context;

  BusyboxIpText(IpContext context) {
    this.context = context;
  }

  /// The lines of a device without the end of the last.
  String link(NetDevice device) {
    LinkView view = context.view(device);
    StringBuilder text = new StringBuilder();
    text.append(view.index()).append(": ").append(view.name());
    LinkView.Lower lower = view.lower();
    NetDevice across = lower == null ? null : context.namespace().device(lower.index());
    if (lower != null) {
      text.append('@').append(across == null ? "if" + lower.index() : across.name());
    }
    text.append(": <").append(flags(view)).append(isDown(lower, across) ? ",M-DOWN" : "");
    text.append("> mtu ").append(device.mtuBytes()).append(' ');
    text.append(context.family == IpContext.INET6 ? "" : "qdisc " + view.qdisc() + " ");
    NetDevice master = context.family == IpContext.INET6 ? null : view.master();
    text.append(master == null ? "" : "master " + master.name() + " ");
    if (device.txQueueFrames() > 0) {
      text.append("qlen ").append(device.txQueueFrames());
    }
    if (context.family == IpContext.ANY || context.family == IpContext.LINK) {
      text.append(context.newLine()).append("    link/").append(view.hardware()).append(' ');
      text.append(view.mac()).append(" brd ").append(view.broadcast());
    }
    return text.toString();
  }

  private static boolean isDown(LinkView.@Nullable Lower lower, @Nullable NetDevice across) {
    return lower != null && (across == null || !across.isUp());
  }

  /// The flags it knows by name; others are left out here, as it shows them as a number.
  private static String flags(LinkView view) {
    return String.join(",", InterfaceFlags.words(view.flags(), ~InterfaceFlags.PROMISC));
  }

  /// The lines of an address without the end of the last; `nodad` has no name there.
  String address(NetDevice device, ShownAddress address) {
    List<String> flags = new ArrayList<>(KNOWN_FLAGS);
    flags.retainAll(address.flags());
    if (address.flags().contains("nodad")) {
      flags.add("flags 02");
    }
    String start = context.oneline ? device.index() + ": " + device.name() : "";
    return start
        + new ShownAddress(
                address.cidr(),
                address.peer(),
                address.metric(),
                address.broadcast(),
                address.scope(),
                flags,
                address.label(),
                address.valid(),
                address.preferred())
            .full(context.newLine())
            .text();
  }

  /// A route: who made it is not said, a source has two spaces in front.
  String route(Route route, boolean showsTable) {
    StringBuilder line = new StringBuilder();
    line.append(route.type() == RouteType.UNICAST ? "" : route.type().word() + " ");
    line.append(RouteText.destination(route.destination())).append(' ');
    if (route.gateway() != 0) {
      line.append("via ").append(Ipv4Address.format(route.gateway())).append(' ');
    }
    NetDevice device = route.device();
    line.append(device == null ? "" : "dev " + device.name() + " ");
    if (showsTable && route.table() != Route.MAIN_TABLE) {
      line.append("table ").append(RouteText.tableName(route.table())).append(' ');
    }
    if (route.scope() != Scope.GLOBAL) {
      line.append("scope ").append(route.scope().word()).append(' ');
    }
    if (route.preferredSource() != 0) {
      line.append(" src ").append(Ipv4Address.format(route.preferredSource())).append(' ');
    }
    if (route.metric() != 0) {
      line.append(" metric ").append(route.metric()).append(' ');
    }
    return line.append(route.onLink() ? "onlink " : "").toString();
  }

  /// A neighbour. Its times are divided by the 1 000 000 000 ticks that `/proc/net/psched` tells,
  /// so that they are always 0.
  String neighbour(Neighbour neighbour, boolean namesDevice) {
    boolean known = neighbour.state().isValid();
    return NeighbourText.address(neighbour)
        + (namesDevice ? " dev " + neighbour.device().name() : "")
        + " "
        + (known ? "lladdr " + Mac.format(neighbour.mac()) : "")
        + (neighbour.isPending() ? " ref 1" : "")
        + " used 0/0/0 probes "
        + neighbour.probes()
        + " "
        + neighbour.state().name();
  }
}

package dev.drydock.scenarios.tools.net.route;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.Ipv6Flow;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import org.jspecify.annotations.Nullable;

/// `ip route get` of BusyBox 1.35 (`iproute_get` of `libiproute/iproute.c`): words that are no
/// address are passed over, and the last address counts.
public final class BusyboxRouteGet {
  private static final int PARTS = 4;

  private final IpContext context;
  private @Nullable IpAddress destination;
  private @Nullable IpAddress source;
  private @Nullable NetDevice device;

  public BusyboxRouteGet(IpContext context) {
    this.context = context;
  }

  public int run(Words words) throws ToolFailure {
    while (!words.isEmpty()) {
      String word = words.next();
      switch (word) {
        case "from" -> source = address(words.next());
        case "oif", "dev" -> device = context.device(words.next());
        case "iif" -> {
          context.device(words.next());
          throw ToolFailure.refused(NetErrno.INVALID); // no `from` that could have come in there
        }
        case "notify", "connected", "to" -> {}
        default -> {
          IpAddress read = address(word);
          destination = read == null ? destination : read;
        }
      }
    }
    if (destination == null) {
      throw new ToolFailure(1, "need at least destination address");
    }
    context.out(destination.isV6() ? answerV6(destination) : answer(destination.v4()));
    return 0;
  }

  /// An address, or the first numbers of one; null when it is none.
  private static @Nullable IpAddress address(String word) {
    String text = word.replaceFirst("/.*", "");
    if (!text.matches("\\d+(\\.\\d+){0,2}")) {
      return IpAddress.parseOrNull(text);
    }
    int missing = PARTS - text.replaceAll("\\d", "").length() - 1;
    return IpAddress.parseOrNull(text + ".0".repeat(missing));
  }

  private String answer(int to) throws ToolFailure {
    Flow flow = new Flow();
    flow.destination = to;
    flow.source = source == null ? 0 : source.v4();
    flow.device = device;
    Route route = RouteAnswer.resolved(context.namespace(), flow);
    RouteType type = RouteAnswer.type(route, to);
    int gateway = RouteAnswer.gateway(route, to);
    NetDevice out = type == RouteType.LOCAL ? context.namespace().loopback() : route.device();
    return (type == RouteType.UNICAST ? "" : type.word() + " ")
        + Ipv4Address.format(to)
        + (source == null ? " " : " from " + source + " ")
        + (gateway == 0 ? "" : "via " + Ipv4Address.format(gateway) + " ")
        + (out == null ? "" : "dev " + out.name() + " ")
        + (source == null ? " src " + Ipv4Address.format(flow.source) + " " : "");
  }

  private String answerV6(IpAddress to) throws ToolFailure {
    Ipv6Flow flow = new Ipv6Flow();
    flow.setDestination(to.v6());
    flow.device = device;
    if (source != null) {
      flow.setSource(source.v6());
    }
    SendResult result = context.namespace().ipv6().route(flow);
    Ipv6Route route = flow.route();
    if (result != SendResult.OK || route == null) {
      throw ToolFailure.refused(NetErrno.of(result));
    }
    boolean isLocal = route.type() == RouteType.LOCAL;
    NetDevice out = isLocal ? context.namespace().loopback() : route.device();
    boolean isMain = route.table() == Route.MAIN_TABLE;
    return (route.type() == RouteType.UNICAST ? "" : route.type().word() + " ")
        + to
        + " from "
        + (source == null ? "::" : source)
        + (route.gateway() == null ? " " : " via " + route.gateway() + " ")
        + (out == null ? "" : "dev " + out.name() + " ")
        + (isMain ? "" : "table " + RouteText.tableName(route.table()) + " ")
        + (" src " + flow.source() + "  metric " + route.metric() + " ");
  }
}

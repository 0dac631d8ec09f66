package dev.drydock.scenarios.tools.net.nettools;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import dev.drydock.scenarios.tools.names.NameLookup;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import dev.drydock.scenarios.tools.net.route.RouteChanges;
import dev.drydock.scenarios.tools.net.route.RouteRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `route` of net-tools 2.10 and of BusyBox 1.35: lists the main table, adds and deletes routes by
/// the old system calls (`SIOCADDRT`, `rtentry_to_fib_config`). IPv4 only. Without `-n` names of
/// gateways are asked for; destinations are looked for in `/etc/networks` alone (`INET_rresolve`).
/// Output, complaints and exit codes are those of runs in a namespace of Linux 6.18.
public final class RouteTool implements Tool {
  private final NameLookup names;
  private final boolean busybox;

  public RouteTool(NameLookup names, boolean busybox) {
    this.names = names;
    this.busybox = busybox;
  }

  @Override
  public int run(Invocation invocation) {
    boolean numeric = false;
    int extended = 0;
    List<String> words = invocation.arguments();
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      if (word.equals("-A") || word.equals("-4") || word.equals("--inet")) {
        i += word.equals("-A") ? 1 : 0;
      } else if (word.matches("-[nNveFC]+")) {
        numeric |= word.indexOf('n') >= 0;
        extended += (int) word.chars().filter(c -> c == 'e').count();
      } else if (word.equals("add") || word.equals("del") || word.equals("delete")) {
        return change(invocation, word.equals("add"), words.subList(i + 1, words.size()));
      } else {
        if (word.startsWith("-")) {
          invocation.err("route: invalid option -- '" + word.replaceFirst("^-+", "") + "'");
        }
        return usage(invocation, NetToolsUsage.ROUTE);
      }
    }
    HostNames hosts = new HostNames(names, invocation);
    new RouteListing(invocation.place().namespace(), busybox, numeric, hosts::shown)
        .lines(extended)
        .forEach(invocation::out);
    return 0;
  }

  private int usage(Invocation invocation, String netTools) {
    invocation.err(busybox ? NetToolsUsage.BUSYBOX_ROUTE : netTools);
    return busybox ? 1 : 3;
  }

  /// What stands behind `add` and `del`.
  private static final class Request {
    String kind = "";
    String target = "";
    String mask = "";
    String gateway = "";
    String device = "";
    int metric = -1;
    boolean rejects;
  }

  /// The words of a request; null when they are not complete.
  private static @Nullable Request read(List<String> words) {
    Request request = new Request();
    Words left = new Words(words);
    try {
      if (left.peek().equals("-net") || left.peek().equals("-host")) {
        request.kind = left.next();
      }
      request.target = left.next();
      while (!left.isEmpty()) {
        String word = left.next();
        switch (word) {
          case "metric" -> request.metric = left.number("metric");
          case "netmask" -> request.mask = left.next();
          case "gw", "gateway" -> request.gateway = left.next();
          case "mss", "window", "irtt" -> left.next();
          case "reject" -> request.rejects = true;
          case "mod", "dyn", "reinstate" -> {}
          case "dev", "device" -> request.device = left.next();
          default -> request.device = word;
        }
      }
    } catch (ToolFailure e) {
      return null;
    }
    return request;
  }

  private int change(Invocation invocation, boolean adds, List<String> words) {
    Request request = read(words);
    if (request == null) {
      return usage(invocation, NetToolsUsage.ROUTE_CHANGE);
    }
    int slash = request.target.indexOf('/');
    String target = slash < 0 ? request.target : request.target.substring(0, slash);
    boolean isDefault = target.equals("default");
    if (!isDefault && !Ipv4Address.isValid(target)) {
      return unresolved(invocation, target, "Host name lookup failure");
    }
    if (!request.gateway.isEmpty() && !Ipv4Address.isValid(request.gateway)) {
      return unresolved(invocation, request.gateway, "Unknown host");
    }
    int address = isDefault ? 0 : Ipv4Address.parse(target);
    boolean isHost =
        request.kind.equals("-host")
            || (request.kind.isEmpty() && !isDefault && (!busybox || address != 0));
    int length = isHost ? 32 : 0;
    if (slash >= 0 || !request.mask.isEmpty()) {
      int mask = mask(slash < 0 ? request.mask : request.target.substring(slash + 1));
      length = Integer.bitCount(mask);
      String wrong = wrongMask(request, new Mask(mask, isHost), address);
      if (!wrong.isEmpty()) {
        return busybox
            ? refuse(invocation, wrong)
            : refuse(invocation, wrong) + usage(invocation, NetToolsUsage.ROUTE_CHANGE) - 1;
      }
    } else if (!isHost && address != 0) {
      return answer(invocation, adds, NetErrno.INVALID);
    }
    NetErrno done = apply(invocation, adds, request, new Ipv4Prefix(address, length));
    return answer(invocation, adds, done);
  }

  /// The bits of a mask given as a length or in dots; all ones with a zero in them for none.
  private static int mask(String text) {
    if (text.matches("[0-9]|[12]\\d|3[0-2]")) {
      return Ipv4Prefix.mask(Integer.parseInt(text));
    }
    return Ipv4Address.isValid(text) ? Ipv4Address.parse(text) : BOGUS;
  }

  private static final int BOGUS = 0xff00ff00;

  /// A mask and whether it is for one host.
  private record Mask(int bits, boolean isHost) {}

  private String wrongMask(Request request, Mask mask, int address) {
    if (Ipv4Prefix.mask(Integer.bitCount(mask.bits())) != mask.bits()) {
      return "bogus netmask " + (request.mask.isEmpty() ? request.target : request.mask);
    }
    if (mask.isHost() && mask.bits() != -1) {
      // Both print the bits of the host part.
      String bits = String.format(Locale.ROOT, "%08x", ~mask.bits());
      return busybox
          ? "netmask " + bits + " and host route conflict"
          : "netmask " + bits + " doesn't make sense with host route";
    }
    if ((address & ~mask.bits()) != 0) {
      return busybox ? "netmask and route address conflict" : "netmask doesn't match route address";
    }
    return "";
  }

  private NetErrno apply(
      Invocation invocation, boolean adds, Request request, Ipv4Prefix destination) {
    Netns namespace = invocation.place().namespace();
    if (!request.device.isEmpty() && namespace.device(request.device) == null) {
      return NetErrno.NO_DEVICE;
    }
    List<String> words = new ArrayList<>();
    if (request.rejects) {
      words.add("unreachable");
    }
    words.add(destination.toString());
    add(words, "via", request.gateway);
    add(words, "dev", request.device);
    add(words, "metric", request.metric < 0 ? "" : Integer.toString(request.metric));
    RouteRequest route = read(new IpContext(invocation), words);
    RouteChanges changes = new RouteChanges(namespace);
    return adds ? changes.put(route, RouteChanges.Mode.ADD) : changes.delete(route);
  }

  private static RouteRequest read(IpContext context, List<String> words) {
    try {
      return RouteRequest.read(context, new Words(words));
    } catch (ToolFailure e) {
      throw new IllegalStateException("words that were checked: " + words, e);
    }
  }

  private static void add(List<String> words, String name, String value) {
    if (!value.isEmpty()) {
      words.add(name);
      words.add(value);
    }
  }

  private int unresolved(Invocation invocation, String name, String why) {
    invocation.err(busybox ? "route: resolving " + name : name + ": " + why);
    return busybox ? 1 : 6;
  }

  private static int refuse(Invocation invocation, String what) {
    invocation.err("route: " + what);
    return 1;
  }

  private int answer(Invocation invocation, boolean adds, NetErrno done) {
    if (done.isOk()) {
      return 0;
    }
    String call = adds ? "SIOCADDRT: " : "SIOCDELRT: ";
    invocation.err((busybox ? "route: " : "") + call + done.text());
    return busybox ? 1 : 7;
  }
}

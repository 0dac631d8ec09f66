package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.ip.Interfaces;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.ip.v6.Ipv6InterfaceAddress;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.RouterAdvertisement;
import dev.drydock.scenarios.tools.net.iproute.IpContext;
import dev.drydock.scenarios.tools.net.iproute.IpUsage;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import org.jspecify.annotations.Nullable;

/// `ip address` (`ip/ipaddress.c`).
public final class IpAddrCommand {
  private final IpContext context;
  private final Configuration configuration;

  public IpAddrCommand(IpContext context) {
    this.context = context;
    this.configuration = new Configuration(context.namespace());
  }

  public int run(Words words) throws ToolFailure {
    String word = words.isEmpty() ? "show" : words.next();
    if (Words.matches(word, "add")) {
      change(words, true, false);
    } else if (Words.matches(word, "change") || word.equals("chg")) {
      change(words, true, true);
    } else if (Words.matches(word, "replace")) {
      change(words, true, true);
    } else if (Words.matches(word, "delete")) {
      change(words, false, false);
    } else if (Words.matches(word, "show") || Words.matches(word, "list") || word.equals("lst")) {
      new IpAddrShow(context, ShowFilter.read(context, words)).addresses();
    } else if (Words.matches(word, "flush")) {
      flush(words);
    } else if (Words.matches(word, "help")) {
      throw new ToolFailure(ToolFailure.MINUS_ONE, IpUsage.ADDRESS);
    } else {
      throw new ToolFailure(
          ToolFailure.MINUS_ONE, "Command \"" + word + "\" is unknown, try \"ip address help\".");
    }
    return 0;
  }

  /// What stands behind `ip addr add`.
  private static final class Request {
    @Nullable IpPrefix cidr;
    String device = "";
    String broadcast = "";
    String label = "";
    boolean noDad;
    long valid = RouterAdvertisement.INFINITE_SECONDS;
    long preferred = RouterAdvertisement.INFINITE_SECONDS;
    boolean prefixGiven;
    @Nullable Scope scope;
    int metric;
    boolean noNetworkRoute;
    boolean joinsGroup;
    String peer = "";

    /// Whether it ends some day.
    boolean isLimited() {
      return valid != RouterAdvertisement.INFINITE_SECONDS;
    }
  }

  private static Scope scope(String text) throws ToolFailure {
    Scope scope = Scope.of(text);
    if (scope == null) {
      throw Words.wrong(text, "invalid scope value.");
    }
    return scope;
  }

  /// The other end; its length, if one is given, is that of the address as well.
  private static @Nullable Ipv4Prefix peer(Request request) throws ToolFailure {
    if (request.peer.isEmpty()) {
      return null;
    }
    String whole = request.peer.indexOf('/') < 0 ? request.peer + "/32" : request.peer;
    IpPrefix peer = IpPrefix.parseOrNull(whole);
    if (peer == null || peer.isV6()) {
      throw new ToolFailure(
          1, "Error: inet prefix is expected rather than \"" + request.peer + "\".");
    }
    return new Ipv4Prefix(peer.address().v4(), peer.length());
  }

  private Request read(Words words) throws ToolFailure {
    Request request = new Request();
    while (!words.isEmpty()) {
      String word = words.next();
      switch (word) {
        case "dev" -> request.device = words.next();
        case "broadcast", "brd" -> request.broadcast = words.next();
        case "label" -> request.label = words.next();
        case "nodad" -> request.noDad = true;
        case "valid_lft" -> request.valid = lifetime(words.next(), word);
        case "preferred_lft" -> request.preferred = lifetime(words.next(), word);
        case "scope" -> request.scope = scope(words.next());
        case "metric", "priority", "preference" -> request.metric = words.number("metric");
        case "proto" -> words.next();
        case "noprefixroute" -> request.noNetworkRoute = true;
        case "peer", "remote" -> request.peer = words.next();
        case "autojoin" -> request.joinsGroup = true;
        case "home", "mngtmpaddr", "optimistic" -> {}
        case "local" -> readAddress(request, words.next());
        default -> readAddress(request, word);
      }
    }
    if (request.device.isEmpty()) {
      throw new ToolFailure(1, "Not enough information: \"dev\" argument is required.");
    }
    return request;
  }

  private static boolean isGroup(IpAddress address) {
    return address.isV6() ? Ipv6.isMulticast(address.v6().high()) : Ipv4.isMulticast(address.v4());
  }

  private static long lifetime(String text, String what) throws ToolFailure {
    if (text.equals("forever")) {
      return RouterAdvertisement.INFINITE_SECONDS;
    }
    if (!text.matches("\\d{1,9}")) {
      throw Words.wrong(text, what + " value");
    }
    return Long.parseLong(text);
  }

  private static void readAddress(Request request, String text) throws ToolFailure {
    if (request.cidr != null) {
      throw Words.duplicate("local", text);
    }
    boolean v6 = text.indexOf(':') >= 0;
    request.prefixGiven = text.indexOf('/') >= 0;
    String whole = request.prefixGiven ? text : text + (v6 ? "/128" : "/32");
    request.cidr = IpPrefix.parseOrNull(whole);
    if (request.cidr == null) {
      throw new ToolFailure(
          1,
          "Error: "
              + (v6 ? "inet6" : "any valid")
              + " prefix is expected rather than \""
              + text
              + "\".");
    }
  }

  private void change(Words words, boolean add, boolean replace) throws ToolFailure {
    Request request = read(words);
    NetDevice device = context.device(request.device);
    IpPrefix cidr = request.cidr;
    if (cidr == null) {
      NetErrno.INVALID.check();
      return;
    }
    if (request.joinsGroup && !isGroup(cidr.address())) {
      throw new ToolFailure(1, "autojoin needs multicast address");
    }
    if (!add) {
      warnOfWildcard(request, cidr);
      configuration.deleteAddress(device, cidr, request.prefixGiven).check();
      return;
    }
    checkLifetimes(request);
    NetErrno answer = configuration.addAddress(device, address(request, cidr));
    if (!(replace && answer.number() == NetErrno.EXISTS.number())) {
      answer.check();
    }
    if (!cidr.address().isV6() && (request.isLimited() || replace)) {
      limit(device, request, new Ipv4Prefix(cidr.address().v4(), cidr.length()));
    }
  }

  private static void checkLifetimes(Request request) throws ToolFailure {
    if (request.valid == 0) {
      throw new ToolFailure(ToolFailure.MINUS_ONE, "valid_lft is zero");
    }
    if (request.preferred > request.valid) {
      throw new ToolFailure(ToolFailure.MINUS_ONE, "preferred_lft is greater than valid_lft");
    }
  }

  private Configuration.NewAddress address(Request request, IpPrefix cidr) throws ToolFailure {
    Ipv6InterfaceAddress.Origin origin =
        new Ipv6InterfaceAddress.Origin(
            request.noDad, false, false, request.valid, request.preferred);
    long now = context.nowNanos();
    InterfaceAddress.Details details =
        new InterfaceAddress.Details(
            cidr.address().isV6() ? null : peer(request),
            request.noNetworkRoute,
            request.metric,
            request.isLimited() ? now + request.preferred * Nanos.SECOND : -1,
            request.joinsGroup);
    return new Configuration.NewAddress(
        cidr,
        broadcast(request, cidr),
        request.label,
        origin,
        new Configuration.Said(request.scope, details));
  }

  private void limit(NetDevice device, Request request, Ipv4Prefix address) {
    Interfaces interfaces = context.namespace().ipv4().interfaces();
    if (request.isLimited()) {
      interfaces.setLifetime(device, address, request.valid * Nanos.SECOND);
    } else {
      interfaces.setForever(device, address);
    }
  }

  private void warnOfWildcard(Request request, IpPrefix cidr) {
    if (!request.prefixGiven && request.peer.isEmpty() && !cidr.address().isV6()) {
      context.err(
          "Warning: Executing wildcard deletion to stay compatible with old scripts.\n"
              + "         Explicitly specify the prefix length ("
              + cidr
              + ") to avoid this warning.\n"
              + "         This special behaviour is likely to disappear in further releases,\n"
              + "         fix your scripts!");
    }
  }

  /// `brd +` is the broadcast address of the network, `brd -` its first address.
  private static int broadcast(Request request, IpPrefix cidr) throws ToolFailure {
    if (request.broadcast.isEmpty() || cidr.address().isV6()) {
      return 0;
    }
    int mask = cidr.length() == 0 ? 0 : -1 << (32 - cidr.length());
    return switch (request.broadcast) {
      case "+" -> cidr.address().v4() | ~mask;
      case "-" -> cidr.address().v4() & mask;
      default -> {
        IpAddress given = IpAddress.parseOrNull(request.broadcast);
        if (given == null || given.isV6()) {
          throw new ToolFailure(
              1, "Error: inet address is expected rather than \"" + request.broadcast + "\".");
        }
        yield given.v4();
      }
    };
  }

  private void flush(Words words) throws ToolFailure {
    if (words.isEmpty()) {
      throw new ToolFailure(1, "Flush requires arguments.");
    }
    ShowFilter filter = ShowFilter.read(context, words);
    for (NetDevice device : context.namespace().devices()) {
      if (filter.takes(device)) {
        for (ShownAddress address : ShownAddress.of(context, device)) {
          if (filter.takes(device, address)) {
            configuration.deleteAddress(device, address.cidr(), true);
          }
        }
      }
    }
  }
}

package dev.drydock.drivers.network;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.dns.EmbeddedResolver;
import dev.drydock.drivers.dns.Upstream;
import dev.drydock.drivers.profile.EngineProfile;
import it.unimi.dsi.fastutil.objects.Object2IntArrayMap;
import it.unimi.dsi.fastutil.objects.Object2ObjectArrayMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The network side of a running container: a namespace and the endpoints in it. One of them, the
/// first by [GatewayOrder] that has a gateway, gives the default route and the published ports.
public final class Sandbox {
  /// How it begins when an interface cannot be brought in.
  public static final String NOT_ADDED = "failed to add interface ";

  private static final String FOLDER = "/netns/";
  private static final int KEY_DIGITS = 12;

  /// Option of an endpoint: the name of its interface.
  private static final String INTERFACE_NAME = "com.docker.network.endpoint.ifname";

  private final String id;
  private String key;
  private final Netns namespace;
  private final EngineProfile profile;
  private final List<Endpoint> joined = new ArrayList<>();
  private final Object2IntArrayMap<String> interfacesGiven = new Object2IntArrayMap<>(1);
  private final Map<Endpoint, Announcement> announcements = new Object2ObjectArrayMap<>(2);
  private @Nullable EmbeddedResolver resolver;
  private final boolean isHost;
  private boolean hasResolver;
  private String owner = "";
  private boolean leadsOut = true;
  private List<String> expected = List.of();

  /// A sandbox without endpoints.
  ///
  /// @param id 64 hexadecimal digits
  /// @param isHost whether the namespace is the machine's own
  public Sandbox(String id, Netns namespace, boolean isHost, EngineProfile profile) {
    this.id = id;
    this.key = isHost ? "default" : id.substring(0, Math.min(KEY_DIGITS, id.length()));
    this.namespace = namespace;
    this.isHost = isHost;
    this.profile = profile;
  }

  /// Says under which folder of the daemon the namespace is found (`basePath`).
  ///
  /// @param root where the daemon keeps what runs
  public void keepUnder(String root) {
    key = root + FOLDER + key;
  }

  /// 64 hexadecimal digits.
  public String id() {
    return id;
  }

  /// What `docker network inspect` calls it when no container has it; empty for a container's.
  public String owner() {
    return owner;
  }

  /// Whether it gets a way out of its networks when none gives one.
  public boolean leadsOut() {
    return leadsOut;
  }

  /// Makes it the sandbox of something that is no container.
  ///
  /// @param name what it is called
  /// @param needsWayOut whether it gets a way out of its networks
  public void belongTo(String name, boolean needsWayOut) {
    owner = name;
    leadsOut = needsWayOut;
  }

  /// Where the namespace is mounted on the machine.
  public String key() {
    return key;
  }

  /// The last part of [#key()].
  public String fileName() {
    return key.substring(key.lastIndexOf('/') + 1);
  }

  /// The namespace.
  public Netns namespace() {
    return namespace;
  }

  /// Says which networks are joined before the container runs. Where interfaces are named when it
  /// does, they are named in this order, whatever that of joining; the way out has the last name.
  ///
  /// @param networks their names
  public void expect(List<String> networks) {
    expected = profile.namesInterfacesAtStart() ? List.copyOf(networks) : List.of();
  }

  /// All networks are joined.
  public void allJoined() {
    if (!expected.isEmpty()) {
      for (Endpoint endpoint : joined) {
        Attachment attachment = endpoint.attachment();
        if (attachment.device() != null) {
          String prefix = attachment.prefix();
          interfacesGiven.put(prefix, interfacesGiven.getInt(prefix) + 1);
        }
      }
      expected = List.of();
    }
  }

  /// The endpoints in the order of joining.
  public List<Endpoint> endpoints() {
    return List.copyOf(joined);
  }

  /// Whether IPv6 is on inside: `lo` has an address then. From 28 on, endpoints of others get none
  /// (moby `buildCreateEndpointOptions`).
  boolean hasIpv6() {
    NetDevice loopback = namespace.device("lo");
    var found = loopback == null ? null : namespace.ipv6().interfaces().find(loopback);
    return isHost || (found != null && !found.addresses().isEmpty());
  }

  /// The endpoint on a network.
  public @Nullable Endpoint on(Network network) {
    for (Endpoint endpoint : joined) {
      if (endpoint.network() == network) {
        return endpoint;
      }
    }
    return null;
  }

  /// The endpoints, the best for the way out first.
  public List<Endpoint> inOrder() {
    return joined.stream().sorted(new GatewayOrder()).toList();
  }

  /// Lets the engine answer DNS inside as soon as there is a user-defined network.
  ///
  /// @param random for the order of answers
  public void setUpstream(Upstream upstream, RandomStream random) {
    resolver = new EmbeddedResolver(namespace, new SandboxNames(this), upstream, random);
  }

  /// Ends what runs for it.
  public void close() {
    if (resolver != null) {
      resolver.stop();
    }
  }

  /// Whether the engine answers DNS inside: from the first user-defined network on.
  public boolean hasResolver() {
    return hasResolver;
  }

  /// The endpoint that gives the default route.
  public @Nullable Endpoint gateway() {
    return gateway(false);
  }

  /// The endpoint that gives the IPv6 default route.
  public @Nullable Endpoint gateway6() {
    return gateway(true);
  }

  private @Nullable Endpoint gateway(boolean isV6) {
    if (profile.prefersDualStack()) {
      for (Endpoint endpoint : inOrder()) {
        Attachment attachment = endpoint.attachment();
        if (attachment.gateway() != null && attachment.gateway6() != null) {
          return endpoint;
        }
      }
    }
    return joined.stream()
        .filter(e -> (isV6 ? e.attachment().gateway6() : e.attachment().gateway()) != null)
        .min(new GatewayOrder())
        .orElse(null);
  }

  /// Up to 27 the way out of IPv4 decides alone where ports are published.
  private GatewayEndpoints gateways(@Nullable Endpoint ipv4, @Nullable Endpoint ipv6) {
    boolean both = profile.publishesByBothGateways();
    return new GatewayEndpoints(ipv4, both ? ipv6 : null);
  }

  /// Takes an endpoint in: interface, addresses, routes, published ports.
  ///
  /// @throws EngineException with nothing changed
  void join(Endpoint endpoint) {
    NetworkDriver driver = endpoint.network().driver();
    Endpoint before = gateway();
    Endpoint before6 = gateway6();
    Attachment attachment = driver.join(endpoint, this);
    endpoint.joined(this, attachment);
    joined.add(endpoint);
    if (gateway() == endpoint && keepsDefaultRoute()) {
      endpoint.joined(this, attachment.withoutGateway());
      endpoint.setGatewayRefused(true);
    }
    Endpoint after = gateway();
    try {
      gateways(after, gateway6()).joined(endpoint, gateways(before, before6));
    } catch (EngineException e) {
      joined.remove(endpoint);
      endpoint.joined(null, Attachment.NOTHING);
      driver.leave(endpoint);
      throw e;
    }
    NetDevice device = attachment.device();
    if (device != null) {
      addInterface(endpoint, device);
    }
    if (after != before) {
      routeBy(after);
    }
    if (gateway6() != before6) {
      routeByIpv6(gateway6());
    }
    setLoopbackIpv6();
    SandboxNames.tell(endpoint, true);
    startResolver(endpoint.network());
  }

  /// Whether a default route is there that the engine does not replace, since it has no gateway:
  /// that of ipvlan in mode l3 (libnetwork `updateGateway` and its `EEXIST`; 20.10.24 on Linux
  /// 6.1).
  private boolean keepsDefaultRoute() {
    return !profile.prefersDualStack()
        && namespace.ipv4().fib().routes().stream()
            .anyMatch(r ->
                r.table() == Route.MAIN_TABLE && r.destination().length() == 0 && r.gateway() == 0);
  }

  private void startResolver(Network network) {
    if (network.isPredefined()) {
      return;
    }
    hasResolver = true;
    if (resolver != null) {
      resolver.start();
    }
  }

  private void addInterface(Endpoint endpoint, NetDevice device) {
    InterfaceSettings.check(device, endpoint);
    String name = nameFor(endpoint);
    if (device.upper() != namespace) {
      device.rename(name);
      namespace.moveIn(device);
    } else {
      device.setUp(false);
      device.rename(name);
    }
    if (endpoint.mac() != 0) {
      device.changeMac(endpoint.mac());
    }
    String without = endpoint.ipv6() == null ? "1" : "0";
    namespace.sysctls().set("net.ipv6.conf." + name + ".disable_ipv6", without);
    IpPrefix ipv4 = endpoint.ipv4();
    if (ipv4 != null) {
      int broadcast = ipv4.length() < 31 ? ipv4.last().v4() : 0;
      namespace.ipv4().interfaces().addAddress(device, ipv4.v4(), broadcast);
    }
    IpPrefix ipv6 = endpoint.ipv6();
    if (ipv6 != null) {
      namespace.ipv6().interfaces().addAddress(device, v6(ipv6), true);
    }
    endpoint.request().linkLocal().forEach(address -> addLinkLocal(address, device));
    device.setUp(true);
    EndpointSysctls.apply(endpoint.request().options(), namespace, name);
    endpoint.attachment().deviceRoutes().forEach(d -> addDeviceRoute(d, device));
    endpoint.attachment().ways().forEach(way -> addWay(way, device));
    if (ipv4 != null && isAnnounced(endpoint, device)) {
      Announcement announcement =
          new Announcement(device, ipv4.address().v4(), profile.links().advertising());
      announcements.put(endpoint, announcement);
      announcement.start();
    }
  }

  /// An interface without a MAC of the engine's choice is announced from 29.3 on only; one without
  /// ARP never.
  private boolean isAnnounced(Endpoint endpoint, NetDevice device) {
    return !device.isNoArp() && (endpoint.mac() != 0 || profile.slaves().announcesSharedMac());
  }

  private void addDeviceRoute(IpPrefix destination, NetDevice device) {
    if (destination.isV6()) {
      namespace.ipv6().fib().append(ipv6Route(v6(destination), device, null));
      return;
    }
    namespace
        .ipv4()
        .fib()
        .add(
            new Route(
                destination.v4(),
                RouteType.UNICAST,
                device,
                0,
                0,
                0,
                Scope.LINK,
                "boot",
                Route.MAIN_TABLE,
                false,
                Route.Extras.NONE));
  }

  private static Ipv6Route ipv6Route(
      Ipv6Prefix to, NetDevice device, @Nullable Ipv6Address gateway) {
    return new Ipv6Route(
        to,
        RouteType.UNICAST,
        device,
        gateway,
        Ipv6Route.USER_METRIC,
        "boot",
        Route.MAIN_TABLE,
        Ipv6Route.Extras.NONE);
  }

  /// Addresses of `--link-local-ip` (libnetwork `CreateOptionIpam`).
  private void addLinkLocal(IpAddress address, NetDevice device) {
    IpPrefix prefix = IpPrefix.parse(address + (address.isV6() ? "/64" : "/16"));
    if (address.isV6()) {
      namespace.ipv6().interfaces().addAddress(device, v6(prefix), true);
    } else {
      namespace.ipv4().interfaces().addAddress(device, prefix.v4(), prefix.last().v4());
    }
  }

  private String nameFor(Endpoint endpoint) {
    String wanted = endpoint.request().options().get(INTERFACE_NAME);
    if (wanted != null) {
      return wanted;
    }
    String prefix = endpoint.attachment().prefix();
    if (!expected.isEmpty()) {
      int place = expected.indexOf(endpoint.network().name());
      return prefix + (endpoint.isWayOutOnly() || place < 0 ? expected.size() : place);
    }
    int given = interfacesGiven.getInt(prefix);
    interfacesGiven.put(prefix, given + 1);
    return profile.links().naming().choose(prefix, given, n -> namespace.device(n) != null);
  }

  /// Sets the default route, in place of the one there is.
  private void routeBy(@Nullable Endpoint gateway) {
    var fib = namespace.ipv4().fib();
    fib.removeIf(
        r -> r.table() == Route.MAIN_TABLE && r.destination().length() == 0 && r.gateway() != 0);
    if (gateway == null) {
      return;
    }
    var address = gateway.attachment().gateway();
    NetDevice device = gateway.attachment().device();
    if (address == null || device == null) {
      return;
    }
    fib.add(route(Ipv4Prefix.ANY, address, device));
  }

  private void addWay(Attachment.Way way, NetDevice device) {
    namespace.ipv4().fib().add(route(way.destination().v4(), way.gateway(), device));
  }

  private static Route route(Ipv4Prefix destination, IpAddress gateway, NetDevice device) {
    return new Route(
        destination,
        RouteType.UNICAST,
        device,
        gateway.v4(),
        0,
        0,
        Scope.GLOBAL,
        "boot",
        Route.MAIN_TABLE,
        false,
        Route.Extras.NONE);
  }

  private static Ipv6Prefix v6(IpPrefix prefix) {
    return new Ipv6Prefix(prefix.address().v6(), prefix.length());
  }

  /// Where IPv6 is off in the whole namespace, `lo` has it while an interface has (`checkLoV6`).
  private void setLoopbackIpv6() {
    if (!isHost && profile.kernel().wholeNamespaceIpv6()) {
      String without = joined.stream().anyMatch(e -> e.ipv6() != null) ? "0" : "1";
      namespace.sysctls().set("net.ipv6.conf.lo.disable_ipv6", without);
    }
  }

  /// Sets the default route of IPv6, in place of the one there is.
  private void routeByIpv6(@Nullable Endpoint gateway) {
    var fib = namespace.ipv6().fib();
    fib.removeIf(
        r -> r.table() == Route.MAIN_TABLE && r.destination().length() == 0 && r.gateway() != null);
    var address = gateway == null ? null : gateway.attachment().gateway6();
    NetDevice device = gateway == null ? null : gateway.attachment().device();
    if (address != null && device != null) {
      fib.append(ipv6Route(Ipv6Prefix.parse("::/0"), device, address.v6()));
    }
  }

  /// Puts an endpoint out; its device goes back to the driver.
  void leave(Endpoint endpoint) {
    SandboxNames.tell(endpoint, false);
    Endpoint before = gateway();
    Endpoint before6 = gateway6();
    GatewayEndpoints gateways = gateways(before, before6);
    gateways.leaving(endpoint);
    endpoint.network().driver().leave(endpoint);
    Announcement announcement = announcements.remove(endpoint);
    if (announcement != null) {
      announcement.stop();
    }
    NetDevice device = endpoint.attachment().device();
    if (device != null && device.upper() == namespace) {
      namespace.remove(device);
    }
    joined.remove(endpoint);
    endpoint.joined(null, Attachment.NOTHING);
    Endpoint after = gateway();
    if (after != before) {
      routeBy(after);
    }
    gateways(after, gateway6()).left(endpoint, gateways);
    if (gateway6() != before6) {
      routeByIpv6(gateway6());
    }
    setLoopbackIpv6();
  }
}

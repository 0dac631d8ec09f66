package dev.drydock.core.app;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.ip.v6.Ipv6Interface;
import dev.drydock.core.ip.v6.Ipv6InterfaceAddress;
import dev.drydock.core.ip.v6.SolicitationListener;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import dev.drydock.core.wire.RouterAdvertisement;
import java.util.ArrayList;
import java.util.List;

/// Tells the hosts of a link of its router, as radvd does (`radvd.c`, `send.c`, `process.c`): at
/// its start, twice more within 16 s each, then now and then; at once, and alone, to one who asks.
public final class RouterAdvertiser extends Event implements SolicitationListener {
  /// MAX_INITIAL_RTR_ADVERTISEMENTS.
  private static final int FIRST_TIMES = 3;

  /// MAX_INITIAL_RTR_ADVERT_INTERVAL.
  private static final long FIRST_INTERVAL_NANOS = 16_000_000_000L;

  /// MIN_DELAY_BETWEEN_RAS.
  private static final long BETWEEN_NANOS = 3_000_000_000L;

  /// MAX_RA_DELAY_SECONDS.
  private static final long DELAY_NANOS_MAX = 500_000_000L;

  /// How long to wait for a link-local address. A guess: radvd hears of it at once.
  private static final long RETRY_NANOS = 1_000_000_000L;

  private final Netns namespace;
  private final NetDevice device;
  private final Settings settings;
  private final EventLoop loop;
  private final RandomStream random;
  private int timesTold;
  private long toldNanos = -BETWEEN_NANOS;

  /// A program for one interface.
  public RouterAdvertiser(
      Netns namespace, NetDevice device, Settings settings, RandomStream random) {
    this.namespace = namespace;
    this.device = device;
    this.settings = settings;
    this.loop = namespace.softnet().loop();
    this.random = random;
  }

  /// What is told.
  ///
  /// @param router what the router says of itself
  /// @param prefixes the networks; none for those of the interface's own addresses
  /// @param defaults flags and lifetimes of those
  /// @param names name servers and search domains
  /// @param mtuBytes the MTU; 0 for nothing said
  /// @param intervalSeconds the longest time between advertisements
  public record Settings(
      RouterAdvertisement.Router router,
      List<Ipv6Prefix> prefixes,
      RouterAdvertisement.Prefix defaults,
      RouterAdvertisement.Names names,
      int mtuBytes,
      int intervalSeconds) {
    /// Copies the list.
    public Settings {
      prefixes = List.copyOf(prefixes);
    }
  }

  /// Begins to tell.
  public void start() {
    namespace.ipv6().listenForSolicitations(device, this);
    fire();
  }

  /// Ends with the news that this is no router any more.
  public void stop() {
    loop.cancel(this);
    namespace.ipv6().listenForSolicitations(device, null);
    RouterAdvertisement.Router router = settings.router;
    RouterAdvertisement.Names names = settings.names;
    tell(
        Ipv6Address.ALL_NODES,
        new RouterAdvertisement.Router(
            router.hopLimit(), router.managed(), router.other(), router.preference(), 0),
        new RouterAdvertisement.Names(names.servers(), names.domains(), 0));
  }

  @Override
  protected void fire() {
    if (!tell(Ipv6Address.ALL_NODES, settings.router, settings.names)) {
      loop.scheduleAfter(this, RETRY_NANOS);
      return;
    }
    toldNanos = loop.nowNanos();
    timesTold++;
    next();
  }

  private void next() {
    long most = settings.intervalSeconds * 1_000_000_000L;
    long least = most * 33 / 100;
    long wait =
        timesTold < FIRST_TIMES
            ? Math.min(FIRST_INTERVAL_NANOS, most)
            : least + random.nextLong(most - least);
    loop.cancel(this);
    loop.scheduleAfter(this, wait);
  }

  /// One who has an address is told alone; others are told with all, but not too often.
  @Override
  public void solicited(Ipv6Address from) {
    if (!from.equals(Ipv6Address.ANY)) {
      tell(from, settings.router, settings.names);
      return;
    }
    long since = loop.nowNanos() - toldNanos;
    if (since < BETWEEN_NANOS) {
      loop.cancel(this);
      loop.scheduleAfter(this, BETWEEN_NANOS - since + random.nextLong(DELAY_NANOS_MAX));
    } else {
      fire();
    }
  }

  private boolean tell(
      Ipv6Address to, RouterAdvertisement.Router router, RouterAdvertisement.Names names) {
    RouterAdvertisement told =
        new RouterAdvertisement(router, prefixes(), names, settings.mtuBytes, device.mac());
    return namespace.ipv6().advertise(device, to, told);
  }

  private List<RouterAdvertisement.Prefix> prefixes() {
    List<RouterAdvertisement.Prefix> told = new ArrayList<>();
    for (Ipv6Prefix prefix : settings.prefixes.isEmpty() ? own() : settings.prefixes) {
      RouterAdvertisement.Prefix as = settings.defaults;
      told.add(
          new RouterAdvertisement.Prefix(
              prefix, as.onLink(), as.autonomous(), as.validSeconds(), as.preferredSeconds()));
    }
    return told;
  }

  private List<Ipv6Prefix> own() {
    List<Ipv6Prefix> networks = new ArrayList<>();
    Ipv6Interface in = namespace.ipv6().interfaces().find(device);
    if (in != null) {
      for (Ipv6InterfaceAddress address : in.addresses()) {
        Ipv6Prefix network = address.prefix().masked();
        if (!address.address().isLinkLocal() && !networks.contains(network)) {
          networks.add(network);
        }
      }
    }
    return networks;
  }
}

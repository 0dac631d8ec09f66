package dev.drydock.core.app.dhcp;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.EchoListener;
import dev.drydock.core.ip.EchoSocket;
import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.ip.NudState;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Event;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.PathMtuDiscovery;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A DHCP server on one network card, with the ways of dnsmasq 2.89 (`src/rfc2131.c`, `dhcp.c`): it
/// offers a client its old address, the one reserved for it, the one it asks for, or the next free
/// one, and pings what it is about to offer.
public final class DhcpServer {
  /// How long it waits for an answer to its ping (`PING_WAIT`).
  private static final long PING_NANOS = 3_000_000_000L;

  /// How long a ping without an answer is believed (`PING_CACHE_TIME`).
  private static final long PINGED_NANOS = 30_000_000_000L;

  /// How long a declined address is left alone (`DECLINE_BACKOFF`).
  private static final long DECLINED_NANOS = 600_000_000_000L;

  private static final long SECOND_NANOS = 1_000_000_000L;

  /// The type of service of its messages (`IPTOS_CLASS_CS6`).
  private static final int TOS = 0xc0;

  private static final IpAddress EVERYBODY = IpAddress.v4(-1);

  private final Netns namespace;
  private final NetDevice device;
  private final DhcpPool pool;
  private final Map<String, Given> leases = new LinkedHashMap<>();
  private final Map<Integer, Long> avoidedUntilNanos = new LinkedHashMap<>();
  private final Map<Integer, Long> pingedNanos = new LinkedHashMap<>();
  private final List<Probe> probes = new ArrayList<>();
  private @Nullable UdpSocket socket;

  /// A server that has not begun.
  ///
  /// @param device the card it serves
  public DhcpServer(Netns namespace, NetDevice device, DhcpPool pool) {
    this.namespace = namespace;
    this.device = device;
    this.pool = pool;
  }

  /// An address and who has it.
  ///
  /// @param untilNanos when the lease ends
  public record Given(int address, long mac, String hostname, long untilNanos) {}

  /// Begins to listen.
  ///
  /// @return why it cannot, null when it does
  public @Nullable SocketError start() {
    UdpSocket made = namespace.udp().open(this::received);
    made.options().device = device;
    made.options().broadcast = true;
    made.options().reuseAddress = true;
    made.options().tos = TOS;
    made.options().pathMtu = PathMtuDiscovery.DONT;
    socket = made;
    return made.bind(new SocketAddress(IpAddress.ANY_V4, DhcpMessage.SERVER_PORT));
  }

  /// Ends it.
  public void stop() {
    if (socket != null) {
      socket.close();
    }
    List.copyOf(probes).forEach(Probe::end);
  }

  /// The leases that are good, oldest first.
  public Collection<Given> leases() {
    leases.values().removeIf(given -> given.untilNanos <= now());
    return List.copyOf(leases.values());
  }

  private long now() {
    return namespace.softnet().loop().nowNanos();
  }

  /// The server's own address, with the network it serves; null while the card has none.
  private @Nullable InterfaceAddress own() {
    List<InterfaceAddress> all = namespace.ipv4().interfaces().of(device).addresses();
    for (InterfaceAddress address : all) {
      if (address.prefix().contains(pool.first())) {
        return address;
      }
    }
    return null;
  }

  private void received(Datagram datagram) {
    DhcpMessage message = DhcpMessage.parse(datagram.data(), datagram.offset(), datagram.length());
    InterfaceAddress own = own();
    if (message == null || !message.isRequest || own == null) {
      return;
    }
    switch (message.type()) {
      case DhcpMessage.DISCOVER -> discover(message, own);
      case DhcpMessage.REQUEST -> request(message, own);
      case DhcpMessage.DECLINE -> {
        int declined = message.value(DhcpMessage.REQUESTED);
        forget(message.mac, declined);
        avoidedUntilNanos.put(declined, now() + DECLINED_NANOS);
      }
      case DhcpMessage.RELEASE -> forget(message.mac, message.ciaddr);
      case DhcpMessage.INFORM -> acknowledge(message, message.ciaddr, own, false);
      default -> {
        // other servers' messages
      }
    }
  }

  /// Not every client says its name when it gives an address back.
  private void forget(long mac, int address) {
    leases.values().removeIf(given -> given.mac == mac && given.address == address);
  }

  /// Who a client is: what it calls itself, else its MAC.
  private static String client(DhcpMessage message) {
    byte[] id = message.option(DhcpMessage.CLIENT_ID);
    return id == null ? Long.toHexString(message.mac) : HexFormat.of().formatHex(id);
  }

  // ---- discover --------------------------------------------------------------------------

  private void discover(DhcpMessage message, InterfaceAddress own) {
    leases();
    Given had = leases.get(client(message));
    if (had != null && isServed(had.address, own)) {
      offer(message, had.address, own);
      return;
    }
    Integer reserved = pool.reserved().get(message.mac);
    if (reserved != null && holder(reserved) == null) {
      offer(message, reserved, own);
      return;
    }
    int wanted = message.value(DhcpMessage.REQUESTED);
    boolean mayHave = wanted != 0 && pool.holds(wanted) && isFree(wanted, own);
    tryNext(message, mayHave ? wanted : pool.start(message.mac), own, 0);
  }

  /// Looks for an address from this one on; what has not been pinged of late is pinged first, and
  /// the offer waits for it.
  private void tryNext(DhcpMessage message, int from, InterfaceAddress own, int tried) {
    int address = from;
    int size = pool.last() - pool.first() + 1;
    for (int i = tried; i < size; i++) {
      if (isFree(address, own)) {
        Long pinged = pingedNanos.get(address);
        if (!pool.pings() || (pinged != null && now() - pinged < PINGED_NANOS)) {
          offer(message, address, own);
        } else {
          new Probe(message, address, i).begin();
        }
        return;
      }
      address = pool.next(address);
    }
  }

  private boolean isFree(int address, InterfaceAddress own) {
    Long avoided = avoidedUntilNanos.get(address);
    boolean isBeingTried = probes.stream().anyMatch(probe -> probe.address == address);
    return isServed(address, own)
        && DhcpPool.isUsable(address)
        && holder(address) == null
        && !pool.reserved().containsValue(address)
        && !pool.routers().contains(address)
        && !isBeingTried
        && (avoided == null || avoided < now());
  }

  private static boolean isServed(int address, InterfaceAddress own) {
    return own.prefix().contains(address) && address != own.address();
  }

  private @Nullable Given holder(int address) {
    for (Given given : leases.values()) {
      if (given.address == address && given.untilNanos > now()) {
        return given;
      }
    }
    return null;
  }

  /// A ping of an address that is about to be offered.
  private final class Probe extends Event implements EchoListener {
    private final DhcpMessage message;
    private final int address;
    private final int tried;
    private final EchoSocket echo;

    Probe(DhcpMessage message, int address, int tried) {
      this.message = message;
      this.address = address;
      this.tried = tried;
      this.echo = namespace.ipv4().icmp().open(address & 0xffff, this);
    }

    void begin() {
      probes.add(this);
      echo.flow().destination = address;
      echo.flow().device = device;
      echo.send(0, new byte[0]);
      namespace.softnet().loop().scheduleAfter(this, PING_NANOS);
    }

    void end() {
      probes.remove(this);
      echo.close();
      namespace.softnet().loop().cancel(this);
    }

    @Override
    public void replied(Frame frame, int icmpAt) {
      end();
      avoidedUntilNanos.put(address, now() + PINGED_NANOS);
      InterfaceAddress own = own();
      if (own != null) {
        tryNext(message, pool.next(address), own, tried + 1);
      }
    }

    @Override
    public void failed(Frame frame, int icmpAt, int sequence) {
      // nobody is there: the time goes on
    }

    @Override
    protected void fire() {
      end();
      pingedNanos.put(address, now());
      InterfaceAddress own = own();
      if (own != null) {
        offer(message, address, own);
      }
    }
  }

  private void offer(DhcpMessage message, int address, InterfaceAddress own) {
    DhcpMessage offer = DhcpMessage.reply(message, DhcpMessage.OFFER, own.address());
    offer.yiaddr = address;
    addTimes(offer);
    addSettings(offer, message, own);
    send(offer, message);
  }

  // ---- request ---------------------------------------------------------------------------

  private void request(DhcpMessage message, InterfaceAddress own) {
    int server = message.value(DhcpMessage.SERVER_ID);
    if (server != 0 && server != own.address()) {
      return; // the client has chosen another server
    }
    int wanted = message.value(DhcpMessage.REQUESTED);
    int address = wanted != 0 ? wanted : message.ciaddr;
    leases();
    Given had = leases.get(client(message));
    Given holder = holder(address);
    boolean isKnown = server != 0 || had != null;
    if (!isKnown) {
      return; // not ours to judge: we are not the only server there may be
    }
    boolean isAnothers = holder != null && holder != had;
    Integer reserved = pool.reserved().get(message.mac);
    boolean isOurs = pool.holds(address) || (reserved != null && reserved == address);
    if (isAnothers || !isOurs || !isServed(address, own)) {
      refuse(message, own);
      return;
    }
    acknowledge(message, address, own, true);
  }

  private void refuse(DhcpMessage message, InterfaceAddress own) {
    DhcpMessage nak = DhcpMessage.reply(message, DhcpMessage.NAK, own.address());
    nak.flags |= DhcpMessage.BROADCAST_FLAG;
    deliver(nak, EVERYBODY);
  }

  private void acknowledge(
      DhcpMessage message, int address, InterfaceAddress own, boolean isLease) {
    DhcpMessage ack = DhcpMessage.reply(message, DhcpMessage.ACK, own.address());
    ack.ciaddr = message.ciaddr;
    if (isLease) {
      ack.yiaddr = address;
      addTimes(ack);
      String client = client(message);
      leases.remove(client);
      leases.put(
          client,
          new Given(
              address,
              message.mac,
              message.text(DhcpMessage.HOSTNAME),
              now() + pool.leaseSeconds() * SECOND_NANOS));
    }
    addSettings(ack, message, own);
    send(ack, message);
  }

  // ---- answers ---------------------------------------------------------------------------

  private void addTimes(DhcpMessage reply) {
    reply
        .put32(DhcpMessage.LEASE_SECONDS, pool.leaseSeconds())
        .put32(DhcpMessage.RENEW_SECONDS, pool.leaseSeconds() / 2)
        .put32(DhcpMessage.REBIND_SECONDS, (int) (pool.leaseSeconds() * 7L / 8));
  }

  /// What the client asks for, in the order of dnsmasq (`do_options`).
  private void addSettings(DhcpMessage reply, DhcpMessage asked, InterfaceAddress own) {
    int mask = own.prefix().length() == 0 ? 0 : -1 << (32 - own.prefix().length());
    if (asked.asksFor(DhcpMessage.NETMASK)) {
      reply.put32(DhcpMessage.NETMASK, mask);
    }
    if (asked.asksFor(DhcpMessage.BROADCAST)) {
      reply.put32(DhcpMessage.BROADCAST, own.address() | ~mask);
    }
    if (asked.asksFor(DhcpMessage.ROUTER)) {
      reply.put(DhcpMessage.ROUTER, bytes(pool.routers(), own.address()));
    }
    if (asked.asksFor(DhcpMessage.DNS)) {
      reply.put(DhcpMessage.DNS, bytes(pool.nameservers(), own.address()));
    }
    if (asked.asksFor(DhcpMessage.DOMAIN) && !pool.domain().isEmpty()) {
      reply.putText(DhcpMessage.DOMAIN, pool.domain());
    }
  }

  private static byte[] bytes(List<Integer> addresses, int otherwise) {
    List<Integer> all = addresses.isEmpty() ? List.of(otherwise) : addresses;
    byte[] bytes = new byte[4 * all.size()];
    for (int i = 0; i < all.size(); i++) {
      Bytes.put32(bytes, 4 * i, all.get(i));
    }
    return bytes;
  }

  /// Where an answer goes (RFC 2131 section 4.1): to the address the client has, to everybody when
  /// it wants that, else to the address it is about to get, whose MAC is known.
  private void send(DhcpMessage reply, DhcpMessage asked) {
    if (asked.ciaddr != 0) {
      deliver(reply, IpAddress.v4(asked.ciaddr));
    } else if ((asked.flags & DhcpMessage.BROADCAST_FLAG) != 0 || reply.yiaddr == 0) {
      deliver(reply, EVERYBODY);
    } else {
      namespace.ipv4().neighbours().put(device, reply.yiaddr, asked.mac, NudState.STALE);
      deliver(reply, IpAddress.v4(reply.yiaddr));
    }
  }

  private void deliver(DhcpMessage reply, IpAddress to) {
    UdpSocket open = socket;
    if (open != null) {
      byte[] bytes = reply.toBytes();
      open.sendTo(new SocketAddress(to, DhcpMessage.CLIENT_PORT), bytes, 0, bytes.length);
    }
  }
}

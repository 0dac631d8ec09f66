package dev.drydock.core.app.dhcp;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.EchoListener;
import dev.drydock.core.ip.EchoSocket;
import dev.drydock.core.ip.InterfaceAddress;
import dev.drydock.core.ip.neighbour.NudState;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.PathMtuDiscovery;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
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

  /// The type of service of its messages (`IPTOS_CLASS_CS6`).
  private static final int TOS = 0xc0;

  private static final IpAddress EVERYBODY = IpAddress.v4(-1);

  private final Netns namespace;
  private final NetDevice device;
  private final DhcpPool pool;
  private final DhcpRegister register;
  private final Map<Integer, Long> pingedNanos = new LinkedHashMap<>();
  private final RandomStream random;
  private final List<Probe> probes = new ArrayList<>();
  private @Nullable UdpSocket socket;

  /// A server that has not begun.
  ///
  /// @param device the card it serves
  public DhcpServer(Netns namespace, NetDevice device, DhcpPool pool) {
    this.namespace = namespace;
    this.device = device;
    this.pool = pool;
    this.register = new DhcpRegister(namespace.softnet().loop(), pool);
    this.random = new RandomStream(device.index(), "dnsmasq " + device.path());
  }

  /// An address and who has it.
  ///
  /// @param untilNanos when the lease ends
  public record Given(int address, long mac, long untilNanos) {}

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
      case DhcpMessage.REQUEST ->
          request(message, own, datagram.to().address().equals(IpAddress.v4(own.address())));
      case DhcpMessage.DECLINE -> {
        if (message.value(DhcpMessage.SERVER_ID) == own.address()) {
          register.decline(message);
        }
      }
      case DhcpMessage.RELEASE -> {
        if (message.value(DhcpMessage.SERVER_ID) == own.address()) {
          register.release(message.mac, message.ciaddr);
        }
      }
      case DhcpMessage.INFORM -> acknowledge(message, message.ciaddr, own, false);
      default -> {
        // other servers' messages
      }
    }
  }

  // ---- discover --------------------------------------------------------------------------

  private void discover(DhcpMessage message, InterfaceAddress own) {
    Given had = register.of(message);
    if (had != null && DhcpRegister.isServed(had.address, own)) {
      offer(message, had.address, own);
      return;
    }
    Integer reserved = pool.reserved().get(message.mac);
    if (reserved != null && register.holder(reserved) == null && !register.isAvoided(reserved)) {
      offer(message, reserved, own);
      return;
    }
    int wanted = message.value(DhcpMessage.REQUESTED);
    boolean mayHave = wanted != 0 && pool.holds(wanted) && isFree(wanted, own);
    tryNext(message, mayHave ? wanted : pool.start(message.mac, register.declined()), own, 0);
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
    return register.isFree(address, own)
        && probes.stream().noneMatch(probe -> probe.address == address);
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
      register.avoid(address, PINGED_NANOS);
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
    addTimes(offer, 0);
    addSettings(offer, message, own);
    send(offer, message);
  }

  // ---- request ---------------------------------------------------------------------------

  private void request(DhcpMessage message, InterfaceAddress own, boolean isUnicast) {
    DhcpAnswer answer = register.judge(message, own, isUnicast);
    switch (answer) {
      case YES -> acknowledge(message, DhcpRegister.asked(message), own, true);
      case NOTHING -> {
        // not ours to judge: we are not the only server there may be
      }
      default -> {
        register.take(message);
        refuse(message, own, answer);
      }
    }
  }

  private void refuse(DhcpMessage message, InterfaceAddress own, DhcpAnswer answer) {
    DhcpMessage nak = DhcpMessage.reply(message, DhcpMessage.NAK, own.address());
    nak.putText(DhcpMessage.MESSAGE, answer.words);
    nak.flags |= DhcpMessage.BROADCAST_FLAG;
    deliver(nak, EVERYBODY);
  }

  private void acknowledge(
      DhcpMessage message, int address, InterfaceAddress own, boolean isLease) {
    DhcpMessage ack = DhcpMessage.reply(message, DhcpMessage.ACK, own.address());
    ack.ciaddr = message.ciaddr;
    if (isLease) {
      ack.yiaddr = address;
      addTimes(ack, message.ciaddr == 0 ? 0 : random.nextInt(0x10000));
      register.give(message, address);
    }
    addSettings(ack, message, own);
    send(ack, message);
  }

  // ---- answers ---------------------------------------------------------------------------

  /// @param chance a random number for a renewal, so that clients do not stay in step; halved until
  ///   it is a sixteenth of the lease at most (`do_options`)
  private void addTimes(DhcpMessage reply, int chance) {
    int earlier = chance;
    while (earlier > pool.leaseSeconds() / 16) {
      earlier /= 2;
    }
    reply
        .put32(DhcpMessage.LEASE_SECONDS, pool.leaseSeconds())
        .put32(DhcpMessage.RENEW_SECONDS, pool.leaseSeconds() / 2 - earlier)
        .put32(DhcpMessage.REBIND_SECONDS, (int) (pool.leaseSeconds() * 7L / 8) - earlier);
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

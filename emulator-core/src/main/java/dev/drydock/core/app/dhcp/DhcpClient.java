package dev.drydock.core.app.dhcp;

import dev.drydock.core.app.Program;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.ArpListener;
import dev.drydock.core.ip.ArpProtocol;
import dev.drydock.core.netns.PacketListener;
import dev.drydock.core.sim.Event;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Udp;
import org.jspecify.annotations.Nullable;

/// A DHCP client on one interface (RFC 2131 section 4.4; BusyBox `networking/udhcp/dhcpc.c`).
/// Before it has an address it sends and hears by a packet socket, past the IP of the namespace. It
/// is its own timer.
///
/// A client of ISC's that has an address from before asks for that at once (INIT-REBOOT).
///
/// ```
///   REBOOTING --ack--> BOUND, --nak, 10 s--> SELECTING
///   SELECTING --offer--> REQUESTING --ack--> (CHECKING) --> BOUND --half time--> RENEWING
///       ^                                                     ^                      |
///       '------------ nak, no answer ------------ REBINDING --'<--- no answer -------'
/// ```
public final class DhcpClient extends Event implements Program, PacketListener, ArpListener {
  private static final long SECOND_NANOS = 1_000_000_000L;

  /// Questions before a server counts as gone, once there was an offer.
  private static final int TRIES = 3;

  /// How long an ARP answer is waited for (`arpping_ms`).
  private static final long CHECK_NANOS = 2 * SECOND_NANOS;

  /// How long it stays quiet after a refusal.
  private static final long REFUSED_NANOS = 3 * SECOND_NANOS;

  /// How long dhclient insists on the address from before (`reboot`).
  private static final long REBOOT_NANOS = 10 * SECOND_NANOS;

  private final DhcpOptions options;
  private final DhcpReporter reporter;
  private final DhcpQuestions questions;

  private State state = State.SELECTING;
  private int xid;
  private int tries;
  private int server;
  private int address;
  private long beganNanos;
  private long endNanos;
  private @Nullable DhcpLease lease;
  private @Nullable UdpSocket socket;
  private boolean listens;
  private boolean checks;
  private boolean settled;
  private boolean done;

  private enum State {
    REBOOTING,
    SELECTING,
    REQUESTING,
    CHECKING,
    BOUND,
    RENEWING,
    REBINDING
  }

  /// A client that has not begun.
  public DhcpClient(DhcpOptions options, DhcpReporter reporter) {
    this.options = options;
    this.reporter = reporter;
    this.questions = new DhcpQuestions(options);
    this.address = options.wants().requested();
  }

  private DhcpOptions.Wants wants() {
    return options.wants();
  }

  private NetDevice device() {
    return options.device();
  }

  private long now() {
    return options.namespace().softnet().loop().nowNanos();
  }

  private void after(long nanos) {
    var loop = options.namespace().softnet().loop();
    loop.cancel(this);
    loop.scheduleAfter(this, nanos);
  }

  @Override
  public void start() {
    reporter.unconfigures();
    if (options.style() == DhcpOptions.Style.DHCLIENT && address != 0) {
      state = State.REBOOTING;
      beganNanos = now();
      xid = options.random().nextInt();
      listen(true);
      reporter.selects(address, 0);
      broadcast(questions.reboot(xid, address));
      after(REBOOT_NANOS);
      return;
    }
    begin();
  }

  private void begin() {
    state = State.SELECTING;
    tries = 0;
    beganNanos = now();
    xid = options.random().nextInt();
    listen(true);
    fire();
  }

  /// Opens or closes the packet socket.
  private void listen(boolean on) {
    if (on && !listens) {
      options.namespace().addPacketListener(this);
    } else if (!on && listens) {
      options.namespace().removePacketListener(this);
    }
    listens = on;
  }

  /// Time is up: the next question, or the next state.
  @Override
  protected void fire() {
    if (device().upper() != options.namespace()) {
      end(); // the interface is gone
      return;
    }
    switch (state) {
      case REBOOTING -> {
        address = 0;
        begin();
      }
      case SELECTING -> discover();
      case REQUESTING -> {
        if (tries < TRIES) {
          tries++;
          reporter.selects(address, server);
          broadcast(questions.select(xid, address, server));
          after(wants().pauseSeconds() * SECOND_NANOS);
        } else {
          unanswered();
        }
      }
      case CHECKING -> take();
      case BOUND -> {
        state = State.RENEWING;
        beganNanos = now();
        tries = 0;
        renew();
      }
      case RENEWING -> renew();
      case REBINDING -> rebind();
    }
  }

  private int seconds() {
    return (int) Math.min(0xffff, (now() - beganNanos) / SECOND_NANOS);
  }

  private void discover() {
    if (tries >= wants().retries()) {
      unanswered();
      return;
    }
    tries++;
    reporter.discovers(wants().pauseSeconds());
    broadcast(questions.discover(xid, address));
    after(wants().pauseSeconds() * SECOND_NANOS);
  }

  private void unanswered() {
    listen(false);
    reporter.failed(wants().givesUp() && !settled);
    if (wants().givesUp() && !settled) {
      end();
      return;
    }
    state = State.SELECTING;
    tries = 0;
    listen(true);
    after(wants().againSeconds() * SECOND_NANOS);
  }

  private void renew() {
    if (tries < TRIES) {
      tries++;
      reporter.renews(address, server);
      UdpSocket open = kernelSocket();
      byte[] bytes = questions.renew(xid, address, seconds()).toBytes();
      SocketAddress to = new SocketAddress(IpAddress.v4(server), DhcpMessage.SERVER_PORT);
      open.sendTo(to, bytes, 0, bytes.length);
      after(wants().pauseSeconds() * SECOND_NANOS);
      return;
    }
    state = State.REBINDING;
    tries = 0;
    closeSocket();
    listen(true);
    rebind();
  }

  private void rebind() {
    if (now() < endNanos && tries < TRIES) {
      tries++;
      reporter.renews(address, 0);
      DhcpMessage message = questions.renew(xid, address, seconds());
      questions.broadcast(message, address);
      after(wants().pauseSeconds() * SECOND_NANOS);
      return;
    }
    lease = null;
    reporter.failed(false);
    reporter.unconfigures();
    begin();
  }

  private UdpSocket kernelSocket() {
    UdpSocket open = socket;
    if (open == null) {
      listen(false);
      open =
          options
              .namespace()
              .udp()
              .open(datagram ->
                  take(DhcpMessage.parse(datagram.data(), datagram.offset(), datagram.length())));
      open.options().device = device();
      open.options().reuseAddress = true;
      open.bind(new SocketAddress(IpAddress.ANY_V4, DhcpMessage.CLIENT_PORT));
      socket = open;
    }
    return open;
  }

  private void closeSocket() {
    UdpSocket open = socket;
    if (open != null) {
      open.close();
      socket = null;
    }
  }

  private void broadcast(DhcpMessage message) {
    message.secs = seconds();
    questions.broadcast(message, 0);
  }

  // ---- answers ---------------------------------------------------------------------------

  /// The packet socket: a UDP datagram for the client's port, whatever address it is for.
  @Override
  public void received(Frame frame, NetDevice in) {
    byte[] data = frame.data();
    int ip = frame.offset() + Ethernet.HEADER_BYTES;
    boolean isIp =
        in == device()
            && Ethernet.type(data, frame.offset()) == Ethernet.IPV4
            && frame.addressee != Frame.TO_OTHER_HOST
            && frame.length() >= Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES + Udp.HEADER_BYTES;
    if (!isIp || Ipv4.protocol(data, ip) != Ipv4.UDP) {
      return;
    }
    int udp = ip + Ipv4.headerBytes(data, ip);
    boolean isWhole = Ipv4.fragment(data, ip) == 0 || Ipv4.fragment(data, ip) == Ipv4.DF;
    if (isWhole
        && udp + Udp.length(data, udp) <= frame.end()
        && Udp.destinationPort(data, udp) == DhcpMessage.CLIENT_PORT) {
      int bytes = Udp.length(data, udp) - Udp.HEADER_BYTES;
      take(DhcpMessage.parse(data, udp + Udp.HEADER_BYTES, bytes));
    }
  }

  private void take(@Nullable DhcpMessage message) {
    boolean isOurs =
        message != null
            && !message.isRequest
            && message.xid == xid
            && message.mac == device().mac();
    if (message == null || !isOurs) {
      return;
    }
    if (state == State.SELECTING && message.type() == DhcpMessage.OFFER) {
      server = message.value(DhcpMessage.SERVER_ID);
      address = message.yiaddr;
      reporter.offered(address, server);
      state = State.REQUESTING;
      tries = 0;
      fire();
    } else if (state == State.REBOOTING
        || state == State.REQUESTING
        || state == State.RENEWING
        || state == State.REBINDING) {
      switch (message.type()) {
        case DhcpMessage.ACK -> acknowledged(message);
        case DhcpMessage.NAK -> refused(message);
        default -> {
          // a late offer
        }
      }
    }
  }

  private void acknowledged(DhcpMessage message) {
    listen(false);
    closeSocket();
    int from = message.value(DhcpMessage.SERVER_ID);
    server = from == 0 ? server : from;
    lease = DhcpLease.of(message, server);
    address = message.yiaddr;
    if (!wants().checks()) {
      take();
      return;
    }
    settled |= state != State.REQUESTING;
    state = State.CHECKING;
    ArpProtocol arp = options.namespace().ipv4().arp();
    arp.addListener(this);
    checks = true;
    arp.send(
        device(),
        Arp.REQUEST,
        Ethernet.BROADCAST,
        new ArpProtocol.Parties(0, device().mac(), address, 0));
    after(CHECK_NANOS);
  }

  /// Somebody has the address that was checked.
  @Override
  public void received(NetDevice in, Frame frame) {
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    boolean isTaken =
        state == State.CHECKING
            && in == device()
            && Arp.operation(frame.data(), at) == Arp.REPLY
            && Arp.senderAddress(frame.data(), at) == address;
    if (!isTaken) {
      return;
    }
    endCheck();
    reporter.declines(address);
    broadcast(questions.decline(options.random().nextInt(), address, server));
    address = 0;
    lease = null;
    state = State.SELECTING;
    tries = 0;
    beganNanos = now();
    xid = options.random().nextInt();
    listen(true);
    after(wants().againSeconds() * SECOND_NANOS);
  }

  private void endCheck() {
    if (checks) {
      checks = false;
      options.namespace().ipv4().arp().removeListener(this);
    }
  }

  /// The lease is good.
  private void take() {
    endCheck();
    DhcpLease good = lease;
    if (good == null) {
      return;
    }
    boolean isRenewal = settled;
    settled = true;
    state = State.BOUND;
    tries = 0;
    endNanos = now() + good.seconds() * SECOND_NANOS;
    reporter.bound(good, isRenewal);
    if (wants().quits()) {
      end();
    } else {
      after(questions.renewAfter(good) * SECOND_NANOS);
    }
  }

  private void refused(DhcpMessage message) {
    int from = message.value(DhcpMessage.SERVER_ID);
    if (server != 0 && from != server) {
      return; // another server's opinion
    }
    listen(false);
    closeSocket();
    reporter.refused();
    if (settled) {
      reporter.unconfigures();
    }
    address = 0;
    lease = null;
    state = State.SELECTING;
    tries = 0;
    long pause = options.style() == DhcpOptions.Style.DHCLIENT ? 0 : REFUSED_NANOS;
    beganNanos = now() + pause;
    xid = options.random().nextInt();
    listen(true);
    after(pause);
  }

  // ---- the end ---------------------------------------------------------------------------

  /// Gives the address back, if there is one.
  public void release() {
    DhcpLease good = lease;
    if (good != null && state != State.CHECKING) {
      reporter.releases(address, server);
      byte[] bytes = questions.release(options.random().nextInt(), address, server).toBytes();
      SocketAddress to = new SocketAddress(IpAddress.v4(server), DhcpMessage.SERVER_PORT);
      kernelSocket().sendTo(to, bytes, 0, bytes.length);
      lease = null;
      reporter.unconfigures();
    }
    end();
  }

  private void end() {
    done = true;
    listen(false);
    closeSocket();
    endCheck();
    options.namespace().softnet().loop().cancel(this);
  }

  /// The address of the lease if that has not ended yet, else 0.
  public int currentAddress() {
    return lease != null && now() < endNanos ? address : 0;
  }

  /// What it has now; null for nothing.
  public @Nullable DhcpLease lease() {
    return lease;
  }

  /// Whether it has had an address, and would go on in the background.
  public boolean isSettled() {
    return settled;
  }

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public void interrupt() {
    end();
  }
}

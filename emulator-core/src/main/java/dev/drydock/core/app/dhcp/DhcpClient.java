package dev.drydock.core.app.dhcp;

import dev.drydock.core.app.Program;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.ArpListener;
import dev.drydock.core.ip.ArpProtocol;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Ethernet;
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
///
/// Where nobody answers, udhcpc asks its server once, then again after half of what is left of the
/// lease, and everybody for the last half minute; dhclient asks its server again and again until T2
/// (seven eighths of the lease), then everybody until the lease ends.
public final class DhcpClient extends Event implements Program, ArpListener {
  /// Questions before a server counts as gone, once there was an offer.
  private static final int TRIES = 3;

  /// How long it takes until the script of a release takes the address away.
  private static final long SCRIPT_NANOS = 20_000_000;

  /// How long an ARP answer is waited for (`arpping_ms`).
  private static final long CHECK_NANOS = 2 * Nanos.SECOND;

  /// How long it stays quiet after a refusal.
  private static final long REFUSED_NANOS = 3 * Nanos.SECOND;

  /// How long dhclient insists on an address that it does not have yet (`reboot`).
  private static final long REBOOT_NANOS = 10 * Nanos.SECOND;

  /// How much of a lease must be left for udhcpc to try its server once more.
  private static final long RENEW_LEFT_SECONDS = 30;

  private final DhcpOptions options;
  private final DhcpReporter reporter;
  private final DhcpQuestions questions;
  private final DhcpBackoff backoff;
  private final DhcpPort port;

  private State state = State.SELECTING;
  private int xid;
  private int tries;
  private int server;
  private int address;
  private long beganNanos;
  private int offerSeconds;
  private long rebindNanos;
  private long endNanos;
  private @Nullable DhcpLease lease;
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
    REBINDING,
    RELEASING
  }

  /// A client that has not begun.
  public DhcpClient(DhcpOptions options, DhcpReporter reporter) {
    this.options = options;
    this.reporter = reporter;
    this.questions = new DhcpQuestions(options);
    this.backoff = new DhcpBackoff(options.random(), options.wants().pauseSeconds());
    this.port = new DhcpPort(options, this::take);
    this.address = options.wants().requested();
  }

  private DhcpOptions.Wants wants() {
    return options.wants();
  }

  private boolean isDhclient() {
    return options.style() == DhcpOptions.Style.DHCLIENT;
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
    if (isDhclient() && address != 0) {
      state = State.REBOOTING;
      beganNanos = now();
      xid = options.random().nextInt();
      port.listen();
      insist();
      return;
    }
    begin();
  }

  private void begin() {
    state = State.SELECTING;
    tries = 0;
    backoff.reset();
    beganNanos = now();
    xid = options.random().nextInt();
    port.listen();
    fire();
  }

  /// Time is up: the next question, or the next state.
  @Override
  protected void fire() {
    if (device().upper() != options.namespace()) {
      end(); // the interface is gone
      return;
    }
    switch (state) {
      case SELECTING -> discover();
      case CHECKING -> take();
      case RELEASING -> {
        reporter.unconfigures();
        end();
      }
      case BOUND -> {
        state = State.RENEWING;
        beganNanos = now();
        tries = 0;
        backoff.reset();
        again();
      }
      default -> again();
    }
  }

  /// No answer yet.
  private void again() {
    if (isDhclient()) {
      insist();
      return;
    }
    switch (state) {
      case REQUESTING -> select();
      case RENEWING -> renew();
      default -> rebind();
    }
  }

  private void select() {
    if (tries >= TRIES) {
      unanswered();
      return;
    }
    tries++;
    reporter.selects(address, server);
    broadcast(questions.select(xid, address, server));
    after(wants().pauseSeconds() * Nanos.SECOND);
  }

  private int seconds() {
    return (int) Math.min(0xffff, (now() - beganNanos) / Nanos.SECOND);
  }

  private void discover() {
    boolean isLate =
        isDhclient()
            ? now() - beganNanos > wants().retries() * Nanos.SECOND
            : tries >= wants().retries();
    if (isLate) {
      unanswered();
      return;
    }
    tries++;
    int pause = isDhclient() ? backoff.next() : wants().pauseSeconds();
    reporter.discovers(pause);
    broadcast(questions.discover(xid, address));
    after(pause * Nanos.SECOND);
  }

  private void unanswered() {
    port.close();
    reporter.failed(wants().givesUp() && !settled);
    if (wants().givesUp() && !settled) {
      end();
      return;
    }
    state = State.SELECTING;
    tries = 0;
    port.listen();
    after(wants().againSeconds() * Nanos.SECOND);
  }

  private void renew() {
    if (tries == 0) {
      tries++;
      askServer();
      after(wants().pauseSeconds() * Nanos.SECOND);
      return;
    }
    port.close();
    tries = 0;
    long left = (endNanos - now()) / Nanos.SECOND;
    if (left > RENEW_LEFT_SECONDS) {
      state = State.BOUND;
      after(left / 2 * Nanos.SECOND);
      return;
    }
    state = State.REBINDING;
    rebind();
  }

  private void rebind() {
    if (now() < endNanos && tries < TRIES) {
      tries++;
      askEverybody();
      after(wants().pauseSeconds() * Nanos.SECOND);
      return;
    }
    lose();
  }

  private void lose() {
    port.close();
    lease = null;
    reporter.failed(false);
    reporter.unconfigures();
    begin();
  }

  /// dhclient's way to ask for an address it has been offered, had before, or has (`send_request`).
  private void insist() {
    boolean isNew = state == State.REBOOTING || state == State.REQUESTING;
    if (isNew ? now() - beganNanos > REBOOT_NANOS : now() > endNanos) {
      if (isNew) {
        begin();
      } else {
        lose();
      }
      return;
    }
    int pause = backoff.next();
    switch (state) {
      case REBOOTING -> {
        reporter.selects(address, 0);
        broadcast(questions.reboot(xid, address));
      }
      case REQUESTING -> {
        reporter.selects(address, server);
        DhcpMessage message = questions.select(xid, address, server);
        message.secs = offerSeconds;
        questions.broadcast(message, 0);
      }
      default -> {
        state = now() > rebindNanos ? State.REBINDING : State.RENEWING;
        if (state == State.REBINDING) {
          askEverybody();
        } else {
          askServer();
        }
      }
    }
    long left = (endNanos - now()) / Nanos.SECOND + 1;
    after((isNew ? pause : Math.min(pause, left)) * Nanos.SECOND);
  }

  /// Asks the server for more time, by unicast.
  private void askServer() {
    reporter.renews(address, server);
    port.send(questions.renew(xid, address, seconds()), server);
  }

  /// Asks every server for more time.
  private void askEverybody() {
    port.listen();
    reporter.renews(address, 0);
    questions.broadcast(questions.renew(xid, address, seconds()), address);
  }

  private void broadcast(DhcpMessage message) {
    message.secs = seconds();
    questions.broadcast(message, 0);
  }

  // ---- answers ---------------------------------------------------------------------------

  private void take(DhcpMessage message) {
    boolean isOurs = !message.isRequest && message.xid == xid && message.mac == device().mac();
    if (!isOurs) {
      return;
    }
    if (state == State.SELECTING && message.type() == DhcpMessage.OFFER) {
      server = message.value(DhcpMessage.SERVER_ID);
      address = message.yiaddr;
      reporter.offered(address, server);
      state = State.REQUESTING;
      tries = 0;
      if (isDhclient()) {
        offerSeconds = seconds();
        beganNanos = now();
        backoff.reset();
      }
      again();
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
    port.close();
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
    if (settled) {
      reporter.unconfigures();
    }
    broadcast(questions.decline(options.random().nextInt(), address, server));
    address = 0;
    lease = null;
    state = State.SELECTING;
    tries = 0;
    beganNanos = now();
    xid = options.random().nextInt();
    port.listen();
    after(wants().againSeconds() * Nanos.SECOND);
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
    rebindNanos = now() + good.rebindSeconds() * Nanos.SECOND;
    endNanos = now() + good.seconds() * Nanos.SECOND;
    reporter.bound(good, isRenewal);
    if (wants().quits()) {
      end();
    } else {
      after(questions.renewAfter(good) * Nanos.SECOND);
    }
  }

  private void refused(DhcpMessage message) {
    int from = message.value(DhcpMessage.SERVER_ID);
    if (server != 0 && from != server) {
      return; // another server's opinion
    }
    port.close();
    reporter.refused(from);
    if (settled) {
      reporter.unconfigures();
    }
    address = 0;
    lease = null;
    state = State.SELECTING;
    tries = 0;
    server = 0;
    backoff.reset();
    long pause = isDhclient() ? 0 : REFUSED_NANOS;
    beganNanos = now() + pause;
    xid = options.random().nextInt();
    port.listen();
    after(pause);
  }

  // ---- the end ---------------------------------------------------------------------------

  /// Gives the address back, if there is one.
  public void release() {
    DhcpLease good = lease;
    if (good != null && state != State.CHECKING) {
      reporter.releases(address, server);
      port.send(questions.release(options.random().nextInt(), address, server), server);
      lease = null;
      state = State.RELEASING;
      after(SCRIPT_NANOS);
      return;
    }
    end();
  }

  private void end() {
    done = true;
    port.close();
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

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public void interrupt() {
    if (state != State.RELEASING) {
      end();
    }
  }
}

package dev.drydock.core.app;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.ip.ArpListener;
import dev.drydock.core.ip.ArpProtocol;
import dev.drydock.core.sim.Event;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Ethernet;

/// Asks for an address by ARP at an interval, as `arping` of iputils and BusyBox do: by broadcast
/// until somebody answers, then directly. It is its own timer.
public final class Arping extends Event implements Program, ArpListener {
  private final ArpProtocol arp;
  private final ArpingOptions options;
  private final ArpingReporter reporter;

  private long destination = Ethernet.BROADCAST;
  private long nextProbeNanos;
  private long deadlineNanos = Long.MAX_VALUE;
  private long lastNanos;
  private int sent;
  private int broadcasts;
  private int received;
  private int requests;
  private int receivedBroadcasts;
  private boolean done;

  /// An arping that has not begun.
  public Arping(ArpProtocol arp, ArpingOptions options, ArpingReporter reporter) {
    this.arp = arp;
    this.options = options;
    this.reporter = reporter;
  }

  private ArpingOptions.Limits limits() {
    return options.limits();
  }

  private boolean isUnsolicited() {
    return options.does(ArpingMode.UNSOLICITED) || options.does(ArpingMode.ADVERTISE);
  }

  @Override
  public void start() {
    arp.addListener(this);
    long now = options.loop().nowNanos();
    if (limits().timeoutNanos() > 0) {
      deadlineNanos = now + limits().timeoutNanos();
    }
    nextProbeNanos = now;
    probe(now);
  }

  /// The next probe is due, or the time limit is there.
  @Override
  protected void fire() {
    long now = options.loop().nowNanos();
    boolean late = now >= deadlineNanos;
    if (late && (limits().timeoutWaits() || now < nextProbeNanos)) {
      finish();
      return;
    }
    probe(now);
    if (late && !done) {
      finish();
    }
  }

  private void probe(long now) {
    if (limits().count() > 0 && sent >= limits().count()) {
      finish();
      return;
    }
    send(now);
    if (isUnsolicited() && sent == limits().count()) {
      finish();
      return;
    }
    nextProbeNanos = now + limits().intervalNanos();
    boolean waits = limits().timeoutWaits();
    options.loop().schedule(this, waits ? nextProbeNanos : Math.min(nextProbeNanos, deadlineNanos));
  }

  /// The target's MAC in a request is the one it goes to, broadcast included (`send_pack`).
  private void send(long now) {
    NetDevice device = options.device();
    boolean advertises = options.does(ArpingMode.ADVERTISE);
    arp.send(
        device,
        advertises ? Arp.REPLY : Arp.REQUEST,
        destination,
        new ArpProtocol.Parties(
            options.source(),
            device.mac(),
            options.target(),
            advertises ? device.mac() : destination));
    lastNanos = now;
    sent++;
    broadcasts += destination == Ethernet.BROADCAST ? 1 : 0;
  }

  @Override
  public void received(NetDevice device, Frame frame) {
    if (done || device != options.device() || frame.addressee == Frame.TO_OTHER_HOST) {
      return;
    }
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    if (!isAnswer(data, at)) {
      return;
    }
    boolean unicast = frame.addressee == Frame.TO_HOST;
    int operation = Arp.operation(data, at);
    long mac = Arp.senderMac(data, at);
    reporter.answered(
        new ArpingReporter.Answer(
            operation,
            Arp.senderAddress(data, at),
            mac,
            Arp.targetAddress(data, at),
            Arp.targetMac(data, at),
            unicast,
            options.loop().nowNanos() - lastNanos));
    received++;
    requests += operation == Arp.REQUEST ? 1 : 0;
    receivedBroadcasts += unicast ? 0 : 1;
    boolean enough =
        limits().endsWhenAnswered() && limits().timeoutNanos() > 0 && received == limits().count();
    if (enough
        || options.does(ArpingMode.QUIT_ON_REPLY)
        || options.does(ArpingMode.DETECT_DUPLICATE)) {
      finish();
    } else if (!options.does(ArpingMode.BROADCAST_ONLY)) {
      destination = mac;
    }
  }

  /// The target speaks, and to us; when looking for a duplicate anybody who is not us and has the
  /// address counts (`recv_pack`).
  private boolean isAnswer(byte[] data, int at) {
    int operation = Arp.operation(data, at);
    if ((operation != Arp.REQUEST && operation != Arp.REPLY)
        || Arp.senderAddress(data, at) != options.target()) {
      return false;
    }
    boolean toUs = Arp.targetAddress(data, at) == options.source();
    long own = options.device().mac();
    if (options.does(ArpingMode.DETECT_DUPLICATE)) {
      return Arp.senderMac(data, at) != own && (options.source() == 0 || toUs);
    }
    return toUs && Arp.targetMac(data, at) == own;
  }

  private void finish() {
    done = true;
    options.loop().cancel(this);
    arp.removeListener(this);
    reporter.finished(
        new ArpingReporter.Summary(sent, broadcasts, received, requests, receivedBroadcasts));
  }

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public void interrupt() {
    if (!done) {
      finish();
    }
  }
}

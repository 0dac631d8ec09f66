package dev.drydock.core.ip.neighbour;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.Jiffies;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv6Address;
import org.jspecify.annotations.Nullable;

/// A next hop on a link: its address, its MAC, what is known of its reachability, and the packets
/// that wait for its MAC (Linux `struct neighbour`, `net/core/neighbour.c`). It is its own timer.
///
/// ```
///   NONE --packet--> INCOMPLETE --reply--> REACHABLE --30 s--> STALE --packet--> DELAY --5 s-->
///                      | 3 requests              ^                                  PROBE
///                      v                         '------------ reply ------------- | 3 requests
///                    FAILED <------------------------------------------------------'
/// ```
public final class Neighbour extends Event {
  private final NeighbourTable table;
  private final NetDevice device;
  private final long high;
  private final long low;

  /// The next entry of the same bucket, and the entries made before and after this one. Owned by
  /// the table.
  @Nullable Neighbour nextInBucket;

  @Nullable Neighbour older;
  @Nullable Neighbour newer;

  private NudState state = NudState.NONE;
  private long mac;
  private int probes;
  private long usedNanos;
  private long confirmedNanos;
  private long updatedNanos;
  private @Nullable Frame queueHead;
  private @Nullable Frame queueTail;
  private int queueBytes;
  private boolean router;
  private boolean header;

  Neighbour(NeighbourTable table, NetDevice device, long high, long low) {
    this.table = table;
    this.device = device;
    this.high = high;
    this.low = low;
    long now = now();
    usedNanos = now;
    confirmedNanos = now;
    updatedNanos = now;
  }

  /// The next hop's IPv4 address.
  public int address() {
    return (int) low;
  }

  /// Whether it is a next hop of IPv6.
  public boolean isIpv6() {
    return high != 0 || table.protocol().etherType() == Ethernet.IPV6;
  }

  /// The next hop's IPv6 address.
  public Ipv6Address ipv6Address() {
    return new Ipv6Address(high, low);
  }

  /// The first half of an IPv6 address, 0 for an IPv4 address.
  long high() {
    return high;
  }

  /// The second half of an IPv6 address, or an IPv4 address.
  long low() {
    return low;
  }

  /// Whether it is the entry of an address on a device.
  boolean is(NetDevice where, long itsHigh, long itsLow) {
    return low == itsLow && high == itsHigh && device == where;
  }

  /// The device it is behind.
  public NetDevice device() {
    return device;
  }

  /// Its MAC, meaningless unless [#state] is valid.
  public long mac() {
    return mac;
  }

  /// What is known of it.
  public NudState state() {
    return state;
  }

  /// When it was last used, confirmed and changed: what `ip -s neigh` shows, in nanoseconds.
  public long usedNanos() {
    return usedNanos;
  }

  /// When it was last confirmed, nanoseconds.
  public long confirmedNanos() {
    return confirmedNanos;
  }

  /// When it last changed, nanoseconds.
  public long updatedNanos() {
    return updatedNanos;
  }

  /// Whether it said that it is a router (`NTF_ROUTER`).
  public boolean isRouter() {
    return router;
  }

  public void setRouter(boolean is) {
    router = is;
  }

  /// How many requests went unanswered.
  public int probes() {
    return probes;
  }

  /// Sends a packet to this next hop, or lets it wait (`neigh_resolve_output`). Owns the frame; its
  /// Ethernet header is written here.
  public void send(Frame frame) {
    if (frame.confirmsNextHop) {
      confirmedNanos = now();
    }
    if (state.isConnected() || isUsable(frame)) {
      int type = table.protocol().etherType();
      header = true;
      Ethernet.write(frame.data(), frame.offset(), mac, device.mac(), type);
      device.transmit(frame);
    }
  }

  /// Whether frames get its MAC without being sent through it: it is confirmed, and something was
  /// sent to it before (`hh_cache`).
  public boolean hasHeader() {
    return header && state.isConnected();
  }

  /// Decides what an unconfirmed entry does with a packet (`__neigh_event_send`).
  ///
  /// @return true when the packet can go now; otherwise it was queued or lost
  private boolean isUsable(Frame frame) {
    long now = now();
    usedNanos = now;
    if (state == NudState.DELAY || state == NudState.PROBE) {
      return true;
    }
    if (state == NudState.STALE) {
      setState(NudState.DELAY);
      updatedNanos = now;
      arm(now + config().delayFirstProbeNanos);
      return true;
    }
    boolean ask = state != NudState.INCOMPLETE;
    if (ask) {
      beIncomplete(now);
    }
    queue(frame);
    if (ask) {
      solicit();
    }
    return false;
  }

  private void beIncomplete(long now) {
    probes = config().unicastSolicitations;
    setState(NudState.INCOMPLETE);
    updatedNanos = now;
    arm(now + config().retransmitNanos);
  }

  /// Begins to ask for the MAC although no packet waits (`neigh_event_send` without one).
  public void resolve() {
    if (state == NudState.NONE || state == NudState.FAILED) {
      beIncomplete(now());
      solicit();
    }
  }

  private void queue(Frame frame) {
    int size = NeighbourTable.truesize(frame);
    while (queueHead != null && queueBytes + size > config().queueBytesMax) {
      Frame oldest = queueHead;
      queueHead = oldest.next;
      queueBytes -= NeighbourTable.truesize(oldest);
      device.drop(oldest, DropReason.NEIGH_QUEUEFULL);
    }
    frame.next = null;
    if (queueHead == null) {
      queueHead = frame;
    } else if (queueTail != null) {
      queueTail.next = frame;
    }
    queueTail = frame;
    queueBytes += size;
  }

  /// A timer went off (`neigh_timer_handler`).
  @Override
  protected void fire() {
    long now = now();
    switch (state) {
      case REACHABLE -> afterReachable(now);
      case DELAY -> {
        if (now <= confirmedNanos + config().delayFirstProbeNanos) {
          setState(NudState.REACHABLE);
          updatedNanos = now;
          arm(Math.max(now, confirmedNanos + table.reachableNanos(device)));
        } else {
          setState(NudState.PROBE);
          updatedNanos = now;
          probes = 0;
          probeAgain(now);
        }
      }
      case INCOMPLETE, PROBE -> probeAgain(now);
      case NONE, STALE, FAILED, PERMANENT -> {}
    }
  }

  private void afterReachable(long now) {
    long reachable = table.reachableNanos(device);
    if (now < confirmedNanos + reachable) {
      arm(confirmedNanos + reachable);
    } else if (now <= usedNanos + config().delayFirstProbeNanos) {
      setState(NudState.DELAY);
      updatedNanos = now;
      arm(now + config().delayFirstProbeNanos);
    } else {
      setState(NudState.STALE);
      updatedNanos = now;
    }
  }

  private void probeAgain(long now) {
    int most =
        state == NudState.PROBE
            ? config().unicastSolicitations
            : config().unicastSolicitations + config().multicastSolicitations;
    if (probes >= most) {
      fail(now);
      return;
    }
    arm(now + config().retransmitNanos);
    solicit();
  }

  private void solicit() {
    probes++;
    table.protocol().solicit(this, queueTail, state == NudState.PROBE ? mac : Ethernet.BROADCAST);
  }

  /// Gives up: every waiting packet is lost and its sender told (`neigh_invalidate`,
  /// `ipv4_link_failure`).
  private void fail(long now) {
    setState(NudState.FAILED);
    updatedNanos = now;
    Frame frame = takeQueue();
    while (frame != null) {
      Frame following = frame.next;
      frame.next = null;
      table.protocol().unreachable(frame, device);
      frame = following;
    }
  }

  /// Neighbour discovery told a MAC, or nothing when the message had none (`ndisc_update`): a known
  /// MAC that may not be replaced makes a confirmed entry stale (`NEIGH_UPDATE_F_WEAK_OVERRIDE`).
  ///
  /// @param newMac negative for the one that is known
  public void discover(long newMac, NudState newState, boolean override) {
    if (newMac < 0 && !state.isValid()) {
      return;
    }
    long told = newMac < 0 ? mac : newMac;
    boolean disputed = state.isConnected() && told != mac && !override;
    if (disputed) {
      makeStale();
    } else {
      update(told, newState, override);
    }
  }

  private void makeStale() {
    if (state == NudState.REACHABLE) {
      table.loop().cancel(this);
      setState(NudState.STALE);
      updatedNanos = now();
    }
  }

  /// ARP told a MAC (`neigh_update`).
  ///
  /// @param newState [NudState#REACHABLE] for an answer to us, [NudState#STALE] for anything else
  /// @param override whether a known MAC may be replaced
  public void update(long newMac, NudState newState, boolean override) {
    if (state == NudState.PERMANENT) {
      return;
    }
    long now = now();
    NudState next = newState;
    if (next.isConnected()) {
      confirmedNanos = now;
    }
    boolean known = state.isValid();
    boolean sameMac = known && newMac == mac;
    if (known && !sameMac && !override) {
      return;
    }
    if (sameMac && next == NudState.STALE) {
      next = state; // what is known is not made worse by hearing it again
    }
    if (next != state || !sameMac) {
      updatedNanos = now;
    }
    if (next != state) {
      table.loop().cancel(this);
      if (next == NudState.REACHABLE) {
        arm(now + table.reachableNanos(device));
      }
      setState(next);
    }
    if (!sameMac) {
      mac = newMac;
      table.changed();
      if (!next.isConnected()) {
        confirmedNanos = now - (2 * config().baseReachableNanos);
      }
    }
    if (!known) {
      sendQueue();
    }
  }

  /// Sets MAC and state by hand (`ip neigh add ... nud permanent`).
  void set(long newMac, NudState newState) {
    table.loop().cancel(this);
    long now = now();
    boolean known = state.isValid();
    mac = newMac;
    setState(newState);
    updatedNanos = now;
    switch (newState) {
      case REACHABLE -> {
        confirmedNanos = now;
        arm(now + table.reachableNanos(device));
      }
      case DELAY -> arm(now + config().delayFirstProbeNanos);
      case INCOMPLETE, PROBE -> {
        probes = 0;
        arm(now + config().retransmitNanos);
      }
      case PERMANENT -> confirmedNanos = now;
      case NONE, STALE, FAILED -> {}
    }
    if (!known && newState.isValid()) {
      sendQueue();
    }
  }

  private void sendQueue() {
    Frame frame = takeQueue();
    while (frame != null) {
      Frame following = frame.next;
      frame.next = null;
      send(frame);
      frame = following;
    }
  }

  /// Takes all packets that wait.
  ///
  /// @return the first of them, which leads to the others; null when none waits
  private @Nullable Frame takeQueue() {
    Frame first = queueHead;
    queueHead = null;
    queueTail = null;
    queueBytes = 0;
    return first;
  }

  /// Forgets everything, as when the entry is flushed or its device goes.
  void discard() {
    table.loop().cancel(this);
    Frame frame = takeQueue();
    setState(NudState.NONE);
    while (frame != null) {
      Frame following = frame.next;
      device.drop(frame, DropReason.NEIGH_FAILED);
      frame = following;
    }
  }

  private void setState(NudState newState) {
    boolean permanent = newState == NudState.PERMANENT;
    if (permanent != (state == NudState.PERMANENT)) {
      table.exempt(permanent);
    }
    state = newState;
    table.changed();
  }

  private NeighbourConfig config() {
    return table.config(device);
  }

  private void arm(long timeNanos) {
    table.loop().reschedule(this, Jiffies.expiryNanos(now(), timeNanos));
  }

  private long now() {
    return table.loop().nowNanos();
  }
}

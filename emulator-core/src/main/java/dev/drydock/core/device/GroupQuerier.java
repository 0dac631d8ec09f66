package dev.drydock.core.device;

import dev.drydock.core.device.stp.BridgeTimer;
import dev.drydock.core.device.stp.PortState;
import org.jspecify.annotations.Nullable;

/// Who asks on the links of a bridge which groups have members, for one version of IP: another
/// router or bridge that was heard, or this bridge (Linux `struct bridge_mcast_other_query`,
/// `bridge_mcast_own_query`). It counts once those who were asked had time to answer.
final class GroupQuerier {
  static final long TENTH_NANOS = 100_000_000L;
  static final long V1_RESPONSE_NANOS = 10_000_000_000L;
  private static final long MILLISECOND_NANOS = 1_000_000L;
  private static final int FLOATING = 0x8000;

  private final BridgeGroups groups;
  private final boolean isV6;
  private long otherUntilNanos;
  private long waitsUntilNanos;
  private long addressHigh;
  private long addressLow;
  private @Nullable BridgeTimer otherTimer;
  private @Nullable Rounds ownRounds;

  /// Whether the bridge has an address to ask from; found out by trying (`BROPT_HAS_IPV6_ADDR`).
  private boolean hasAddress = true;

  GroupQuerier(BridgeGroups groups, boolean isV6) {
    this.groups = groups;
    this.isV6 = isV6;
  }

  /// The time to answer of an MLD query: milliseconds, in version 2 from 32768 on a floating point
  /// number.
  static long withinNanos(int code, boolean isVersion1) {
    long millis = code;
    if (!isVersion1 && code >= FLOATING) {
      millis = (long) ((code & 0xfff) | 0x1000) << (((code >> 12) & 7) + 3);
    }
    return millis * MILLISECOND_NANOS;
  }

  /// Whether members count (`__br_multicast_querier_exists`).
  boolean exists() {
    boolean isOwn = groups.isQuerier() && (!isV6 || hasAddress);
    if (!isOwn && otherUntilNanos == 0) {
      return false;
    }
    long now = groups.nowNanos();
    return (isOwn || now < otherUntilNanos) && now >= waitsUntilNanos;
  }

  boolean hasOther() {
    return otherUntilNanos > groups.nowNanos();
  }

  /// A query for all groups came (`br_ip4_multicast_query_received`): the one with the lower
  /// address asks from now on.
  void heard(@Nullable BridgePort port, long high, long low, long withinNanos) {
    if (!groups.counts(port) || !selects(high, low)) {
      return;
    }
    addressHigh = high;
    addressLow = low;
    long now = groups.nowNanos();
    if (!hasOther()) {
      waitsUntilNanos = now + withinNanos;
    }
    long lasts = groups.settings().querierNanos;
    otherUntilNanos = now + lasts;
    if (otherTimer == null) {
      otherTimer = new BridgeTimer(groups.loop(), this::begin);
    }
    otherTimer.start(lasts);
    groups.routerHeard(port, isV6);
  }

  /// `br_multicast_select_querier`.
  private boolean selects(long high, long low) {
    boolean isUnset = !isV6 && addressLow == 0;
    int order = Long.compareUnsigned(high, addressHigh);
    order = order == 0 ? Long.compareUnsigned(low, addressLow) : order;
    boolean ownIsOff = ownRounds == null || !ownRounds.isPending();
    return isUnset || order <= 0 || (ownIsOff && !hasOther());
  }

  /// The bridge is to ask from now on: nothing counts until members had time to answer
  /// (`br_multicast_set_querier`).
  void switchedOn() {
    if (!hasOther()) {
      waitsUntilNanos = groups.nowNanos() + groups.settings().responseNanos;
    }
    begin();
  }

  /// Begins to ask, the bridge itself and on all ports (`br_multicast_start_querier`).
  void begin() {
    if (!groups.isAsking()) {
      return;
    }
    rounds().begin();
    for (BridgePort port : groups.bridge().ports()) {
      if (port.state() != PortState.DISABLED) {
        port.groups().rounds(isV6).begin();
      }
    }
  }

  private Rounds rounds() {
    if (ownRounds == null) {
      ownRounds = new Rounds(null);
    }
    return ownRounds;
  }

  Rounds newRounds(BridgePort port) {
    return new Rounds(port);
  }

  /// The bridge goes down (`br_multicast_stop`).
  void stop() {
    otherUntilNanos = 0;
    waitsUntilNanos = 0;
    if (otherTimer != null) {
      otherTimer.stop();
    }
    if (ownRounds != null) {
      ownRounds.stop();
    }
  }

  /// Asks for a group that somebody left, on a port or for the host; the next round comes when its
  /// members had time to answer (`br_multicast_leave_group`).
  void askFor(GroupAddress group, @Nullable BridgePort port, long nextRoundNanos) {
    groups.queries().send(port, isV6, group);
    Rounds rounds = port == null ? rounds() : port.groups().rounds(isV6);
    rounds.next(nextRoundNanos);
  }

  /// The queries for all groups, on one port or to the bridge's own host.
  final class Rounds {
    private final @Nullable BridgePort port;
    private final BridgeTimer timer;
    private int sent;

    private Rounds(@Nullable BridgePort port) {
      this.port = port;
      this.timer = new BridgeTimer(groups.loop(), this::over);
    }

    boolean isPending() {
      return timer.isPending();
    }

    void begin() {
      sent = 0;
      timer.start(0);
    }

    void next(long afterNanos) {
      timer.start(afterNanos);
    }

    void stop() {
      timer.stop();
    }

    /// `br_multicast_port_query_expired`, `br_multicast_send_query`.
    private void over() {
      if (port != null && port.state() == PortState.BLOCKING) {
        return;
      }
      MulticastSettings settings = groups.settings();
      if (sent < settings.startupCount) {
        sent++;
      }
      if (!groups.counts(port) || !groups.isAsking() || hasOther()) {
        return;
      }
      GroupQueries.Sent query = groups.queries().send(port, isV6, null);
      hasAddress = query.isSent();
      if (port == null && query.isSent()) {
        addressHigh = query.high();
        addressLow = query.low();
      }
      timer.start(sent < settings.startupCount ? settings.startupNanos() : settings.queryNanos());
    }
  }
}

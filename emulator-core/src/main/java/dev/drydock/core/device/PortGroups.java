package dev.drydock.core.device;

import org.jspecify.annotations.Nullable;

/// What snooping knows of a port beside its members: whether a router of groups is behind it, and
/// the queries that go out there (Linux `struct net_bridge_mcast_port`).
public final class PortGroups {
  private final BridgeGroups groups;
  private final BridgePort port;
  private int router = MulticastSettings.ROUTER_HEARD;
  private long routerUntilNanos;
  private long router6UntilNanos;
  private GroupQuerier.@Nullable Rounds rounds;
  private GroupQuerier.@Nullable Rounds rounds6;

  PortGroups(BridgeGroups groups, BridgePort port) {
    this.groups = groups;
    this.port = port;
  }

  /// `mcast_router` of the port: one of the `ROUTER_` values.
  public int router() {
    long now = groups.nowNanos();
    boolean isOver = routerUntilNanos <= now && router6UntilNanos <= now;
    if (router == MulticastSettings.ROUTER_FOR_NOW && isOver) {
      router = MulticastSettings.ROUTER_HEARD;
    }
    return router;
  }

  /// Sets `mcast_router` of the port (`br_multicast_set_port_router`).
  ///
  /// @return false for a value that is none
  public boolean setRouter(int value) {
    if (value < MulticastSettings.ROUTER_NEVER || value > MulticastSettings.ROUTER_FOR_NOW) {
      return false;
    }
    boolean isSame = router() == value;
    router = value;
    if (value == MulticastSettings.ROUTER_FOR_NOW) {
      routerUntilNanos = groups.nowNanos() + groups.settings().querierNanos;
      router6UntilNanos = routerUntilNanos;
    } else if (!isSame) {
      routerUntilNanos = 0;
      router6UntilNanos = 0;
    }
    return true;
  }

  /// A router was heard here (`br_multicast_mark_router`).
  void heard(boolean isV6) {
    int now = router();
    if (now == MulticastSettings.ROUTER_NEVER || now == MulticastSettings.ROUTER_ALWAYS) {
      return;
    }
    long until = groups.nowNanos() + groups.settings().querierNanos;
    routerUntilNanos = isV6 ? routerUntilNanos : until;
    router6UntilNanos = isV6 ? until : router6UntilNanos;
  }

  /// Whether what routers are to hear goes out here.
  boolean hasRouter(boolean isV6) {
    return router == MulticastSettings.ROUTER_ALWAYS
        || (isV6 ? router6UntilNanos : routerUntilNanos) > groups.nowNanos();
  }

  /// For how long a router is taken to be here, nanoseconds: 0 for one that is always, -1 for none.
  public long routerLeftNanos() {
    if (router == MulticastSettings.ROUTER_ALWAYS) {
      return 0;
    }
    long left = Math.max(routerUntilNanos, router6UntilNanos) - groups.nowNanos();
    return left > 0 ? left : -1;
  }

  GroupQuerier.Rounds rounds(boolean isV6) {
    GroupQuerier.Rounds there = isV6 ? rounds6 : rounds;
    if (there == null) {
      there = groups.querier(isV6).newRounds(port);
      rounds = isV6 ? rounds : there;
      rounds6 = isV6 ? there : rounds6;
    }
    return there;
  }

  /// The port was closed (`br_multicast_disable_port`).
  void closed() {
    routerUntilNanos = 0;
    router6UntilNanos = 0;
    if (rounds != null) {
      rounds.stop();
    }
    if (rounds6 != null) {
      rounds6.stop();
    }
  }
}

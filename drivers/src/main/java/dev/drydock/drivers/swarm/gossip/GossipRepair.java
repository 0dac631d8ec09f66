package dev.drydock.drivers.swarm.gossip;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Nanos;
import org.jspecify.annotations.Nullable;

/// How a node finds those again that it held for dead (libnetwork `networkdb/cluster.go`): each
/// second it tries to reach one of them (`reconnectNode`), for a day. From then on, when one said
/// itself that it goes, and when it could not join at all, it is only the one that it was to join,
/// each minute for ten seconds (`rejoinClusterBootStrap`): so those that a manager joined find it
/// again that was started anew and knows nobody.
final class GossipRepair extends Event {
  /// `nodeReapPeriod`.
  private static final long REAP_NANOS = 2 * 3600 * Nanos.SECOND;

  /// `nodeReapInterval` is counted down at each reaping, and the next one forgets.
  private static final long REAPINGS = 24 / 2 + 1;

  /// `rejoinClusterInterval` and `rejoinClusterDuration`.
  private static final long REJOIN_NANOS = 60 * Nanos.SECOND;

  private static final long REJOINING_NANOS = 10 * Nanos.SECOND;

  private final GossipAgent self;
  private long startNanos;
  private boolean isAtIt;

  /// Whom this node joined; null for one that knew no other.
  private @Nullable GossipNode bootstrap;

  /// A node that was dead and has answered.
  private @Nullable GossipAgent back;

  GossipRepair(GossipAgent self) {
    this.self = self;
  }

  void start(@Nullable GossipNode first) {
    bootstrap = first;
    startNanos = self.loop().nowNanos();
    self.loop().scheduleAfter(this, Nanos.SECOND);
  }

  void stop() {
    self.loop().cancel(this);
  }

  /// Tries to reach one of the dead. The first exchange tells each that the other thinks it dead,
  /// which both contradict; the next one brings back what was forgotten.
  @Override
  protected void fire() {
    EventLoop loop = self.loop();
    loop.scheduleAfter(this, Nanos.SECOND);
    GossipMembers members = self.members();
    GossipAgent dead = back != null ? back : members.someDead(died -> !isReaped(died));
    GossipAgent joined = bootstrap == null ? null : self.now(bootstrap);
    if (dead == null && isRejoining() && joined != null && members.isDead(joined)) {
      dead = joined;
    }
    if (!isAtIt && dead != null && !self.hasJoined()) {
      isAtIt = true;
      self.join(dead, worked -> isAtIt = false);
    } else if (!isAtIt && dead != null) {
      isAtIt = true;
      GossipAgent other = dead;
      self.sync().nodes(other, worked -> answered(other, worked));
    }
  }

  private void answered(GossipAgent other, boolean worked) {
    isAtIt = false;
    back = worked ? other : null;
    if (worked && !self.members().isDead(other)) {
      back = null;
      self.renew(other);
    }
  }

  private boolean isReaped(long diedNanos) {
    long reapings = (self.loop().nowNanos() - startNanos) / REAP_NANOS;
    return reapings - ((diedNanos - startNanos) / REAP_NANOS) >= REAPINGS;
  }

  private boolean isRejoining() {
    long since = self.loop().nowNanos() - startNanos;
    return since >= REJOIN_NANOS && since % REJOIN_NANOS < REJOINING_NANOS;
  }
}

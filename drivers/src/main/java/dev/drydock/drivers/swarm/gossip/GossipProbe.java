package dev.drydock.drivers.swarm.gossip;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.drivers.swarm.gossip.GossipNews.Claim;
import dev.drydock.drivers.swarm.gossip.GossipNews.Standing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a node finds out whether others are alive: one of them each second (memberlist `probeNode`).
///
/// ```
///   0 s Ping    0.5 s no Ack: three others are asked to ping, and TCP is tried    1 s suspicion
/// ```
///
/// A probe that fails makes the next ones wait longer before they suspect, up to 8 s.
final class GossipProbe extends Event {
  private static final long PROBE_NANOS = 1_000_000_000L;
  private static final long ACK_NANOS = 500_000_000L;
  private static final int INDIRECT_NODES = 3;

  /// `AwarenessMaxMultiplier`, less one.
  private static final int WORST_HEALTH = 7;

  private final GossipAgent self;
  private final EventLoop loop;
  private final GossipMembers members;
  private final Event patience = new Patience();
  private final Event deadline = new Deadline();
  private final Event suspicion = new Suspicion();
  private @Nullable GossipAgent probed;
  private boolean tickWaits;
  private int sequence;

  /// 0 is best; who hears no answers gives the others more time (`awareness`).
  private int health;

  GossipProbe(GossipAgent self, EventLoop loop, GossipMembers members) {
    this.self = self;
    this.loop = loop;
    this.members = members;
  }

  void start() {
    loop.scheduleAfter(this, PROBE_NANOS);
  }

  void stop() {
    for (Event event : List.of(this, patience, deadline, suspicion)) {
      loop.cancel(event);
    }
    probed = null;
  }

  /// A tick; while a probe lasts, one tick waits for its end.
  @Override
  protected void fire() {
    loop.scheduleAfter(this, PROBE_NANOS);
    if (probed == null) {
      begin();
    } else {
      tickWaits = true;
    }
  }

  /// Looks after the next node.
  private void begin() {
    GossipAgent next = members.next();
    probed = next;
    sequence++;
    if (next != null) {
      self.ask(next, new GossipMessage.Ping(self, sequence, null));
      loop.scheduleAfter(patience, ACK_NANOS);
      loop.scheduleAfter(deadline, (health + 1) * PROBE_NANOS);
    }
  }

  private void claim(GossipAgent about, Standing standing) {
    self.hear(new Claim(about, members.incarnation(about), standing, self));
  }

  void answered(GossipMessage.Ack ack) {
    if (ack.from() == probed && ack.sequence() == sequence) {
      over(true);
    }
  }

  private void over(boolean wasAnswered) {
    GossipAgent about = probed;
    probed = null;
    loop.cancel(patience);
    loop.cancel(deadline);
    health = Math.clamp(health + (wasAnswered ? -1L : 1L), 0, WORST_HEALTH);
    if (!wasAnswered && about != null) {
      claim(about, Standing.SUSPECT);
    }
    if (tickWaits) {
      tickWaits = false;
      begin();
    }
  }

  /// Somebody is suspected, or no longer.
  void suspectsChanged() {
    long next = members.nextOverdueNanos();
    loop.cancel(suspicion);
    if (next >= 0) {
      loop.scheduleAfter(suspicion, Math.max(0, next - loop.nowNanos()));
    }
  }

  /// The probe has lasted long enough.
  private final class Deadline extends Event {
    @Override
    protected void fire() {
      over(false);
    }
  }

  /// Somebody was suspected for too long.
  private final class Suspicion extends Event {
    @Override
    protected void fire() {
      for (GossipAgent dead : members.overdue()) {
        claim(dead, Standing.DEAD);
      }
      suspectsChanged();
    }
  }

  /// The node that was asked has not answered in time.
  private final class Patience extends Event {
    @Override
    protected void fire() {
      GossipAgent silent = probed;
      if (silent == null) {
        return;
      }
      for (GossipAgent other : members.some(INDIRECT_NODES + 1)) {
        if (other != silent) {
          self.ask(other, new GossipMessage.PingRequest(self, sequence, silent));
        }
      }
      int asked = sequence;
      var ping = new GossipMessage.Ping(self, asked, null);
      self.streams()
          .send(
              silent.address(),
              ping,
              true,
              worked -> {
                if (worked && asked == sequence && probed == silent) {
                  over(true);
                }
              });
    }
  }
}

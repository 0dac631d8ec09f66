package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.drivers.swarm.GossipNews.Claim;
import dev.drydock.drivers.swarm.GossipNews.Standing;
import org.jspecify.annotations.Nullable;

/// How a node finds out whether others are alive: one of them each second (memberlist `probeNode`).
///
/// ```
///   0 s Ping    0.5 s no Ack: three others are asked to ping, and TCP is tried    1 s suspicion
/// ```
final class GossipProbe extends Event {
  private static final long PROBE_NANOS = 1_000_000_000L;
  private static final long ACK_NANOS = 500_000_000L;
  private static final int INDIRECT_NODES = 3;

  private final GossipAgent self;
  private final EventLoop loop;
  private final GossipMembers members;
  private final Event patience = new Patience();
  private @Nullable GossipAgent probed;
  private int sequence;

  GossipProbe(GossipAgent self, EventLoop loop, GossipMembers members) {
    this.self = self;
    this.loop = loop;
    this.members = members;
  }

  void start() {
    loop.scheduleAfter(this, PROBE_NANOS);
  }

  void stop() {
    loop.cancel(this);
    loop.cancel(patience);
    probed = null;
  }

  /// Looks after the next node; the last one had its time.
  @Override
  protected void fire() {
    loop.scheduleAfter(this, PROBE_NANOS);
    GossipAgent silent = probed;
    if (silent != null) {
      claim(silent, Standing.SUSPECT);
    }
    for (GossipAgent dead : members.overdue()) {
      claim(dead, Standing.DEAD);
    }
    probed = members.next();
    sequence++;
    loop.cancel(patience);
    if (probed != null) {
      self.send(probed, new GossipMessage.Ping(self, sequence, null));
      loop.scheduleAfter(patience, ACK_NANOS);
    }
  }

  private void claim(GossipAgent about, Standing standing) {
    self.hear(new Claim(about, members.incarnation(about), standing, self));
  }

  void answered(GossipMessage.Ack ack) {
    if (ack.from() == probed && ack.sequence() == sequence) {
      probed = null;
      loop.cancel(patience);
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
          self.send(other, new GossipMessage.PingRequest(self, sequence, silent));
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
                if (worked && asked == sequence) {
                  probed = null;
                }
              });
    }
  }
}

package dev.drydock.drivers.swarm.gossip;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.drivers.swarm.gossip.GossipNews.Claim;
import dev.drydock.drivers.swarm.gossip.GossipNews.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What one node and another exchange whole, by streams, so that news that were lost come all the
/// same: all about nodes (memberlist `state.go`, push/pull), and all about the endpoints of the
/// networks both are on (networkdb `cluster.go`, bulk sync).
final class GossipSync implements GossipStreams.Served {
  /// `PushPullInterval` of networkdb, and its period of bulk syncs.
  private static final long SYNC_NANOS = 30 * Nanos.SECOND;

  private final GossipAgent self;
  private final GossipMembers members;
  private final GossipTables tables;
  private final RandomStream random;
  private final Event pushPull = new PushPullTimer();
  private final Event bulkSync = new BulkSyncTimer();

  GossipSync(GossipAgent self, GossipMembers members, GossipTables tables, RandomStream random) {
    this.self = self;
    this.members = members;
    this.tables = tables;
    this.random = random;
  }

  void start() {
    EventLoop loop = self.loop();
    loop.scheduleAfter(pushPull, SYNC_NANOS + random.nextLong(SYNC_NANOS));
    loop.scheduleAfter(bulkSync, SYNC_NANOS);
  }

  void stop() {
    self.loop().cancel(pushPull);
    self.loop().cancel(bulkSync);
  }

  /// Exchanges everything about nodes with another one.
  ///
  /// @param done is told whether it worked
  void nodes(GossipAgent other, Consumer<Boolean> done) {
    self.streams().send(other.address(), state(false), true, done);
  }

  /// Tells another node everything about the endpoints of the networks both are on, which answers
  /// in the same way.
  void endpoints(GossipAgent other) {
    tell(tables.sharedNetworks(other), false, other);
  }

  private GossipMessage state(boolean isAnswer) {
    List<GossipNews> news = new ArrayList<>();
    news.add(self.claim());
    news.addAll(members.claims(self));
    news.addAll(tables.attachments());
    return new GossipMessage.PushPull(self, news, isAnswer);
  }

  private void tell(List<String> networks, boolean isAnswer, GossipAgent to) {
    var message = new GossipMessage.BulkSync(self, networks, tables.of(networks), isAnswer);
    self.streams().send(to.address(), message, false, worked -> {});
  }

  @Override
  public @Nullable GossipMessage heard(GossipMessage message) {
    return switch (message) {
      case GossipMessage.Ping ping -> new GossipMessage.Ack(self, ping.sequence(), null);
      case GossipMessage.PushPull all -> {
        // What is sent back is what was known before (handleConn).
        GossipMessage answer = all.isAnswer() ? null : state(true);
        merge(all);
        yield answer;
      }
      case GossipMessage.BulkSync all -> {
        all.facts().forEach(self::hear);
        if (!all.isAnswer()) {
          // Whoever asks may be on a network since just now: the message says on which.
          tell(all.networks(), true, all.from());
        }
        yield null;
      }
      case GossipMessage.Ack _, GossipMessage.PingRequest _ -> null;
      case GossipMessage.News _, GossipMessage.WithNews _ -> null;
    };
  }

  /// `mergeState`: those another one holds for dead are suspected only.
  private void merge(GossipMessage.PushPull all) {
    for (GossipNews news : all.news()) {
      if (news instanceof Claim claim && claim.standing() == Standing.DEAD) {
        self.hear(new Claim(claim.node(), claim.incarnation(), Standing.SUSPECT, all.from()));
      } else {
        self.hear(news);
      }
    }
  }

  /// Exchanges everything about nodes with one of them now and then; more rarely among many.
  private final class PushPullTimer extends Event {
    /// `pushPullScaleThreshold`.
    private static final int THRESHOLD = 32;

    @Override
    protected void fire() {
      int nodes = members.living() + 1;
      double doublings = Math.log((double) nodes / THRESHOLD) / Math.log(2);
      long factor = nodes <= THRESHOLD ? 1 : (long) Math.ceil(doublings) + 1;
      self.loop().scheduleAfter(this, factor * SYNC_NANOS);
      for (GossipAgent other : members.some(1)) {
        nodes(other, worked -> {});
      }
    }
  }

  /// Exchanges everything about endpoints: with one node of each network, those left out that are
  /// on a network that was dealt with (`bulkSyncTables`).
  private final class BulkSyncTimer extends Event {
    @Override
    protected void fire() {
      self.loop().scheduleAfter(this, SYNC_NANOS);
      List<String> networks = tables.networks();
      while (!networks.isEmpty()) {
        for (GossipAgent other : members.someOf(tables.on(networks.removeFirst()), 1)) {
          endpoints(other);
          networks.removeAll(tables.sharedNetworks(other));
        }
      }
    }
  }
}

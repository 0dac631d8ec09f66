package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The nodes a node gossips with, and what it thinks of them (hashicorp/memberlist `state.go`).
final class GossipMembers {
  /// `SuspicionMult` 4 times `ProbeInterval` 1 s, for up to ten nodes.
  private static final long SUSPICION_NANOS = 4_000_000_000L;

  private final EventLoop loop;
  private final RandomStream random;
  private final Map<GossipAgent, Member> members = new LinkedHashMap<>();
  private final List<GossipAgent> round = new ArrayList<>();

  GossipMembers(EventLoop loop, RandomStream random) {
    this.loop = loop;
    this.random = random;
  }

  /// What is thought of a node.
  private static final class Member {
    boolean isDead;
    long suspectedNanos = -1;
  }

  void add(GossipAgent agent) {
    members.computeIfAbsent(agent, a -> new Member());
  }

  void remove(GossipAgent agent) {
    members.remove(agent);
    round.remove(agent);
  }

  List<GossipAgent> all() {
    return List.copyOf(members.keySet());
  }

  boolean isDead(GossipAgent agent) {
    Member member = members.get(agent);
    return member == null || member.isDead;
  }

  /// Notes that a node is there.
  ///
  /// @return whether it was thought dead
  boolean heard(GossipAgent agent) {
    add(agent);
    Member member = members.get(agent);
    boolean wasDead = member != null && member.isDead;
    if (member != null) {
      member.isDead = false;
      member.suspectedNanos = -1;
    }
    return wasDead;
  }

  /// Notes that a node did not answer.
  void suspect(GossipAgent agent) {
    Member member = members.get(agent);
    if (member != null && !member.isDead && member.suspectedNanos < 0) {
      member.suspectedNanos = loop.nowNanos();
    }
  }

  /// The nodes that were suspected for too long; they are thought dead from now on.
  List<GossipAgent> bury() {
    List<GossipAgent> buried = new ArrayList<>();
    members.forEach((agent, member) -> {
      boolean expired =
          member.suspectedNanos >= 0 && loop.nowNanos() - member.suspectedNanos >= SUSPICION_NANOS;
      if (!member.isDead && expired) {
        member.isDead = true;
        buried.add(agent);
      }
    });
    return buried;
  }

  /// The node to look after next: each one once, in an order that is drawn anew each time round.
  /// The dead are asked, too, as they may come back.
  @Nullable GossipAgent next() {
    if (round.isEmpty()) {
      round.addAll(members.keySet());
      for (int i = round.size() - 1; i > 0; i--) {
        int other = random.nextInt(i + 1);
        GossipAgent kept = round.get(i);
        round.set(i, round.get(other));
        round.set(other, kept);
      }
    }
    return round.isEmpty() ? null : round.removeFirst();
  }

  /// Some of the living.
  List<GossipAgent> some(int most) {
    List<GossipAgent> living = new ArrayList<>();
    members.forEach((agent, member) -> {
      if (!member.isDead) {
        living.add(agent);
      }
    });
    while (living.size() > most) {
      living.remove(random.nextInt(living.size()));
    }
    return living;
  }
}

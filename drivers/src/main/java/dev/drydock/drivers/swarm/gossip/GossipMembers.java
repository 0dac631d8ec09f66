package dev.drydock.drivers.swarm.gossip;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.drivers.swarm.gossip.GossipNews.Claim;
import dev.drydock.drivers.swarm.gossip.GossipNews.Standing;
import it.unimi.dsi.fastutil.objects.ObjectArraySet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The nodes a node gossips with, and what it thinks of them (hashicorp/memberlist `state.go`,
/// `suspicion.go`).
final class GossipMembers {
  /// `SuspicionMult` times `ProbeInterval`.
  private static final long SUSPICION_NANOS = 4 * 1_000_000_000L;

  /// `SuspicionMaxTimeoutMult`.
  private static final int SUSPICION_LONGEST = 6;

  /// Others that must share a suspicion until it has its shortest time: `SuspicionMult` - 2.
  private static final int CONFIRMATIONS = 2;

  private static final int TRIES_EACH = 3;

  private final EventLoop loop;
  private final RandomStream random;

  /// Those it heard of, in the order in which it did.
  private final List<Member> members = new ArrayList<>();

  /// The same by their numbers.
  private @Nullable Member[] byNumber = {};

  /// `GossipToTheDeadTime`: so long a dead node is still told news, that it may contradict.
  private static final long TO_THE_DEAD_NANOS = 30 * 1_000_000_000L;

  /// The order in which nodes are looked after, this one among them (`Memberlist.nodes`).
  private final List<GossipAgent> order = new ArrayList<>();

  private final GossipAgent self;
  private int probeIndex;
  private int dead;

  GossipMembers(GossipAgent self, EventLoop loop, RandomStream random) {
    this.self = self;
    this.loop = loop;
    this.random = random;
    order.add(self);
  }

  /// What is thought of a node.
  private static final class Member {
    final GossipAgent agent;
    Standing standing = Standing.ALIVE;
    int incarnation;
    long suspectedNanos;
    long diedNanos;

    /// Whether it said itself that it goes: nobody tells it anything more, or looks for it.
    boolean hasLeft;

    final Set<GossipAgent> accusers = new ObjectArraySet<>(0);

    Member(GossipAgent agent) {
      this.agent = agent;
    }
  }

  private @Nullable Member find(GossipAgent agent) {
    int number = agent.number();
    return number < byNumber.length ? byNumber[number] : null;
  }

  private void add(Member member) {
    int number = member.agent.number();
    if (number >= byNumber.length) {
      byNumber = Arrays.copyOf(byNumber, Math.max(number + 1, 2 * byNumber.length));
    }
    byNumber[number] = member;
    members.add(member);
  }

  /// How many there are, the dead and oneself left out.
  int living() {
    return members.size() - dead;
  }

  /// What is thought of all nodes.
  List<GossipNews> claims(GossipAgent by) {
    List<GossipNews> claims = new ArrayList<>();
    for (Member member : members) {
      claims.add(new Claim(member.agent, member.incarnation, member.standing, by));
    }
    return claims;
  }

  boolean isDead(GossipAgent agent) {
    Member member = find(agent);
    return member == null || member.standing == Standing.DEAD;
  }

  int incarnation(GossipAgent agent) {
    Member member = find(agent);
    return member == null ? 0 : member.incarnation;
  }

  /// What a claim changed.
  enum Effect {
    /// Nothing: it is old, or known.
    NONE,
    /// It is to be told on.
    HEARD,
    /// A node is there that was not, or was dead.
    CAME,
    /// A node is dead.
    DIED
  }

  /// Believes a claim or not (`aliveNode`, `suspectNode`, `deadNode`).
  Effect hear(Claim claim) {
    Member member = find(claim.node());
    return switch (claim.standing()) {
      case ALIVE -> alive(claim, member);
      case SUSPECT -> member == null ? Effect.NONE : suspect(claim, member);
      case DEAD -> member == null ? Effect.NONE : dead(claim, member);
    };
  }

  private Effect alive(Claim claim, @Nullable Member known) {
    if (known == null) {
      Member member = new Member(claim.node());
      member.incarnation = claim.incarnation();
      add(member);
      enlist(claim.node());
      return Effect.CAME;
    }
    if (claim.incarnation() <= known.incarnation) {
      return Effect.NONE;
    }
    boolean wasDead = known.standing == Standing.DEAD;
    dead -= wasDead ? 1 : 0;
    known.incarnation = claim.incarnation();
    known.standing = Standing.ALIVE;
    known.hasLeft = false;
    known.accusers.clear();
    enlist(claim.node());
    return wasDead ? Effect.CAME : Effect.HEARD;
  }

  private Effect suspect(Claim claim, Member member) {
    if (claim.incarnation() < member.incarnation || member.standing == Standing.DEAD) {
      return Effect.NONE;
    }
    boolean isNew = member.standing == Standing.ALIVE;
    if (isNew) {
      member.standing = Standing.SUSPECT;
      member.suspectedNanos = loop.nowNanos();
      member.incarnation = claim.incarnation();
    }
    boolean counts = isNew || member.accusers.size() <= CONFIRMATIONS;
    return counts && member.accusers.add(claim.by()) ? Effect.HEARD : Effect.NONE;
  }

  private Effect dead(Claim claim, Member member) {
    if (claim.incarnation() < member.incarnation || member.standing == Standing.DEAD) {
      return Effect.NONE;
    }
    member.standing = Standing.DEAD;
    member.hasLeft = claim.by() == claim.node();
    dead++;
    member.incarnation = claim.incarnation();
    member.accusers.clear();
    member.diedNanos = loop.nowNanos();
    return Effect.DIED;
  }

  /// The nodes that were suspected for too long.
  List<GossipAgent> overdue() {
    List<GossipAgent> overdue = new ArrayList<>();
    for (Member member : members) {
      boolean isSuspect = member.standing == Standing.SUSPECT;
      if (isSuspect && loop.nowNanos() - member.suspectedNanos >= patienceNanos(member)) {
        overdue.add(member.agent);
      }
    }
    return overdue;
  }

  /// When the next of the suspected has been so for too long; -1 when nobody is.
  long nextOverdueNanos() {
    long earliest = -1;
    for (Member member : members) {
      if (member.standing == Standing.SUSPECT) {
        long end = member.suspectedNanos + patienceNanos(member);
        earliest = earliest < 0 ? end : Math.min(earliest, end);
      }
    }
    return earliest;
  }

  /// `remainingSuspicionTime`: the more nodes suspect it, the shorter.
  private long patienceNanos(Member member) {
    int nodes = living() + 1;
    double scale = Math.max(1, Math.log10(Math.max(1, nodes)));
    double shortest = SUSPICION_NANOS * scale;
    if (nodes - 2 < CONFIRMATIONS) {
      return (long) shortest;
    }
    double longest = SUSPICION_LONGEST * shortest;
    double share = Math.log(member.accusers.size()) / Math.log(CONFIRMATIONS + 1.0);
    return (long) Math.max(shortest, longest - (share * (longest - shortest)));
  }

  /// A new node takes the place of any, which goes to the end.
  private void enlist(GossipAgent agent) {
    if (order.contains(agent)) {
      return;
    }
    int place = random.nextInt(order.size());
    order.add(order.get(place));
    order.set(place, agent);
  }

  /// The node to look after next; null when it is nobody's turn (`Memberlist.probe`). This node is
  /// in the list itself, and as many places are looked at as there are nodes: so of two nodes, each
  /// looks after the other one in about two of three rounds.
  @Nullable GossipAgent next() {
    int looks = 0;
    while (looks < order.size()) {
      if (probeIndex >= order.size()) {
        order.removeIf(agent -> agent != self && isForgotten(agent));
        shuffle();
        probeIndex = 0;
        looks++;
        continue;
      }
      GossipAgent agent = order.get(probeIndex++);
      if (agent != self && !isDead(agent)) {
        return agent;
      }
      looks++;
    }
    return null;
  }

  private boolean isForgotten(GossipAgent agent) {
    Member member = find(agent);
    return member == null
        || (member.standing == Standing.DEAD
            && (member.hasLeft || loop.nowNanos() - member.diedNanos > TO_THE_DEAD_NANOS));
  }

  private void shuffle() {
    for (int i = order.size() - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      GossipAgent kept = order.get(i);
      order.set(i, order.get(other));
      order.set(other, kept);
    }
  }

  /// Some of the living.
  List<GossipAgent> some(int most) {
    return some(order, most, agent -> !isDead(agent));
  }

  /// Some of those that are told news: the living and those that died lately.
  List<GossipAgent> someToTell(int most) {
    return some(order, most, agent -> !isForgotten(agent));
  }

  /// Some of the living of a list.
  List<GossipAgent> someOf(List<GossipAgent> from, int most) {
    return some(from, most, agent -> !isDead(agent));
  }

  /// Draws up to three times as often as there are nodes (`kRandomNodes`).
  private List<GossipAgent> some(
      List<GossipAgent> from, int most, Predicate<GossipAgent> isWanted) {
    List<GossipAgent> some = new ArrayList<>(most);
    int tries = from.size() * TRIES_EACH;
    for (int i = 0; i < tries && some.size() < most; i++) {
      GossipAgent agent = from.get(random.nextInt(from.size()));
      if (agent != self && !some.contains(agent) && isWanted.test(agent)) {
        some.add(agent);
      }
    }
    return some;
  }

  /// One of the dead, to try to reach it again, but none that left; null when there is none.
  ///
  /// @param isWanted asks about the time of a death
  @Nullable GossipAgent someDead(LongPredicate isWanted) {
    List<GossipAgent> dead = new ArrayList<>();
    for (Member member : members) {
      if (member.standing == Standing.DEAD && !member.hasLeft && isWanted.test(member.diedNanos)) {
        dead.add(member.agent);
      }
    }
    return dead.isEmpty() ? null : dead.get(random.nextInt(dead.size()));
  }
}

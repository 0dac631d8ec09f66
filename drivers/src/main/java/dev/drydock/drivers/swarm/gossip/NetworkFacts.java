package dev.drydock.drivers.swarm.gossip;

import dev.drydock.drivers.swarm.gossip.GossipNews.Fact;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The last that one node heard of each endpoint of a network, by the endpoint's number. Every node
/// of a large swarm has one of these for all endpoints: a word for each.
final class NetworkFacts {
  private static final int FEW = 16;

  private @Nullable Fact[] last = {};

  /// What a fact changes.
  enum Step {
    /// Nothing: as much was known.
    OLD,
    /// It is news of an endpoint that was thought to be there.
    KNEW,
    /// It is news of an endpoint that was not there.
    NEW
  }

  /// Notes a fact.
  Step put(Fact fact) {
    int number = fact.number();
    if (number >= last.length) {
      last = Arrays.copyOf(last, Math.max(FEW, Math.max(number + 1, last.length * 2)));
    }
    Fact old = last[number];
    if (old != null && old.time() >= fact.time()) {
      return Step.OLD;
    }
    last[number] = fact;
    return old != null && old.isThere() ? Step.KNEW : Step.NEW;
  }

  /// The last that was heard of an endpoint; null for nothing.
  @Nullable Fact last(Fact fact) {
    return fact.number() < last.length ? last[fact.number()] : null;
  }

  /// Whether this very fact is the last that was heard of its endpoint.
  boolean isLast(Fact fact) {
    return last(fact) == fact;
  }

  /// All, oldest endpoint first.
  List<Fact> all() {
    List<Fact> all = new ArrayList<>();
    for (Fact fact : last) {
      if (fact != null) {
        all.add(fact);
      }
    }
    return all;
  }

  /// The facts of one node.
  List<Fact> of(GossipAgent owner) {
    List<Fact> found = new ArrayList<>();
    for (Fact fact : last) {
      if (fact != null && fact.owner() == owner) {
        found.add(fact);
      }
    }
    return found;
  }

  /// Forgets the facts of one node.
  ///
  /// @return those
  List<Fact> forget(GossipAgent owner) {
    List<Fact> gone = of(owner);
    gone.forEach(fact -> last[fact.number()] = null);
    return gone;
  }
}

package dev.drydock.drivers.swarm;

import dev.drydock.drivers.swarm.GossipNews.Attachment;
import dev.drydock.drivers.swarm.GossipNews.Fact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one node knows of networks: who is on them, and which endpoints there are on those it is on
/// itself (libnetwork `networkdb`).
final class GossipTables {
  private final GossipAgent self;

  /// Network → endpoint → the last that was heard of it; only networks the node is on.
  private final Map<String, Map<String, Fact>> facts = new LinkedHashMap<>();

  /// Network → the nodes that are on it, this one left out.
  private final Map<String, List<GossipAgent>> nodes = new LinkedHashMap<>();

  private final Map<Attachment.Key, Attachment> attachments = new LinkedHashMap<>();

  GossipTables(GossipAgent self) {
    this.self = self;
  }

  /// The networks this node is on.
  List<String> networks() {
    return new ArrayList<>(facts.keySet());
  }

  boolean isOn(String network) {
    return facts.containsKey(network);
  }

  void join(String network) {
    facts.computeIfAbsent(network, n -> new LinkedHashMap<>());
  }

  /// This node leaves a network.
  ///
  /// @return what is forgotten with it
  List<Fact> leave(String network) {
    Map<String, Fact> gone = facts.remove(network);
    return gone == null ? List.of() : List.copyOf(gone.values());
  }

  /// The other nodes on a network; not to be changed.
  List<GossipAgent> on(String network) {
    return nodes.getOrDefault(network, List.of());
  }

  /// All that is known of who is on what.
  List<GossipNews> attachments() {
    return new ArrayList<>(attachments.values());
  }

  /// A node came to a network or left it.
  ///
  /// @return whether that is news
  boolean hear(Attachment attachment) {
    Attachment.Key key = new Attachment.Key(attachment.node(), attachment.network());
    Attachment old = attachments.get(key);
    if (old != null && old.time() >= attachment.time()) {
      return false;
    }
    attachments.put(key, attachment);
    if (attachment.node() != self) {
      List<GossipAgent> others =
          nodes.computeIfAbsent(attachment.network(), n -> new ArrayList<>());
      boolean isIn = old != null && old.isThere() && others.contains(attachment.node());
      if (attachment.isThere() && !isIn) {
        others.add(attachment.node());
      } else if (!attachment.isThere()) {
        others.remove(attachment.node());
      }
    }
    return true;
  }

  /// The facts of some networks; of those this node is not on there are none.
  List<Fact> of(List<String> networks) {
    List<Fact> found = new ArrayList<>();
    for (String network : networks) {
      found.addAll(facts.getOrDefault(network, new LinkedHashMap<>()).values());
    }
    return found;
  }

  /// The networks this node and another one are on.
  List<String> sharedNetworks(GossipAgent other) {
    List<String> shared = networks();
    shared.removeIf(network -> !on(network).contains(other));
    return shared;
  }

  /// What a fact changes.
  enum Step {
    /// Nothing: as much was known.
    OLD,
    /// It is news of an endpoint that was thought to be there.
    KNEW,
    /// It is news of an endpoint that was not there.
    NEW
  }

  /// The last that was heard of an endpoint; null for nothing.
  @Nullable Fact last(Fact fact) {
    Map<String, Fact> known = facts.get(fact.network());
    return known == null ? null : known.get(fact.endpoint());
  }

  /// Notes a fact; those of networks this node is not on are never news.
  Step put(Fact fact) {
    Map<String, Fact> known = facts.get(fact.network());
    if (known == null) {
      return Step.OLD;
    }
    Fact old = known.get(fact.endpoint());
    if (old != null && old.time() >= fact.time()) {
      return Step.OLD;
    }
    known.put(fact.endpoint(), fact);
    return old != null && old.isThere() ? Step.KNEW : Step.NEW;
  }

  /// Whether nothing newer is known of an endpoint.
  boolean isLast(GossipNews fact) {
    if (!(fact instanceof Fact own)) {
      return true;
    }
    Map<String, Fact> known = facts.get(own.network());
    return known != null && known.get(own.endpoint()) == fact;
  }

  /// This node's own facts.
  List<Fact> own() {
    return of(self);
  }

  private List<Fact> of(GossipAgent owner) {
    List<Fact> found = new ArrayList<>();
    for (Map<String, Fact> known : facts.values()) {
      for (Fact fact : known.values()) {
        if (fact.owner() == owner) {
          found.add(fact);
        }
      }
    }
    return found;
  }

  /// A node left a network.
  ///
  /// @return its facts there
  List<Fact> forget(GossipAgent owner, String network) {
    Map<String, Fact> known = facts.get(network);
    if (known == null) {
      return List.of();
    }
    List<Fact> gone = new ArrayList<>();
    for (Fact fact : known.values()) {
      if (fact.owner() == owner) {
        gone.add(fact);
      }
    }
    gone.forEach(fact -> known.remove(fact.endpoint()));
    return gone;
  }

  /// A node is gone, and all that is of it.
  ///
  /// @return its facts
  List<Fact> forget(GossipAgent owner) {
    List<Fact> gone = of(owner);
    for (Fact fact : gone) {
      Map<String, Fact> known = facts.get(fact.network());
      if (known != null) {
        known.remove(fact.endpoint());
      }
    }
    nodes.values().forEach(others -> others.remove(owner));
    attachments.keySet().removeIf(key -> key.node() == owner);
    return gone;
  }
}

package dev.drydock.drivers.swarm.gossip;

import dev.drydock.drivers.swarm.gossip.GossipNews.Attachment;
import dev.drydock.drivers.swarm.gossip.GossipNews.Fact;
import it.unimi.dsi.fastutil.longs.Long2ObjectLinkedOpenHashMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What one node knows of networks: who is on them, and which endpoints there are on those it is on
/// itself (libnetwork `networkdb`).
final class GossipTables {
  private final GossipAgent self;

  /// Network → the last that was heard of its endpoints; only networks the node is on.
  private final Map<String, NetworkFacts> facts = new LinkedHashMap<>();

  /// Network → the nodes that are on it, this one left out.
  private final Map<String, List<GossipAgent>> nodes = new LinkedHashMap<>();

  /// Network → how many of those others were on it before this one.
  private final Map<String, Integer> earlier = new LinkedHashMap<>();

  /// Place → what was last heard of the node there.
  private final Long2ObjectLinkedOpenHashMap<Attachment> attachments =
      new Long2ObjectLinkedOpenHashMap<>();

  private String latelyAsked = "";
  private @Nullable NetworkFacts latelyFound;

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
    forgetLately();
    facts.computeIfAbsent(network, n -> new NetworkFacts());
    earlier.putIfAbsent(network, on(network).size());
  }

  /// This node leaves a network.
  ///
  /// @return what is forgotten with it
  List<Fact> leave(String network) {
    forgetLately();
    earlier.remove(network);
    NetworkFacts gone = facts.remove(network);
    return gone == null ? List.of() : gone.all();
  }

  /// The other nodes on a network; not to be changed.
  List<GossipAgent> on(String network) {
    return nodes.getOrDefault(network, List.of());
  }

  /// All nodes on a network in the order in which they came to it, as far as this one heard
  /// (`NetworkDB.Peers`): whoever was gone and is back comes last.
  List<GossipAgent> peers(String network) {
    List<GossipAgent> peers = new ArrayList<>(on(network));
    Integer place = earlier.get(network);
    if (place != null) {
      peers.add(place, self);
    }
    return peers;
  }

  /// All that is known of who is on what.
  List<GossipNews> attachments() {
    return new ArrayList<>(attachments.values());
  }

  /// A node came to a network or left it.
  ///
  /// @return whether that is news
  boolean hear(Attachment attachment) {
    Attachment old = attachments.get(attachment.about());
    if (old != null && old.time() >= attachment.time()) {
      return false;
    }
    attachments.put(attachment.about(), attachment);
    if (attachment.node() != self) {
      List<GossipAgent> others =
          nodes.computeIfAbsent(attachment.network(), n -> new ArrayList<>());
      boolean isIn = old != null && old.isThere() && others.contains(attachment.node());
      if (attachment.isThere() && !isIn) {
        others.add(attachment.node());
      } else if (!attachment.isThere()) {
        drop(attachment.network(), others, attachment.node());
      }
    }
    return true;
  }

  private void drop(String network, List<GossipAgent> others, GossipAgent gone) {
    int at = others.indexOf(gone);
    if (at >= 0) {
      others.remove(at);
      earlier.computeIfPresent(network, (n, place) -> at < place ? place - 1 : place);
    }
  }

  /// The facts of some networks; of those this node is not on there are none.
  List<Fact> of(List<String> networks) {
    List<Fact> found = new ArrayList<>();
    for (String network : networks) {
      NetworkFacts known = facts.get(network);
      found.addAll(known == null ? List.of() : known.all());
    }
    return found;
  }

  /// The networks this node and another one are on.
  List<String> sharedNetworks(GossipAgent other) {
    List<String> shared = networks();
    shared.removeIf(network -> !on(network).contains(other));
    return shared;
  }

  /// The last that was heard of an endpoint; null for nothing.
  @Nullable Fact last(Fact fact) {
    NetworkFacts known = of(fact.network());
    return known == null ? null : known.last(fact);
  }

  /// Notes a fact; those of networks this node is not on are never news.
  NetworkFacts.Step put(Fact fact) {
    NetworkFacts known = of(fact.network());
    return known == null ? NetworkFacts.Step.OLD : known.put(fact);
  }

  /// Whether this node has heard a fact, and nothing newer of the same endpoint.
  boolean isLast(GossipNews news) {
    if (!(news instanceof Fact fact)) {
      return true;
    }
    NetworkFacts known = of(fact.network());
    return known != null && known.isLast(fact);
  }

  /// News come in crowds: those of the network of the last one are found at once.
  @SuppressWarnings("StringEquality") // the same network has the same object nearly always
  private @Nullable NetworkFacts of(String network) {
    if (network != latelyAsked) {
      latelyAsked = network;
      latelyFound = facts.get(network);
    }
    return latelyFound;
  }

  private void forgetLately() {
    latelyAsked = "";
    latelyFound = null;
  }

  /// This node's own facts.
  List<Fact> own() {
    List<Fact> found = new ArrayList<>();
    for (NetworkFacts known : facts.values()) {
      found.addAll(known.of(self));
    }
    return found;
  }

  /// A node left a network.
  ///
  /// @return its facts there
  List<Fact> forget(GossipAgent owner, String network) {
    NetworkFacts known = facts.get(network);
    return known == null ? List.of() : known.forget(owner);
  }

  /// A node is gone, and all that is of it.
  ///
  /// @return its facts
  List<Fact> forget(GossipAgent owner) {
    List<Fact> gone = new ArrayList<>();
    for (NetworkFacts known : facts.values()) {
      gone.addAll(known.forget(owner));
    }
    nodes.forEach((network, others) -> drop(network, others, owner));
    attachments.values().removeIf(attachment -> attachment.node() == owner);
    return gone;
  }
}

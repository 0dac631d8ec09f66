package dev.drydock.drivers.swarm.gossip;

import it.unimi.dsi.fastutil.longs.Long2ObjectLinkedOpenHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The gossip of a swarm: who takes part, and the messages that are on their way. What stands in a
/// packet is only a number.
public final class Gossip {
  /// More are never on their way at once; older ones were lost.
  private static final int MESSAGES_MAX = 4096;

  private final Long2ObjectLinkedOpenHashMap<GossipMessage> messages =
      new Long2ObjectLinkedOpenHashMap<>();
  private final Map<GossipNode, GossipAgent> agents = new LinkedHashMap<>();
  private long last;
  private int agentsEver;
  private int placesEver;

  public Gossip() {}

  /// Notes a message.
  ///
  /// @return its number
  long write(GossipMessage message) {
    if (messages.size() >= MESSAGES_MAX) {
      messages.removeFirst();
    }
    messages.put(++last, message);
    return last;
  }

  /// The message with a number; null when it is unknown.
  @Nullable GossipMessage read(long number) {
    return messages.get(number);
  }

  /// A node comes into the swarm; it gossips when [#begin] says so.
  public void joined(GossipNode node) {
    agents.put(node, new GossipAgent(node, this, agentsEver++));
  }

  /// A node's place on a network.
  GossipNews.Place place(GossipAgent agent, String network) {
    return new GossipNews.Place(agent, network, placesEver++);
  }

  /// A node has the keys, and begins to gossip; it asks a manager, if there is another one (moby
  /// `daemon/cluster`, `GetRemoteAddressList`).
  public void begin(GossipNode node, List<? extends GossipNode> managers) {
    GossipAgent agent = agents.get(node);
    if (agent != null) {
      GossipNode first = null;
      for (GossipNode each : managers) {
        first = first == null && each != node && agents.containsKey(each) ? each : first;
      }
      agent.start(first);
    }
  }

  /// How a node gossips now; null while it does not.
  @Nullable GossipAgent agent(GossipNode node) {
    return agents.get(node);
  }

  /// A node leaves: from now on nobody hears of it through here.
  ///
  /// @param done is told when the others know, and it gossips no more
  public void left(GossipNode node, Runnable done) {
    GossipAgent agent = agents.remove(node);
    if (agent == null) {
      done.run();
    } else {
      agent.leave(done);
    }
  }

  /// A node is gone at once; others hear of it if they hear the one packet.
  public void vanished(GossipNode node) {
    GossipAgent agent = agents.remove(node);
    if (agent != null) {
      agent.vanish();
    }
  }

  /// Whether a node hears no other one.
  public boolean isAlone(GossipNode node) {
    GossipAgent agent = agents.get(node);
    return agent == null || agent.members().living() == 0;
  }

  /// The endpoints of a network that a node knows of, its own among them.
  public List<EndpointRecord> known(GossipNode node, String network) {
    GossipAgent agent = agents.get(node);
    return agent == null ? List.of() : agent.known(network);
  }

  /// The nodes that one of them knows to be on a network, in the order in which they came to it.
  public List<GossipNode> peers(GossipNode node, String network) {
    GossipAgent agent = agents.get(node);
    return agent == null ? List.of(node) : agent.peers(network);
  }

  /// A network is in use on a node from now on.
  public void joinNetwork(GossipNode node, String network) {
    GossipAgent agent = agents.get(node);
    if (agent != null) {
      agent.joinNetwork(network);
    }
  }

  /// A network is not in use on a node any more.
  public void leaveNetwork(GossipNode node, String network) {
    GossipAgent agent = agents.get(node);
    if (agent != null) {
      agent.leaveNetwork(network);
    }
  }

  /// An endpoint of a node came or went.
  public void publish(GossipNode from, EndpointRecord record, boolean isThere) {
    GossipAgent agent = agents.get(from);
    if (agent != null) {
      agent.publish(record, isThere);
    }
  }
}

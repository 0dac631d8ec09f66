package dev.drydock.drivers.swarm;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The messages of a swarm's gossip that are on their way: what stands in a packet is only a
/// number.
final class Gossip {
  /// More are never on their way at once; older ones were lost.
  private static final int MESSAGES_MAX = 4096;

  private final Map<Long, GossipMessage> messages = new LinkedHashMap<>();
  private final Map<SwarmNode, GossipAgent> agents = new LinkedHashMap<>();
  private long last;

  Gossip() {}

  /// Notes a message.
  ///
  /// @return its number
  long write(GossipMessage message) {
    if (messages.size() >= MESSAGES_MAX) {
      messages.remove(messages.keySet().iterator().next());
    }
    messages.put(++last, message);
    return last;
  }

  /// The message with a number; null when it is unknown.
  @Nullable GossipMessage read(long number) {
    return messages.get(number);
  }

  /// A node begins to gossip.
  void joined(SwarmNode node) {
    GossipAgent first = agents.isEmpty() ? null : agents.values().iterator().next();
    GossipAgent agent = new GossipAgent(node, this);
    agents.put(node, agent);
    agent.start(first);
  }

  /// A node leaves, and says so.
  void left(SwarmNode node) {
    GossipAgent agent = agents.remove(node);
    if (agent != null) {
      agent.stop();
      agents.values().forEach(other -> other.gone(agent));
    }
  }

  /// An endpoint of a node came or went.
  void publish(SwarmNode from, EndpointRecord record, boolean isThere) {
    GossipAgent agent = agents.get(from);
    if (agent != null) {
      agent.publish(record, isThere);
    }
  }
}

package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.drivers.overlay.Peer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// How nodes learn of the endpoints of others (libnetwork `networkdb`, table `overlay_peer_table`).
final class Gossip {
  /// Half the interval at which a node tells what is new: 200 ms in memberlist's profile for local
  /// networks.
  private static final long DELAY_NANOS = 100_000_000L;

  private final EventLoop loop;
  private final Map<String, Peer> known = new LinkedHashMap<>();
  private final Map<String, SwarmNode> owners = new LinkedHashMap<>();
  private final List<SwarmNode> nodes = new ArrayList<>();

  Gossip(EventLoop loop) {
    this.loop = loop;
  }

  /// A node is told all there is.
  void joined(SwarmNode node) {
    nodes.add(node);
    for (Peer peer : known.values()) {
      loop.scheduleAfter(new News(node, peer, true), DELAY_NANOS);
    }
  }

  void left(SwarmNode node) {
    nodes.remove(node);
    for (Map.Entry<String, SwarmNode> owner : new ArrayList<>(owners.entrySet())) {
      Peer peer = known.get(owner.getKey());
      if (owner.getValue() == node && peer != null) {
        publish(node, peer, false);
      }
    }
  }

  void publish(SwarmNode from, Peer peer, boolean isThere) {
    if (isThere) {
      known.put(peer.endpoint(), peer);
      owners.put(peer.endpoint(), from);
    } else {
      known.remove(peer.endpoint());
      owners.remove(peer.endpoint());
    }
    for (SwarmNode node : nodes) {
      if (node != from) {
        loop.scheduleAfter(new News(node, peer, isThere), DELAY_NANOS);
      }
    }
  }

  private static final class News extends Event {
    private final SwarmNode to;
    private final Peer peer;
    private final boolean isThere;

    News(SwarmNode to, Peer peer, boolean isThere) {
      this.to = to;
      this.peer = peer;
      this.isThere = isThere;
    }

    @Override
    protected void fire() {
      if (isThere) {
        to.driver().peerAdded(peer);
      } else {
        to.driver().peerRemoved(peer);
      }
    }
  }
}

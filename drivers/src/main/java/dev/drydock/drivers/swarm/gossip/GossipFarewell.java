package dev.drydock.drivers.swarm.gossip;

import java.util.List;

/// How a node takes its leave (libnetwork `clusterLeave`): first networkdb's own event of it, then
/// memberlist's word that it is dead, each told as often as all news; only then its port closes. A
/// node without others is gone at once.
///
/// ```
///   0.2 s, 0.4 s  that it leaves    0.6 s, 0.8 s  that it is gone    of two others, at each tick
/// ```
///
/// Recorded on Docker 20.10.24 with one other node and with two.
final class GossipFarewell {
  /// The event and the word.
  private static final int MESSAGES = 2;

  private final Runnable done;
  private final int times;
  private int told;

  /// @param nodes how many nodes there are, this one among them
  GossipFarewell(int nodes, Runnable done) {
    this.times = MESSAGES * GossipQueue.times(nodes);
    this.done = done;
  }

  /// It was told to some.
  void told(List<GossipAgent> others) {
    told = others.isEmpty() ? times : told + others.size();
  }

  boolean isOver() {
    return told >= times;
  }

  void end() {
    done.run();
  }
}

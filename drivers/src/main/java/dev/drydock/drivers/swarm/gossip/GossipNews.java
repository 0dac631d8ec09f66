package dev.drydock.drivers.swarm.gossip;

/// Something nodes tell each other, and tell on.
sealed interface GossipNews {
  /// The number of what it is about, a node, a place or an endpoint: newer news of the same replace
  /// it in a queue. Nodes and places have different numbers; endpoints have queues of their own.
  long about();

  /// An endpoint came or went (a record of the tables `overlay_peer_table` and `endpoint_table`).
  /// Only nodes on its network hear of it.
  ///
  /// @param owner the node it is on
  /// @param time counts the changes of the owner, so that old news do not undo new ones
  record Fact(GossipAgent owner, long time, EndpointRecord record, boolean isThere)
      implements GossipNews {
    String network() {
      return record.peer().network();
    }

    /// The endpoint's number on its network.
    int number() {
      return record.peer().number();
    }

    @Override
    public long about() {
      return number();
    }
  }

  /// What a node thinks of another one, or says of itself.
  ///
  /// @param node who is meant
  /// @param incarnation how often that one has contradicted; older claims do not count
  /// @param by who claims it
  record Claim(GossipAgent node, int incarnation, Standing standing, GossipAgent by)
      implements GossipNews {
    @Override
    public long about() {
      return node.number();
    }
  }

  /// How a node stands.
  enum Standing {
    /// It answers.
    ALIVE,
    /// It did not answer, and has some time to contradict.
    SUSPECT,
    /// It is gone.
    DEAD
  }

  /// A node came to a network or left it (networkdb `NetworkEvent`).
  ///
  /// @param time counts the changes of the node
  record Attachment(Place place, long time, boolean isThere) implements GossipNews {
    GossipAgent node() {
      return place.node;
    }

    String network() {
      return place.network;
    }

    @Override
    public long about() {
      return place.about();
    }
  }

  /// A node and a network. There is one object for the two and it has a number, so that finding it
  /// costs little.
  final class Place {
    private static final long AFTER_THE_NODES = 1L << Integer.SIZE;

    private final GossipAgent node;
    private final String network;
    private final long about;

    /// @param number which of all places it is, from 0
    Place(GossipAgent node, String network, int number) {
      this.node = node;
      this.network = network;
      this.about = AFTER_THE_NODES + number;
    }

    long about() {
      return about;
    }
  }
}

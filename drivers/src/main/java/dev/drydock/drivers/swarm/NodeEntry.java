package dev.drydock.drivers.swarm;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.engine.Engine;

/// How a node comes into a swarm: by beginning one, or by joining (Docker
/// `daemon/cluster/swarm.go`, `Init` and `Join`).
final class NodeEntry {
  /// Connections for the swarm's certificate and for the node's own.
  static final int ALL_CERTIFICATES = 2;

  private final SwarmNode node;
  private final SwarmDirectory directory;

  NodeEntry(SwarmNode node, SwarmDirectory directory) {
    this.node = node;
    this.directory = directory;
  }

  /// What a node comes in with.
  ///
  /// @param asManager whether it comes as a manager
  /// @param certificates how many connections it still needs for its certificate
  /// @param own its address
  record Terms(boolean asManager, int certificates, IpAddress own) {}

  /// `docker swarm init`.
  Swarm init(NodeOptions options) {
    if (node.isActive()) {
      throw SwarmTexts.alreadyInSwarm();
    }
    Engine engine = node.engine();
    IpAddress own = options.advertise() == null ? OwnAddress.only(engine) : options.advertise();
    OwnAddress.checkAdvertised(engine, own);
    OwnAddress.checkListening(engine.machine().root(), options.listen(), ManagerDoor.PORT);
    Swarm made = new Swarm(engine, options.dataPort(), options.pools());
    made.createIngress();
    node.enter(made, new Terms(true, 0, own), options);
    return made;
  }

  /// `docker swarm join`.
  ///
  /// @param certificates how many connections it still needs for its certificate
  void join(String token, String remote, NodeOptions options, int certificates) {
    if (node.isActive()) {
      throw SwarmTexts.alreadyInSwarm();
    }
    Engine engine = node.engine();
    int colon = remote.indexOf(':');
    IpAddress manager = IpAddress.parseOrNull(colon < 0 ? remote : remote.substring(0, colon));
    SwarmNode found = manager == null ? null : directory.manager(engine.machine(), manager);
    if (manager == null || found == null) {
      throw SwarmTexts.joinTimeout();
    }
    Swarm joined = found.managed();
    boolean asManager = token.equals(joined.managerToken());
    if (!asManager && !token.equals(joined.workerToken())) {
      throw joined.refusalOf(token);
    }
    IpAddress own =
        options.advertise() == null
            ? OwnAddress.towards(engine.machine().root(), manager)
            : options.advertise();
    node.enter(joined, new Terms(asManager, certificates, own), options);
  }
}

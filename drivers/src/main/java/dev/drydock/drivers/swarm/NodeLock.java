package dev.drydock.drivers.swarm;

import dev.drydock.drivers.EngineException;

/// What keeps a manager that was restarted from its swarm until it is told the key (Docker
/// `daemon/cluster/swarm.go`, `UnlockSwarm`).
final class NodeLock {
  private boolean isShut;

  NodeLock() {}

  boolean isShut() {
    return isShut;
  }

  /// The daemon has started.
  ///
  /// @param isShut whether its swarm locks managers
  void set(boolean isShut) {
    this.isShut = isShut;
  }

  /// `docker swarm unlock`.
  void open(String key, String wanted) {
    if (!isShut) {
      throw new EngineException("swarm is not locked");
    }
    if (!SwarmTrust.isKey(key)) {
      throw new EngineException("invalid key string");
    }
    if (!key.equals(wanted)) {
      throw new EngineException("swarm could not be unlocked: invalid key provided");
    }
    isShut = false;
  }
}

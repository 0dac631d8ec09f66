package dev.drydock.drivers.swarm;

import dev.drydock.drivers.EngineException;

/// What the engine says when something about swarms cannot be done (Docker
/// `daemon/cluster/errors.go`).
final class SwarmTexts {
  private SwarmTexts() {}

  static EngineException noSwarm() {
    return new EngineException(
        "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to"
            + " connect this node to swarm and try again.");
  }

  static EngineException onlyWorker() {
    return new EngineException(
        "This node is not a swarm manager. Worker nodes can't be used to view or modify cluster"
            + " state. Please run this command on a manager node or promote the current node to a"
            + " manager.");
  }

  static EngineException alreadyInSwarm() {
    return new EngineException(
        "This node is already part of a swarm. Use \"docker swarm leave\" to leave this swarm and"
            + " join another one.");
  }

  static EngineException notInSwarm() {
    return new EngineException("This node is not part of a swarm");
  }

  static EngineException lastManager() {
    return new EngineException(
        "You are attempting to leave the swarm on a node that is participating as a manager."
            + " Removing the last manager erases all current state of the swarm. Use `--force` to"
            + " ignore this message.");
  }

  static EngineException noAnswer(String remote) {
    return new EngineException(
        "rpc error: code = Unavailable desc = connection error: desc = \"transport: Error while"
            + " dialing dial tcp "
            + remote
            + ": connect: no route to host\"");
  }

  static EngineException badToken() {
    return new EngineException(
        "rpc error: code = InvalidArgument desc = A valid join token is necessary to join this"
            + " cluster");
  }
}

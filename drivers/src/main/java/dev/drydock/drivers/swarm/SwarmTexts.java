package dev.drydock.drivers.swarm;

import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.drivers.EngineException;
import java.util.Locale;

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

  static EngineException locked() {
    return new EngineException(
        "Swarm is encrypted and needs to be unlocked before it can be used. Please use \"docker"
            + " swarm unlock\" to unlock it.");
  }

  static EngineException notOnWorker() {
    return new EngineException(
        "Cannot create a multi-host network from a worker node. Please create the network from a"
            + " manager node.");
  }

  static EngineException alreadyInSwarm() {
    return new EngineException(
        "This node is already part of a swarm. Use \"docker swarm leave\" to leave this swarm and"
            + " join another one.");
  }

  static EngineException notInSwarm() {
    return new EngineException("This node is not part of a swarm");
  }

  /// What a manager is told that leaves without force (`Cluster.Leave`).
  static EngineException managerLeaves(Swarm swarm, SwarmNode node) {
    long managers = swarm.nodes().stream().filter(SwarmNode::isManager).count();
    long reachable = swarm.nodes().stream().filter(n -> n.isManager() && node.hears(n)).count();
    String begin =
        "You are attempting to leave the swarm on a node that is participating as a manager. ";
    if (managers == 1) {
      return new EngineException(
          begin
              + "Removing the last manager erases all current state of the swarm. Use `--force` to"
              + " ignore this message.");
    }
    String risk = "";
    if (swarm.leader() != node) {
      risk = "Doing so may lose the consensus of your cluster. ";
    } else if (2 * (reachable - 1) <= managers - 1) {
      risk =
          ("Removing this node leaves %d managers out of %d. Without a Raft quorum your swarm will"
                  + " be inaccessible. ")
              .formatted(reachable - 1, managers);
    }
    return new EngineException(
        begin
            + risk
            + "The only way to restore a swarm that has lost consensus is to reinitialize it with"
            + " `--force-new-cluster`. Use `--force` to suppress this message.");
  }

  static EngineException lastManagerStays() {
    return new EngineException(
        "rpc error: code = FailedPrecondition desc = attempting to demote the last manager of the"
            + " swarm");
  }

  static EngineException noAnswer(SocketAddress remote, SocketError error) {
    return new EngineException(
        "rpc error: code = Unavailable desc = connection error: desc = \"transport: Error while"
            + " dialing dial tcp "
            + remote.address()
            + ":"
            + remote.port()
            + ": connect: "
            + error.text().toLowerCase(Locale.ROOT)
            + "\"");
  }

  static EngineException joinTimeout() {
    return new EngineException(
        "Timeout was reached before node joined. The attempt to join the swarm will continue in the"
            + " background. Use the \"docker info\" command to see the current swarm status of your"
            + " node.");
  }

  static EngineException noLeader() {
    return new EngineException(
        "rpc error: code = Unknown desc = The swarm does not have a leader. It's possible that too"
            + " few managers are online. Make sure more than half of the managers are online.");
  }

  static EngineException badToken() {
    return invalid("A valid join token is necessary to join this cluster");
  }

  /// A manager does not take what was asked for.
  static EngineException invalid(String why) {
    return new EngineException("rpc error: code = InvalidArgument desc = " + why);
  }
}

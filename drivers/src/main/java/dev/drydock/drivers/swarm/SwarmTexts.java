package dev.drydock.drivers.swarm;

import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.drivers.EngineException;
import java.math.BigInteger;
import java.util.Locale;

/// What the engine says when something about swarms cannot be done (Docker
/// `daemon/cluster/errors.go`).
public final class SwarmTexts {
  private static final int DIGEST_CHARACTERS = 50;
  private static final int SECRET_CHARACTERS = 25;
  private static final int DIGEST_BITS = 256;

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

  /// Who wants to begin or join a swarm is in one.
  public static EngineException alreadyInSwarm() {
    return new EngineException(
        "This node is already part of a swarm. Use \"docker swarm leave\" to leave this swarm and"
            + " join another one.");
  }

  static EngineException notInSwarm() {
    return new EngineException("This node is not part of a swarm");
  }

  /// What a manager is told that leaves without force (`Cluster.Leave`).
  static EngineException managerLeaves(Swarm swarm, SwarmNode node) {
    if (node.isLocked()) {
      return new EngineException(
          "Swarm is encrypted and locked. Please unlock it first or use `--force` to ignore this"
              + " message.");
    }
    long managers = swarm.managers();
    long reachable = swarm.nodes().stream().filter(n -> n.isManager() && node.hears(n)).count();
    String begin =
        "You are attempting to leave the swarm on a node that is participating as a manager. ";
    boolean isLed = node.hears(swarm.leader());
    if (managers == 1) {
      return new EngineException(
          begin
              + "Removing the last manager erases all current state of the swarm. Use `--force` to"
              + " ignore this message.");
    }
    String risk = "";
    if (isLed && reachable - 2 <= managers - reachable) {
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

  /// Refuses what is no token (swarmkit `ca/certificates.go`, `ParseJoinToken`), or one with a
  /// digest that is too large.
  public static void checkForm(String token) {
    if (token.isEmpty()) {
      return;
    }
    String[] parts = token.split("-", -1);
    boolean isToken =
        parts.length == 4
            && (parts[0] + "-" + parts[1]).equals("SWMTKN-1")
            && parts[2].length() == DIGEST_CHARACTERS
            && parts[3].length() == SECRET_CHARACTERS;
    if (!isToken) {
      throw new EngineException("invalid join token");
    }
    if (!parts[2].matches("[0-9a-z]+") || digest(parts[2]).bitLength() > DIGEST_BITS) {
      throw new EngineException("invalid checksum digest length");
    }
  }

  private static BigInteger digest(String digits) {
    return new BigInteger(digits, Character.MAX_RADIX);
  }

  /// The root that a token names is not the one of this swarm (`GetRemoteCA`).
  static EngineException otherRoot(String token) {
    return new EngineException(
        "remote CA does not match fingerprint. Expected: %064x"
            .formatted(digest(token.split("-", -1)[2])));
  }

  static EngineException badToken() {
    return invalid("A valid join token is necessary to join this cluster");
  }

  /// A manager does not take what was asked for.
  static EngineException invalid(String why) {
    return new EngineException("rpc error: code = InvalidArgument desc = " + why);
  }
}

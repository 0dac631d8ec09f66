package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import org.jspecify.annotations.Nullable;

/// A node's daemon and its part in the swarm (moby `daemon/cluster/cluster.go`, `Start` and
/// `Cleanup`; `daemon.go`, `Shutdown`, `DaemonLeavesCluster`).
///
/// ```
///   told to end        its connections to managers close
///   containers over    it leaves the gossip, the mesh's sandbox goes
///   starts             --1.2 s--> connections, keys, gossip, the mesh's sandbox
/// ```
///
/// What it gossips then is a new member: one that knows no other manager is alone until those that
/// joined it look for it again.
final class NodeDaemon extends Event {
  /// From the farewell to the first connection to a manager: four restarts of a worker whose
  /// containers needed their ten seconds took 12.7 to 13.2 s from the last connection to the next,
  /// 1.6 s of them the farewell (Docker 20.10.24, two hosts).
  private static final long START_NANOS = 1_200_000_000L;

  private final SwarmNode node;
  private final NodeLock lock = new NodeLock();
  private @Nullable NodeStart start;
  private boolean isParting;
  private boolean hasParted;
  private boolean isStarting;

  NodeDaemon(SwarmNode node) {
    this.node = node;
  }

  private EventLoop loop() {
    return node.engine().machine().loop();
  }

  // ---- in the swarm ----------------------------------------------------------------------

  /// The node has come into a swarm.
  void enter(Swarm swarm, NodeNetworks networks) {
    start = new NodeStart(node, swarm, networks);
    if (swarm.nodes().size() == 1) {
      start.hasKeys();
    }
  }

  /// A manager has spoken: the keys are there.
  void heardManager() {
    if (start != null) {
      start.hasKeys();
    }
  }

  /// Managers know the node no longer.
  void cutOff() {
    loop().cancel(this);
    if (start != null) {
      start.cancel();
    }
  }

  /// The node is in no swarm any more.
  void leave() {
    start = null;
    hasParted = false;
    isStarting = false;
    lock.set(false);
  }

  /// Whether the node has all that one of a swarm has, or waits for its key: until then the
  /// daemon's start waits.
  boolean isReady() {
    return lock.isShut() || (!isStarting && (start == null || start.isDone()));
  }

  /// Whether it is let in, or waits for its key: until then `docker swarm` waits.
  boolean isLetIn() {
    return isReady() || (!isStarting && start != null && start.isLetIn());
  }

  /// Whether nothing is to be waited for after the daemon was started or ended.
  boolean isSettled() {
    return !isParting && (isReady() || !node.engine().isRunning());
  }

  // ---- ending and starting ---------------------------------------------------------------

  /// Whether it runs, and takes part in its swarm.
  boolean isAwake() {
    return node.engine().isRunning() && !node.engine().isEnding() && !hasParted && !lock.isShut();
  }

  /// The daemon is told to end.
  void ending() {
    node.talk().pause();
  }

  /// The daemon ends.
  void stopped() {
    Swarm swarm = node.swarm();
    NodeNetworks networks = node.networks();
    if (swarm == null || networks == null) {
      return;
    }
    cutOff();
    isStarting = false;
    hasParted = true;
    isParting = true;
    swarm.gossip().left(node, this::parted);
    SwarmNetwork ingress = swarm.networks().ingress();
    if (ingress != null) {
      networks.drop(ingress);
    }
  }

  private void parted() {
    isParting = false;
    if (isStarting) {
      loop().scheduleAfter(this, START_NANOS);
    }
  }

  /// The daemon has started. One that was killed before goes on where it was: its gossip was not
  /// told to end.
  void started() {
    Swarm swarm = node.swarm();
    lock.set(swarm != null && node.isManager() && swarm.settings().isAutolocked());
    if (swarm == null) {
      return;
    }
    if (!hasParted) {
      begin();
      return;
    }
    isStarting = true;
    swarm.gossip().joined(node);
    if (!isParting) {
      loop().scheduleAfter(this, START_NANOS);
    }
  }

  @Override
  protected void fire() {
    Swarm swarm = node.swarm();
    NodeNetworks networks = node.networks();
    if (swarm == null || networks == null || lock.isShut()) {
      return; // its key brings it back
    }
    isStarting = false;
    hasParted = false;
    start = new NodeStart(node, swarm, networks).again();
    node.talk().resume();
    boolean knowsOthers = swarm.nodes().stream().anyMatch(n -> n != node && n.isManager());
    if (node.isManager() && !knowsOthers) {
      start.hasKeys();
    }
    begin();
  }

  private void begin() {
    node.look();
    node.tasks().begin();
  }

  // ---- locked ----------------------------------------------------------------------------

  /// Whether it is a manager that was restarted, and waits for the key (`LocalNodeStateLocked`).
  boolean isLocked() {
    return lock.isShut();
  }

  /// `docker swarm unlock`.
  void unlock(String key) {
    Swarm swarm = node.swarm();
    lock.open(key, swarm == null ? "" : swarm.trust().key());
    if (isStarting && !isPending()) {
      fire();
    }
  }

  /// The node became a manager, or is none any more.
  void setManager(boolean manager) {
    lock.set(manager && lock.isShut());
  }
}

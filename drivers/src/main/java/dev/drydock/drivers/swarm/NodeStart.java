package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.drivers.EngineException;

/// How a node comes into use after it was let into a swarm: the manager's first message brings the
/// keys, with which it gossips; then the engine makes docker_gwbridge and the sandbox of the
/// routing mesh (Docker `daemon/cluster/executor/container/executor.go`, `Configure`).
///
/// ```
///   keys --45 ms--> gossip --0.81 s--> ingress --0.1 s--> its sandbox, docker_gwbridge
/// ```
final class NodeStart extends Event {
  /// From the first connection to a manager to the first one between gossipers, recorded as 30 to
  /// 130 ms in five sessions: certificates are signed, a session begins.
  private static final long KEYS_NANOS = 45_000_000L;

  /// From there to the first exchange about the network `ingress`, recorded as 803 to 816 ms in
  /// five sessions: bridges, rules and namespaces are made by programs.
  private static final long INGRESS_NANOS = 810_000_000L;

  /// From there to docker_gwbridge: 0.88 s in a session, in which a host's commands took some nine
  /// times what they are declared to take here; what they find comes in the same order.
  private static final long MESH_NANOS = 100_000_000L;

  /// The first of these where docker_gwbridge is there already: 194 to 310 ms in four restarts of a
  /// daemon.
  private static final long AGAIN_NANOS = 300_000_000L;

  private final SwarmNode node;
  private final Swarm swarm;
  private final NodeNetworks networks;
  private final EventLoop loop;
  private Phase phase = Phase.WITHOUT_KEYS;
  private long ingressNanos = INGRESS_NANOS;
  private long meshNanos = MESH_NANOS;

  NodeStart(SwarmNode node, Swarm swarm, NodeNetworks networks) {
    this.node = node;
    this.swarm = swarm;
    this.networks = networks;
    this.loop = node.engine().machine().loop();
  }

  /// The daemon was there before.
  NodeStart again() {
    ingressNanos = AGAIN_NANOS;
    meshNanos = 0;
    return this;
  }

  private enum Phase {
    WITHOUT_KEYS,
    WITH_KEYS,
    GOSSIPING,
    ON_INGRESS,
    DONE
  }

  /// A manager has spoken.
  void hasKeys() {
    if (phase == Phase.WITHOUT_KEYS) {
      phase = Phase.WITH_KEYS;
      loop.scheduleAfter(this, swarm.nodes().size() == 1 ? 0 : KEYS_NANOS);
    }
  }

  boolean isDone() {
    return phase == Phase.DONE;
  }

  /// Whether the node gossips: for more nobody waits who joins (swarmkit `node.go`, `Ready`; with
  /// 20.10.24 `ingress` comes 0.8 s after `docker swarm join` has returned). The first node is on
  /// ingress by then: its welcome tells the next one of it.
  boolean isLetIn() {
    boolean isFirst = swarm.nodes().size() == 1;
    return phase.compareTo(isFirst ? Phase.ON_INGRESS : Phase.GOSSIPING) >= 0;
  }

  void cancel() {
    loop.cancel(this);
    phase = Phase.DONE;
  }

  @Override
  protected void fire() {
    if (phase == Phase.WITH_KEYS) {
      phase = Phase.GOSSIPING;
      giveAddress();
      swarm.gossip().begin(node, swarm.nodes().stream().filter(SwarmNode::isManager).toList());
      loop.scheduleAfter(this, ingressNanos);
      return;
    }
    if (phase == Phase.GOSSIPING) {
      phase = Phase.ON_INGRESS;
      knowIngress();
      if (meshNanos > 0) {
        loop.scheduleAfter(this, meshNanos);
        return;
      }
    }
    phase = Phase.DONE;
    useIngress();
    node.engine().containers().startWithSwarm();
  }

  /// Managers give a node its address on ingress as soon as they know it (swarmkit
  /// `manager/allocator/network.go`, `doNodeAlloc`), before the node makes anything of it.
  private void giveAddress() {
    SwarmNetwork ingress = swarm.networks().ingress();
    if (ingress != null) {
      try {
        ingress.balancerOf(node);
      } catch (EngineException e) {
        ingress.leave(node); // and again when the network is made there
      }
    }
  }

  private void knowIngress() {
    SwarmNetwork ingress = swarm.networks().ingress();
    if (ingress != null) {
      try {
        ingress.balancerOf(node);
        networks.know(ingress);
      } catch (EngineException e) {
        ingress.leave(node); // and again with its sandbox
      }
    }
  }

  private void useIngress() {
    SwarmNetwork ingress = swarm.networks().ingress();
    if (ingress != null) {
      try {
        networks.use(ingress, ingress.balancerOf(node));
      } catch (EngineException e) {
        // The engine writes it into its log, and tries again with the first task that needs it.
        ingress.leave(node);
      }
    }
  }
}

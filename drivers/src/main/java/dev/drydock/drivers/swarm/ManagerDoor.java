package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.AcceptListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.transport.tcp.TcpListener;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.IpAddress;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Where a manager hears of workers: TCP 2377 (swarmkit `manager/dispatcher`). A worker that was
/// not heard of for three heartbeats is down, and its tasks go elsewhere.
final class ManagerDoor extends Event implements AcceptListener {
  /// `config.DefaultSwarmPort`.
  static final int PORT = 2377;

  /// `defaultGracePeriodMultiplier`: so many heartbeats may be missing.
  static final int GRACE_HEARTBEATS = 3;

  /// A new leader waits so many times as long for those it has not heard yet (swarmkit
  /// `dispatcher/nodes.go`, `gracePeriodMultiplierUnknown`).
  private static final int UNKNOWN_GRACES = 2;

  private static final int BACKLOG = 4096;
  private static final int ANSWER_BYTES = 39;

  private final SwarmNode node;
  private final Swarm swarm;
  private final EventLoop loop;
  private final byte[] buffer = new byte[2048];

  /// `ElectionTick`: a manager that others do not hear for so long does not count.
  private static final long ELECTION_NANOS = 10_000_000_000L;

  /// Node's number → when it was heard last.
  private final Map<Long, Long> heard = new LinkedHashMap<>();

  /// `ElectionTick` in ticks; a follower waits up to twice as long for its leader, less one tick,
  /// each its own time (etcd raft, `resetRandomizedElectionTimeout`).
  private static final int ELECTION_TICKS = (int) (ELECTION_NANOS / ManagerLink.RAFT_NANOS);

  private final RandomStream random;
  private long patienceNanos;
  private @Nullable TcpListener listener;

  /// The connections that stand.
  private final Set<StreamSocket> guests = new LinkedHashSet<>();

  private long openedNanos;
  private int leaderTicks;

  /// When this manager came to lead: whoever it has not heard since is neither there nor gone.
  private long electedNanos;

  ManagerDoor(SwarmNode node, Swarm swarm) {
    this.node = node;
    this.swarm = swarm;
    this.loop = node.engine().machine().loop();
    this.random = node.engine().machine().random("swarm/election");
    drawPatience();
  }

  private void drawPatience() {
    patienceNanos = (ELECTION_TICKS + random.nextInt(ELECTION_TICKS)) * ManagerLink.RAFT_NANOS;
  }

  void open() {
    listener =
        node.engine()
            .machine()
            .root()
            .tcp()
            .listen(new SocketAddress(IpAddress.ANY_V6, PORT), BACKLOG, this)
            .listener();
    if (listener != null) {
      listener.takeIpv4();
    }
    openedNanos = loop.nowNanos();
    loop.scheduleAfter(this, ManagerLink.RAFT_NANOS);
  }

  /// Nobody manages here any more: connections end, so that workers look for another manager
  /// (swarmkit `manager.Stop`).
  void shut() {
    loop.cancel(this);
    if (listener != null) {
      listener.close();
    }
    List.copyOf(guests).forEach(StreamSocket::close);
    guests.clear();
  }

  /// Whether another manager was heard lately.
  boolean hears(SwarmNode other) {
    return other == node || loop.nowNanos() - lastHeard(other) < ELECTION_NANOS;
  }

  /// Whether another manager was silent for so long that this one would lead itself.
  boolean misses(SwarmNode leader) {
    return leader != node && loop.nowNanos() - lastHeard(leader) >= patienceNanos;
  }

  /// When a node was heard last.
  long lastHeard(SwarmNode other) {
    return heard.getOrDefault(other.number(), Math.max(openedNanos, other.meta().createdNanos()));
  }

  /// Whether most managers were heard lately.
  boolean hasQuorum() {
    int there = 0;
    for (SwarmNode other : swarm.nodes()) {
      there += other.isManager() && hears(other) ? 1 : 0;
    }
    return 2L * there > swarm.managers();
  }

  /// A leader looks only once in an election's time whether it has heard most managers since (etcd
  /// raft, `tickHeartbeat`, `MsgCheckQuorum`): up to twice that time it goes on alone.
  private boolean leads() {
    leaderTicks = (leaderTicks + 1) % ELECTION_TICKS;
    return leaderTicks != 0 || hasQuorum();
  }

  /// Looks for workers that fell silent or came back, and whether there is somebody who leads.
  @Override
  protected void fire() {
    loop.scheduleAfter(this, ManagerLink.RAFT_NANOS);
    look();
    if (swarm.leader() == node) {
      lookAround();
    }
  }

  /// Looks who leads. A daemon that starts waits for that (moby `daemon/cluster/cluster.go`,
  /// `Start`).
  void look() {
    SwarmNode before = swarm.leader();
    swarm.elect(node, node.isAwake() && (before == node ? leads() : hasQuorum()));
    if (swarm.leader() != before) {
      drawPatience();
      if (swarm.leader() == node) {
        electedNanos = loop.nowNanos();
        swarm.nodes().forEach(other -> other.isUnknown = other != node);
      }
    }
  }

  /// What a leader sees counts once most managers have it: alone it notes nothing.
  private void lookAround() {
    if (!hasQuorum()) {
      return;
    }
    boolean changed = false;
    long graceNanos = GRACE_HEARTBEATS * swarm.settings().heartbeatNanos();
    for (SwarmNode other : swarm.nodes()) {
      if (other.isUp() && !other.isLost()) {
        other.tasks().heard();
        other.tasks().report();
      }
      if (other != node) {
        long last = lastHeard(other);
        boolean isUnknown = last < electedNanos;
        other.isUnknown = isUnknown;
        changed |=
            other.setSilent(
                isUnknown
                    ? !other.isUp() || loop.nowNanos() - electedNanos > UNKNOWN_GRACES * graceNanos
                    : loop.nowNanos() - last > graceNanos);
      }
    }
    if (changed) {
      swarm.serviceStore().reconcileAll();
    }
  }

  @Override
  public void accepted(StreamSocket stream) {
    stream.setNoDelay(true);
    stream.setListener(new Guest());
    guests.add(stream);
  }

  /// Who speaks on one connection: its certificate tells who it is, whatever its address.
  private final class Guest implements StreamListener {
    private long number;
    private boolean isKnown;

    @Override
    public void readable(StreamSocket stream) {
      int count = stream.read(buffer, 0, buffer.length);
      boolean spoke = count >= Long.BYTES;
      boolean isNew = spoke && !isKnown;
      if (isNew) {
        isKnown = true;
        number = Bytes.i64(buffer, 0);
        greet(number, stream.remote().address());
      }
      while (count > 0) {
        count = stream.read(buffer, 0, buffer.length);
      }
      if (spoke) {
        heard.put(number, loop.nowNanos());
        if (isNew && swarm.leader() == node) {
          lookAround(); // who registers is there at once (`dispatcher.register`)
        }
        stream.write(buffer, 0, ANSWER_BYTES);
      }
      if (count < 0) {
        guests.remove(stream);
        stream.close();
      }
    }

    @Override
    public void failed(StreamSocket stream, SocketError error) {
      guests.remove(stream);
    }
  }

  /// Notes where a node's connection comes from (`nodeIPFromContext`).
  private void greet(long number, IpAddress from) {
    for (SwarmNode other : swarm.nodes()) {
      if (other.number() == number) {
        other.seenAt(from);
      }
    }
  }
}

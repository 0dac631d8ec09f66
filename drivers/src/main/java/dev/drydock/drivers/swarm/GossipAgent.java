package dev.drydock.drivers.swarm;

import dev.drydock.core.machine.Machine;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.swarm.GossipMessage.Fact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One node's gossip with the others, by datagrams on port 7946: who is alive, and which endpoints
/// they have (libnetwork `networkdb` on hashicorp/memberlist, with the profile for local networks).
///
/// ```
///   every second:   Ping ->  <- Ack within 500 ms, else others are asked to ping, else suspicion;
///                   4 s later the node is dead, and its endpoints are gone
///   every 200 ms:   News -> up to three nodes, if there are any; told on by those that hear them
/// ```
final class GossipAgent implements DatagramListener {
  /// Where nodes gossip.
  static final int PORT = 7946;

  private static final long PROBE_NANOS = 1_000_000_000L;
  private static final long ACK_NANOS = 500_000_000L;
  private static final long GOSSIP_NANOS = 200_000_000L;
  private static final int GOSSIP_NODES = 3;
  private static final int INDIRECT_NODES = 3;

  /// `RetransmitMult` 4, for up to ten nodes.
  private static final int RETRANSMISSIONS = 4;

  /// Records that fit a packet of 1400 bytes, about.
  private static final int FACTS_MAX = 8;

  private static final int PING_BYTES = 84;
  private static final int ACK_BYTES = 103;
  private static final int FACT_BYTES = 125;

  private final SwarmNode node;
  private final Gossip gossip;
  private final EventLoop loop;
  private final RandomStream random;
  private final UdpSocket socket;
  private final GossipMembers members;
  private final Map<String, Fact> known = new LinkedHashMap<>();
  private final List<Telling> queue = new ArrayList<>();
  private final Event probe = new Probe();
  private final Event patience = new Patience();
  private final Event tell = new Tell();
  private final byte[] buffer = new byte[PING_BYTES + FACTS_MAX * FACT_BYTES];
  private @Nullable GossipAgent probed;
  private int sequence;
  private long time;
  private boolean askedOthers;

  GossipAgent(SwarmNode node, Gossip gossip) {
    Machine machine = node.engine().machine();
    this.node = node;
    this.gossip = gossip;
    this.loop = machine.loop();
    this.random = machine.random("swarm/gossip/" + node.id());
    this.members = new GossipMembers(loop, random);
    this.socket = machine.root().udp().open(this);
  }

  /// Something to be told a few more times.
  private static final class Telling {
    final Fact fact;
    int left = RETRANSMISSIONS;

    Telling(Fact fact) {
      this.fact = fact;
    }
  }

  SwarmNode node() {
    return node;
  }

  IpAddress address() {
    return node.address();
  }

  /// Begins to gossip.
  ///
  /// @param first a node of the cluster; null for the first one
  void start(@Nullable GossipAgent first) {
    socket.bind(new SocketAddress(IpAddress.ANY_V4, PORT));
    loop.scheduleAfter(probe, PROBE_NANOS + random.nextLong(PROBE_NANOS));
    loop.scheduleAfter(tell, GOSSIP_NANOS + random.nextLong(GOSSIP_NANOS));
    if (first != null) {
      members.add(first);
      send(first, new GossipMessage.Join(this), FACT_BYTES);
    }
  }

  void stop() {
    socket.close();
    loop.cancel(probe);
    loop.cancel(patience);
    loop.cancel(tell);
    for (Fact fact : List.copyOf(known.values())) {
      if (fact.owner() != this) {
        forget(fact);
      }
    }
  }

  /// A node has left the cluster for good.
  void gone(GossipAgent other) {
    members.remove(other);
    forgetAll(other);
  }

  /// An endpoint here came or went.
  void publish(EndpointRecord record, boolean isThere) {
    Fact fact = new Fact(this, ++time, record, isThere);
    known.put(record.peer().endpoint(), fact);
    queue.add(new Telling(fact));
  }

  // ---- receiving -------------------------------------------------------------------------

  @Override
  public void received(Datagram datagram) {
    if (datagram.length() < Long.BYTES) {
      return;
    }
    GossipMessage message = gossip.read(Bytes.i64(datagram.data(), datagram.offset()));
    if (message == null || message.from() == this) {
      return;
    }
    boolean wasDead = members.heard(message.from());
    if (wasDead) {
      tellAll(message.from());
    }
    switch (message) {
      case GossipMessage.Ping ping ->
          send(ping.from(), new GossipMessage.Ack(this, ping.sequence(), ping.asker()), ACK_BYTES);
      case GossipMessage.Ack ack -> acknowledged(ack);
      case GossipMessage.PingRequest request ->
          send(
              request.target(),
              new GossipMessage.Ping(this, request.sequence(), request.from()),
              PING_BYTES);
      case GossipMessage.Join join -> {
        for (GossipAgent other : members.all()) {
          members.add(other);
        }
        tellAll(join.from());
      }
      case GossipMessage.News news -> {
        news.facts().forEach(this::learn);
      }
    }
  }

  private void acknowledged(GossipMessage.Ack ack) {
    GossipAgent asker = ack.asker();
    if (asker != null && asker != this) {
      send(asker, ack, ACK_BYTES);
    } else if (ack.from() == probed && ack.sequence() == sequence) {
      probed = null;
      loop.cancel(patience);
    }
  }

  private void learn(Fact fact) {
    Fact old = known.get(fact.record().peer().endpoint());
    if (fact.owner() == this || (old != null && old.time() >= fact.time())) {
      return;
    }
    members.add(fact.owner());
    known.put(fact.record().peer().endpoint(), fact);
    if (fact.isThere()) {
      node.learned(fact.record());
    } else if (old != null && old.isThere()) {
      node.unlearned(fact.record());
    }
    queue.add(new Telling(fact));
  }

  private void forgetAll(GossipAgent owner) {
    for (Fact fact : List.copyOf(known.values())) {
      if (fact.owner() == owner) {
        forget(fact);
      }
    }
  }

  private void forget(Fact fact) {
    known.remove(fact.record().peer().endpoint());
    if (fact.isThere()) {
      node.unlearned(fact.record());
    }
  }

  // ---- sending ---------------------------------------------------------------------------

  private void tellAll(GossipAgent to) {
    List<Fact> facts = new ArrayList<>();
    for (Fact fact : known.values()) {
      facts.add(fact);
      if (facts.size() == FACTS_MAX) {
        tell(to, facts);
        facts = new ArrayList<>();
      }
    }
    tell(to, facts);
  }

  private void tell(GossipAgent to, List<Fact> facts) {
    if (!facts.isEmpty()) {
      int bytes = PING_BYTES + facts.size() * FACT_BYTES;
      send(to, new GossipMessage.News(this, List.copyOf(facts)), bytes);
    }
  }

  private void send(GossipAgent to, GossipMessage message, int bytes) {
    for (int i = Long.BYTES; i + Integer.BYTES <= bytes; i += Integer.BYTES) {
      Bytes.put32(buffer, i, random.nextInt());
    }
    Bytes.put64(buffer, 0, gossip.write(message));
    socket.sendTo(new SocketAddress(to.address(), PORT), buffer, 0, bytes);
  }

  /// Looks after one node each second.
  private final class Probe extends Event {
    @Override
    protected void fire() {
      for (GossipAgent dead : members.bury()) {
        forgetAll(dead);
      }
      loop.scheduleAfter(this, PROBE_NANOS);
      GossipAgent target = members.next();
      if (target == null) {
        return;
      }
      if (members.isDead(target)) {
        send(target, new GossipMessage.Join(GossipAgent.this), FACT_BYTES);
        return;
      }
      probed = target;
      askedOthers = false;
      sequence++;
      send(target, new GossipMessage.Ping(GossipAgent.this, sequence, null), PING_BYTES);
      loop.cancel(patience);
      loop.scheduleAfter(patience, ACK_NANOS);
    }
  }

  /// The node that was asked has not answered in time.
  private final class Patience extends Event {
    @Override
    protected void fire() {
      GossipAgent silent = probed;
      if (silent == null) {
        return;
      }
      if (askedOthers) {
        members.suspect(silent);
        return;
      }
      askedOthers = true;
      for (GossipAgent other : members.some(INDIRECT_NODES + 1)) {
        if (other != silent) {
          var request = new GossipMessage.PingRequest(GossipAgent.this, sequence, silent);
          send(other, request, PING_BYTES);
        }
      }
      loop.scheduleAfter(this, ACK_NANOS - 1);
    }
  }

  /// Tells what is new.
  private final class Tell extends Event {
    @Override
    protected void fire() {
      loop.scheduleAfter(this, GOSSIP_NANOS);
      if (queue.isEmpty()) {
        return;
      }
      List<Fact> facts = new ArrayList<>();
      for (Telling telling : List.copyOf(queue)) {
        if (facts.size() < FACTS_MAX) {
          facts.add(telling.fact);
          telling.left--;
        }
      }
      queue.removeIf(telling -> telling.left <= 0);
      for (GossipAgent other : members.some(GOSSIP_NODES)) {
        tell(other, facts);
      }
    }
  }
}

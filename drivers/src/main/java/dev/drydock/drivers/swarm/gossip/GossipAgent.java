package dev.drydock.drivers.swarm.gossip;

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
import dev.drydock.drivers.swarm.gossip.GossipNews.Attachment;
import dev.drydock.drivers.swarm.gossip.GossipNews.Claim;
import dev.drydock.drivers.swarm.gossip.GossipNews.Fact;
import dev.drydock.drivers.swarm.gossip.GossipNews.Standing;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// One node's gossip with the others, on port 7946: who is alive, who is on which network, and
/// which endpoints are there (libnetwork `networkdb` on hashicorp/memberlist, with the profile for
/// local networks).
///
/// ```
///   UDP  every second:   Ping ->  <- Ack within 500 ms; else others are asked to ping, and TCP is
///                        tried; else the node is suspected, and after 4 s dead
///        every 200 ms:   News -> up to three nodes, if there are any; told on by those that hear
///   TCP  every 30 s:     everything about nodes, with one of them (push/pull)
///        every 30 s:     everything about the endpoints of shared networks (bulk sync)
///        every second:   the same with one of the dead, to see whether it is back
/// ```
final class GossipAgent implements DatagramListener {
  /// Where nodes gossip.
  static final int PORT = 7946;

  private static final long GOSSIP_NANOS = 200_000_000L;
  private static final int GOSSIP_NODES = 3;

  private final int number;
  private final GossipNode node;
  private final Gossip gossip;
  private final EventLoop loop;
  private final RandomStream random;
  private final UdpSocket socket;
  private final GossipStreams streams;
  private final GossipMembers members;
  private final GossipProbe probe;
  private final GossipTables tables = new GossipTables(this);
  private final GossipSync sync;
  private final GossipQueue nodeNews = new GossipQueue();
  private final Map<String, GossipQueue> networkNews = new LinkedHashMap<>();
  private final byte[] buffer = new byte[GossipSizes.PACKET_BYTES_MAX + Long.BYTES];
  private final Event tell = new Tell();
  private final GossipRepair repair = new GossipRepair(this);
  private final Map<String, GossipNews.Place> places = new LinkedHashMap<>();
  private final Set<String> waiting = new LinkedHashSet<>();
  private int incarnation = 1;
  private long time;
  private boolean joined;
  private boolean stopped;
  private @Nullable GossipFarewell farewell;

  GossipAgent(GossipNode node, Gossip gossip, int number) {
    Machine machine = node.machine();
    this.number = number;
    this.node = node;
    this.gossip = gossip;
    this.loop = machine.loop();
    this.random = machine.random("swarm/gossip/" + node.id());
    this.members = new GossipMembers(this, loop, random);
    this.socket = machine.root().udp().open(this);
    this.sync = new GossipSync(this, members, tables, random);
    this.streams = new GossipStreams(machine, gossip, sync);
    this.probe = new GossipProbe(this, loop, members);
  }

  IpAddress address() {
    return node.address();
  }

  /// Which of the nodes that ever took part it is, from 0.
  int number() {
    return number;
  }

  GossipStreams streams() {
    return streams;
  }

  // ---- coming and going ------------------------------------------------------------------

  /// Begins to gossip, once the managers have sent their keys. Tickers run from here on, each with
  /// its own period. A node that gossips already stays as it is.
  ///
  /// @param first a node of the cluster; null for one that knows no other
  void start(@Nullable GossipNode first) {
    if (stopped || tell.isPending()) {
      return;
    }
    socket.bind(new SocketAddress(IpAddress.ANY_V6, PORT));
    streams.listen();
    probe.start();
    loop.scheduleAfter(tell, GOSSIP_NANOS);
    sync.start();
    repair.start(first);
    GossipAgent known = first == null ? null : gossip.agent(first);
    if (known == null) {
      begin();
    } else {
      join(known, worked -> {});
    }
  }

  /// It is in the cluster, and on the networks that it came onto before.
  private void begin() {
    joined = true;
    List<String> networks = List.copyOf(waiting);
    waiting.clear();
    networks.forEach(this::joinNetwork);
  }

  /// Joins the cluster by one of its nodes; when that fails, it is tried again each minute.
  void join(GossipAgent first, Consumer<Boolean> done) {
    sync.nodes(
        first,
        worked -> {
          if (worked && !joined) {
            begin();
          }
          done.accept(worked);
        });
  }

  /// Takes its leave: the others are told, and meanwhile it answers, but learns nothing more.
  ///
  /// @param done is told when its port is closed
  void leave(Runnable done) {
    tables.networks().forEach(this::forgetNetwork);
    farewell = new GossipFarewell(members.living() + 1, done);
    if (!tell.isPending() || members.living() == 0) {
      stop();
    }
  }

  /// Says once that it goes, and does.
  void vanish() {
    sayGoodbye();
    stop();
  }

  private List<GossipAgent> sayGoodbye() {
    List<GossipAgent> others = members.some(GOSSIP_NODES);
    var news = new GossipMessage.News(this, List.of(claim(Standing.DEAD)));
    others.forEach(other -> send(other, news));
    return others;
  }

  private void depart(GossipFarewell goodbye) {
    goodbye.told(sayGoodbye());
    if (goodbye.isOver()) {
      stop();
    }
  }

  /// Ends it.
  void stop() {
    GossipFarewell goodbye = farewell;
    stopped = true;
    socket.close();
    streams.close();
    probe.stop();
    repair.stop();
    loop.cancel(tell);
    sync.stop();
    tables.networks().forEach(this::forgetNetwork);
    if (goodbye != null) {
      goodbye.end();
    }
  }

  // ---- networks and endpoints ------------------------------------------------------------

  /// A network is in use here from now on: what the others on it know is asked for.
  void joinNetwork(String network) {
    if (!joined) {
      waiting.add(network);
      tables.join(network);
      return;
    }
    tables.join(network);
    say(new Attachment(place(network), ++time, true));
    for (GossipAgent other : tables.on(network)) {
      if (!members.isDead(other)) {
        sync.endpoints(other);
      }
    }
  }

  /// A network is not in use here any more.
  void leaveNetwork(String network) {
    waiting.remove(network);
    if (tables.isOn(network)) {
      flush(network);
      say(new Attachment(place(network), ++time, false));
      forgetNetwork(network);
    }
  }

  /// Tells at once what is still queued of a network.
  private void flush(String network) {
    GossipQueue queue = networkNews.remove(network);
    if (queue != null && !queue.isEmpty()) {
      tellOf(queue, members.someOf(tables.on(network), GOSSIP_NODES));
    }
  }

  /// The nodes on a network, see [GossipTables#peers].
  List<GossipNode> peers(String network) {
    return tables.peers(network).stream().map(each -> each.node).toList();
  }

  List<EndpointRecord> known(String network) {
    return tables.of(List.of(network)).stream().filter(Fact::isThere).map(Fact::record).toList();
  }

  private void forgetNetwork(String network) {
    for (Fact fact : tables.leave(network)) {
      if (fact.owner() != this && fact.isThere()) {
        node.endpoints().unlearned(fact.record());
      }
    }
  }

  private GossipNews.Place place(String network) {
    return places.computeIfAbsent(network, n -> gossip.place(this, n));
  }

  private void say(Attachment attachment) {
    tables.hear(attachment);
    nodeNews.add(attachment);
  }

  /// An endpoint here came or went.
  void publish(EndpointRecord record, boolean isThere) {
    Fact fact = new Fact(this, ++time, record, isThere);
    if (tables.put(fact) != NetworkFacts.Step.OLD) {
      queue(fact);
    }
  }

  private void queue(Fact fact) {
    networkNews.computeIfAbsent(fact.network(), n -> new GossipQueue(tables::isLast)).add(fact);
  }

  // ---- hearing ---------------------------------------------------------------------------

  @Override
  public void received(Datagram datagram) {
    if (datagram.length() < Long.BYTES) {
      return;
    }
    GossipMessage message = gossip.read(Bytes.i64(datagram.data(), datagram.offset()));
    if (message != null && message.from() != this) {
      take(message, datagram.from());
    }
  }

  /// Works on a message. Questions are answered to where they come from, not to the address of the
  /// one that asks (`handlePing`).
  private void take(GossipMessage message, SocketAddress source) {
    switch (message) {
      case GossipMessage.WithNews both -> {
        take(both.message(), source);
        both.news().forEach(this::hear);
      }
      case GossipMessage.Ping ping ->
          answer(source, new GossipMessage.Ack(this, ping.sequence(), ping.asker()));
      case GossipMessage.Ack ack -> {
        GossipAgent asker = ack.asker();
        if (asker != null && asker != this) {
          ask(asker, ack);
        } else {
          probe.answered(ack);
        }
      }
      case GossipMessage.PingRequest request ->
          ask(request.target(), new GossipMessage.Ping(this, request.sequence(), request.from()));
      case GossipMessage.News news -> news.news().forEach(this::hear);
      case GossipMessage.PushPull _, GossipMessage.BulkSync _ -> {} // these come by streams
    }
  }

  void hear(GossipNews news) {
    if (farewell != null) {
      return;
    }
    switch (news) {
      case Claim claim -> hear(claim);
      case Attachment attachment -> {
        if (attachment.node() != this && tables.hear(attachment)) {
          nodeNews.add(attachment);
          if (!attachment.isThere()) {
            unlearn(tables.forget(attachment.node(), attachment.network()));
          }
        }
      }
      case Fact fact -> learn(fact);
    }
  }

  /// What it says of itself.
  Claim claim() {
    return claim(Standing.ALIVE);
  }

  private Claim claim(Standing standing) {
    return new Claim(this, incarnation, standing, this);
  }

  void hear(Claim claim) {
    if (claim.node() == this) {
      if (claim.standing() != Standing.ALIVE && claim.incarnation() >= incarnation) {
        incarnation = claim.incarnation() + 1; // refute
        nodeNews.add(claim());
      }
      return;
    }
    GossipMembers.Effect effect = members.hear(claim);
    if (effect != GossipMembers.Effect.NONE) {
      nodeNews.add(claim);
      probe.suspectsChanged();
    }
    if (effect == GossipMembers.Effect.DIED) {
      unlearn(tables.forget(claim.node()));
    }
  }

  private void unlearn(List<Fact> facts) {
    for (Fact fact : facts) {
      if (fact.isThere()) {
        node.endpoints().unlearned(fact.record());
      }
    }
  }

  private void learn(Fact fact) {
    if (tables.isLast(fact) || fact.owner() == this || members.isDead(fact.owner())) {
      return;
    }
    Fact old = tables.last(fact);
    NetworkFacts.Step step = tables.put(fact);
    if (step == NetworkFacts.Step.OLD) {
      return;
    }
    boolean knew = step == NetworkFacts.Step.KNEW;
    if (fact.isThere() && !knew) {
      node.endpoints().learned(fact.record());
    } else if (!fact.isThere() && knew) {
      node.endpoints().unlearned(fact.record());
    } else if (knew && old != null && !old.record().equals(fact.record())) {
      node.endpoints().relearned(old.record(), fact.record());
    }
    queue(fact);
  }

  // ---- telling ---------------------------------------------------------------------------

  void send(GossipAgent to, GossipMessage message) {
    send(new SocketAddress(to.address(), PORT), message);
  }

  private void send(SocketAddress to, GossipMessage message) {
    int bytes = GossipSizes.of(message);
    Noise.fill(buffer, Long.BYTES, bytes, random);
    Bytes.put64(buffer, 0, gossip.write(message));
    socket.sendTo(to, buffer, 0, bytes);
  }

  /// Sends a question or an answer about who is there; news ride along.
  void ask(GossipAgent to, GossipMessage message) {
    answer(new SocketAddress(to.address(), PORT), message);
  }

  private void answer(SocketAddress to, GossipMessage message) {
    int room = GossipSizes.roomBeside(message);
    List<GossipNews> news = nodeNews.isEmpty() ? List.of() : next(nodeNews, room);
    send(to, news.isEmpty() ? message : new GossipMessage.WithNews(message, news));
  }

  private List<GossipNews> next(GossipQueue queue, int most) {
    return queue.next(most, members.living() + 1);
  }

  private void tellOf(GossipQueue queue, List<GossipAgent> to) {
    if (queue.isEmpty() || to.isEmpty()) {
      return;
    }
    int most = GossipSizes.PACKET_BYTES_MAX / GossipSizes.FACT_BYTES;
    List<GossipNews> news = next(queue, most - 1);
    if (news.isEmpty()) {
      return;
    }
    var message = new GossipMessage.News(this, news);
    to.forEach(other -> send(other, message));
  }

  /// Tells what is new: of nodes to any, of endpoints to those on their network.
  private final class Tell extends Event {
    @Override
    protected void fire() {
      loop.scheduleAfter(this, GOSSIP_NANOS);
      GossipFarewell goodbye = farewell;
      if (goodbye != null) {
        depart(goodbye);
        return;
      }
      if (!nodeNews.isEmpty()) {
        tellOf(nodeNews, members.someToTell(GOSSIP_NODES));
      }
      for (Map.Entry<String, GossipQueue> entry : networkNews.entrySet()) {
        if (!entry.getValue().isEmpty()) {
          tellOf(entry.getValue(), members.someOf(tables.on(entry.getKey()), GOSSIP_NODES));
        }
      }
    }
  }

  // ---- what its parts need -----------------------------------------------------------------

  /// How a node gossips now, which may have left and come back; null while it does not.
  @Nullable GossipAgent now(GossipNode other) {
    return gossip.agent(other);
  }

  boolean hasJoined() {
    return joined;
  }

  GossipSync sync() {
    return sync;
  }

  GossipMembers members() {
    return members;
  }

  EventLoop loop() {
    return loop;
  }

  /// Tells a node that is back all of the networks both are on, and its own endpoints anew.
  void renew(GossipAgent other) {
    for (Fact fact : tables.own()) {
      publish(fact.record(), fact.isThere());
    }
    sync.endpoints(other);
  }
}

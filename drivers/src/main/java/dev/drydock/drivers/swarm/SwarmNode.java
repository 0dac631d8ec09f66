package dev.drydock.drivers.swarm;

import dev.drydock.core.machine.Machine;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.overlay.OverlayDriver;
import dev.drydock.drivers.swarm.gossip.EndpointListener;
import dev.drydock.drivers.swarm.gossip.Gossip;
import dev.drydock.drivers.swarm.gossip.GossipNode;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An engine's part in a swarm, and what `docker swarm` does (Docker `daemon/cluster`). An engine
/// that is in no swarm has one, too.
public final class SwarmNode implements GossipNode {
  private static final int GOSSIP_NAME_DIGITS = 12;

  private final Engine engine;
  private final SwarmDirectory directory;
  private final OverlayDriver driver;

  private final NodeTasks tasks;
  private final NodeCluster cluster;
  private final NodeRecords records = new NodeRecords(this);
  private final NodeSpec spec = new NodeSpec();

  private @Nullable Swarm swarm;
  private @Nullable NodeNetworks networks;
  private String id = "";
  private String gossipName = "";
  private boolean isManager;
  private IpAddress address = IpAddress.ANY_V4;
  private IpAddress dataAddress = IpAddress.ANY_V4;
  private @Nullable IpAddress seenAddress;
  private long number;
  private boolean isSilent;
  boolean isUnknown;
  private final ManagerTalk talk = new ManagerTalk(this);
  private final NodeDaemon daemon = new NodeDaemon(this);
  private final NodeEntry entry;

  /// A node of no swarm. Gives the engine its overlay driver.
  public SwarmNode(Engine engine, SwarmDirectory directory) {
    this.engine = engine;
    this.directory = directory;
    this.driver = new OverlayDriver(engine.machine(), engine.profile(), engine.namespaceFiles());
    this.entry = new NodeEntry(this, directory);
    this.tasks = new NodeTasks(this);
    this.cluster = new NodeCluster(this);
    driver.setListener(records);
    engine.addListener(tasks);
    engine.register(driver);
    engine.setCluster(cluster);
    directory.add(this);
  }

  /// The engine.
  public Engine engine() {
    return engine;
  }

  /// The driver of its overlay networks.
  public OverlayDriver driver() {
    return driver;
  }

  @Override
  public Machine machine() {
    return engine.machine();
  }

  /// 25 characters; empty in no swarm.
  @Override
  public String id() {
    return id;
  }

  /// The machine's name.
  public String hostname() {
    return engine.machine().name();
  }

  @Override
  public IpAddress address() {
    return address;
  }

  /// The end of tunnels here: what `--data-path-addr` says, else the address.
  public IpAddress dataAddress() {
    return dataAddress;
  }

  /// Where managers see it: of a worker, where its connection comes from (`Status.Addr`).
  public IpAddress seenAddress() {
    return isManager || seenAddress == null ? address : seenAddress;
  }

  /// A manager has its connection from here.
  void seenAt(IpAddress from) {
    seenAddress = from;
  }

  /// What stands for its certificate.
  long number() {
    return number;
  }

  /// Whether it is in a swarm.
  public boolean isActive() {
    return swarm != null;
  }

  /// Whether it is a manager of a swarm.
  public boolean isManager() {
    return swarm != null && isManager;
  }

  /// Whether the managers believe that it is there: they hear it, or did a moment ago.
  public boolean isUp() {
    return swarm != null && !isSilent;
  }

  /// `ready`, `down`, or `unknown` to a new leader (swarmkit `dispatcher`, `markNodesUnknown`).
  public String state() {
    return isHeard() ? "ready" : isUp() ? "unknown" : "down";
  }

  /// Whether managers give it tasks, if its availability lets them.
  boolean isHeard() {
    return isUp() && !isUnknown;
  }

  /// Whether it does not hear what the managers decide.
  boolean isLost() {
    return swarm != null && (isSilent || !isAwake());
  }

  /// Whether it runs, and takes part in its swarm.
  boolean isAwake() {
    return daemon.isAwake();
  }

  /// Whether it is a manager that was restarted, and waits for the key (`LocalNodeStateLocked`).
  public boolean isLocked() {
    return daemon.isLocked();
  }

  /// What its daemon's starts and ends mean for the swarm.
  NodeDaemon daemon() {
    return daemon;
  }

  /// What it and the managers tell each other.
  ManagerTalk talk() {
    return talk;
  }

  /// A manager looks who leads.
  void look() {
    talk.look();
  }

  /// `docker swarm unlock`.
  ///
  /// @throws EngineException with nothing changed
  public void unlock(String key) {
    daemon.unlock(key);
  }

  /// Notes whether the managers hear nothing of it.
  ///
  /// @return whether that is new
  boolean setSilent(boolean silent) {
    boolean changed = isSilent != silent;
    isSilent = silent;
    return changed;
  }

  /// Whether tasks are given to it.
  public Availability availability() {
    return spec.availability();
  }

  /// Says whether tasks are given to it.
  public void setAvailability(Availability newAvailability) {
    if (swarm != null) {
      spec.change(newAvailability, swarm);
      swarm.serviceStore().changed(this);
    }
  }

  /// Its labels; tasks may ask for them.
  public Map<String, String> labels() {
    return spec.labels();
  }

  /// `docker node update --label-add` and `--label-rm`.
  public void relabel(Map<String, String> added, List<String> removed) {
    if (swarm != null) {
      spec.relabel(added, removed, swarm);
      swarm.serviceStore().changed(this);
    }
  }

  NodeTasks tasks() {
    return tasks;
  }

  /// The networks of its swarm.
  NodeCluster cluster() {
    return cluster;
  }

  /// The swarm it is in, if any.
  public @Nullable Swarm swarm() {
    return swarm;
  }

  /// Those networks as they are here; null in no swarm.
  @Nullable NodeNetworks networks() {
    return networks;
  }

  /// The name it gossips under.
  String gossipName() {
    return gossipName;
  }

  /// When it came into its swarm, and was changed last.
  public Meta meta() {
    return spec.meta();
  }

  /// What is known here of the services on a network.
  public List<KnownService> services(String network) {
    NodeNetworks mine = networks;
    return swarm == null || mine == null
        ? List.of()
        : mine.balancers().services(network, swarm.gossip().known(this, network));
  }

  @Override
  public EndpointListener endpoints() {
    return records;
  }

  /// Lets names and virtual addresses lead to an endpoint, or no longer.
  void serve(Endpoint endpoint, boolean isServing) {
    records.serve(endpoint, isServing);
  }

  /// The swarm it manages.
  ///
  /// @throws EngineException if it manages none
  public Swarm managed() {
    Swarm current = swarm;
    if (current == null) {
      throw SwarmTexts.noSwarm();
    }
    if (daemon.isLocked()) {
      throw SwarmTexts.locked();
    }
    if (!isManager) {
      throw SwarmTexts.onlyWorker();
    }
    if (!hears(current.leader())) {
      throw SwarmTexts.noLeader();
    }
    return current;
  }

  /// Whether this manager hears another one, or is it itself.
  public boolean hears(@Nullable SwarmNode other) {
    return other != null && talk.hears(other);
  }

  /// Whether this manager would lead in another one's place.
  boolean misses(@Nullable SwarmNode leading) {
    return leading != null && talk.misses(leading);
  }

  /// When this manager heard a node last; 0 for never.
  long lastHeard(SwarmNode other) {
    return talk.lastHeard(other);
  }

  // ---- swarm -----------------------------------------------------------------------------

  /// `docker swarm init`.
  ///
  /// @throws EngineException with nothing changed
  public Swarm init(NodeOptions options) {
    return entry.init(options);
  }

  /// `docker swarm join` without the packets that find the manager.
  ///
  /// @param remote a manager's address and port
  /// @throws EngineException with nothing changed
  public void join(String token, String remote, NodeOptions options) {
    entry.join(token, remote, options, NodeEntry.ALL_CERTIFICATES);
  }

  /// `docker swarm join`, once a [JoinAttempt] has found the manager.
  ///
  /// @param remote a manager's address and port
  /// @throws EngineException with nothing changed
  public void joinFound(String token, String remote, NodeOptions options) {
    entry.join(token, remote, options, NodeEntry.ALL_CERTIFICATES - 1);
  }

  /// Comes into a swarm.
  void enter(Swarm joined, NodeEntry.Terms terms, NodeOptions options) {
    id = joined.ids().next();
    gossipName = joined.ids().hex(GOSSIP_NAME_DIGITS);
    number = Long.parseLong(gossipName, 16);
    seenAddress = null;
    swarm = joined;
    isManager = terms.asManager();
    spec.enter(joined.revisions().entered(joined.nodeList().isEmpty()));
    address = terms.own();
    dataAddress = options.dataPath() == null ? address : options.dataPath();
    driver.setDataPort(joined.dataPort());
    driver.setDirectory(joined.peers());
    driver.setKeys(joined.keys());
    Gossip gossip = joined.gossip();
    NodeNetworks mine =
        new NodeNetworks(
            engine,
            driver,
            (network, used) -> {
              if (used) {
                gossip.joinNetwork(this, network);
              } else {
                gossip.leaveNetwork(this, network);
              }
            });
    networks = mine;
    isUnknown = false;
    isSilent = false;
    talk.begin(joined, terms.certificates());
    joined.add(this);
    meet(joined);
    joined.gossip().joined(this);
    daemon.enter(joined, mine);
    joined.serviceStore().reconcileAll();
  }

  /// A manager has spoken: the keys are there.
  void heardManager() {
    daemon.heardManager();
  }

  /// Whether it is let into its swarm: until then `docker swarm` waits.
  public boolean isLetIn() {
    return daemon.isLetIn();
  }

  /// Whether it has all that a node of a swarm has.
  public boolean isReady() {
    return daemon.isReady();
  }

  /// Whether nothing is to be waited for after its daemon was started or ended.
  public boolean isSettled() {
    return daemon.isSettled();
  }

  /// Managers talk to each other, whoever they are now.
  private static void meet(Swarm swarm) {
    for (SwarmNode each : swarm.nodes()) {
      each.talk.meet(swarm);
    }
  }

  /// `docker node promote` and `demote`.
  ///
  /// @throws EngineException for the last manager
  public void setManager(boolean manager) {
    Swarm current = swarm;
    if (current == null || manager == isManager) {
      return;
    }
    long managers = current.nodes().stream().filter(SwarmNode::isManager).count();
    if (!manager && managers == 1) {
      throw SwarmTexts.lastManagerStays();
    }
    talk.end();
    isManager = manager;
    spec.changed(current);
    daemon.setManager(manager);
    current.resign(this);
    talk.begin(current, 0);
    meet(current);
    current.serviceStore().reconcileAll(); // tasks may ask for its role
  }

  /// A new cluster was forced without it, of which nobody tells it.
  void dismiss(Swarm by) {
    talk.end();
    isManager = false;
    spec.changed(by);
  }

  /// Managers know it no longer.
  void cutOff() {
    talk.end();
    daemon.cutOff();
  }

  /// `docker swarm leave`, of which nobody waits for the end.
  ///
  /// @throws EngineException with nothing changed
  public void leave(boolean force) {
    leave(force, gossip -> gossip.vanished(this));
  }

  /// `docker swarm leave`. The network agent closes first; while it says goodbye the names of
  /// networks still stand (libnetwork `clusterAgentInit`, moby `DaemonLeavesCluster`); it has done
  /// so before containers of tasks are removed, where there are any.
  ///
  /// @param done is told when the others know, and it gossips no more
  /// @throws EngineException with nothing changed
  public void leave(boolean force, Runnable done) {
    leave(force, gossip -> gossip.left(this, done));
  }

  private void leave(boolean force, Consumer<Gossip> parting) {
    Swarm left = swarm;
    NodeNetworks mine = networks;
    if (left == null || mine == null) {
      throw SwarmTexts.notInSwarm();
    }
    if (isManager && !force) {
      throw SwarmTexts.managerLeaves(left, this);
    }
    boolean hasPeers = !left.gossip().isAlone(this);
    parting.accept(left.gossip());
    tasks.heard();
    left.remove(this);
    left.serviceStore().reconcileAll();
    boolean namesStand = tasks.clear() == 0 && hasPeers;
    for (SwarmNetwork network : mine.known()) {
      for (Endpoint endpoint : mine.view(network).endpoints()) {
        engine.networks().abandon(endpoint, namesStand);
      }
      mine.forget(network);
      network.leave(this);
    }
    cutOff();
    driver.forgetPeers();
    meet(left);
    swarm = null;
    networks = null;
    isManager = false;
    daemon.leave();
    id = "";
  }

  /// The engine is removed from its machine.
  public void close() {
    if (swarm != null) {
      leave(true);
    }
    directory.remove(this);
  }
}

package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.RandomStream;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.ipam.AddressSpace;
import dev.drydock.drivers.ipam.DefaultPools;
import dev.drydock.drivers.network.NetworkConfig;
import dev.drydock.drivers.overlay.OverlayDriver;
import dev.drydock.drivers.overlay.PeerDirectory;
import dev.drydock.drivers.swarm.gossip.Gossip;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A cluster of engines: what its managers have agreed upon (swarmkit `manager/state/store`). All
/// managers hold the same; how they come to agree is not modelled.
public final class Swarm {
  /// Keys are numbered from anywhere below (`genSkew` of swarmkit's key manager).
  private static final int KEY_TAGS = 65_536;

  private static final int KEYS = 2;
  private static final int KEY_BYTES = 16;

  private final List<OverlayDriver.Key> keys = new ArrayList<>();
  private final String id;
  private final Revisions revisions;
  private final SwarmIds ids;
  private String digest;
  private final SwarmTrust trust;
  private String workerToken;
  private String managerToken;
  private final int dataPort;
  private final DefaultPools pools;
  private final SwarmObjects configs;
  private final SwarmObjects secrets;
  private SwarmSettings settings = SwarmSettings.DEFAULT;
  private final NetworkStore networks;
  private final ServiceStore services;
  private final Gossip gossip = new Gossip();
  private final PeerDirectory peers = new PeerDirectory();
  private final List<SwarmNode> nodes = new ArrayList<>();
  private final List<Departed> departed = new ArrayList<>();
  private @Nullable SwarmNode leader;

  /// Who led before it lost the others.
  private @Nullable SwarmNode lastLeader;

  Swarm(Engine first, int dataPort, DefaultPools pools) {
    RandomStream random = first.machine().random("swarm");
    this.revisions = new Revisions(first.machine().loop());
    this.ids = new SwarmIds(random);
    this.dataPort = dataPort;
    this.pools = pools;
    this.configs = new SwarmObjects("config", ids, revisions);
    this.secrets = new SwarmObjects("secret", ids, revisions);
    RandomStream secret = random.stream("swarm/keys");
    for (int i = 0, tag = secret.nextInt(KEY_TAGS); i < KEYS; i++, tag++) {
      keys.addFirst(new OverlayDriver.Key(secret.nextHex(2 * KEY_BYTES), tag));
    }
    this.trust = new SwarmTrust(first.machine().loop(), random.stream("swarm/ca"));
    this.id = ids.next();
    ids.digest(); // the rest of what is drawn stays what it was
    this.digest = trust.digestDigits();
    this.workerToken = ids.token(digest);
    this.managerToken = ids.token(digest);
    AddressSpace space = new AddressSpace(pools, first.profile().addressing().subnets());
    this.services = new ServiceStore(first.machine().loop(), this, random.stream("swarm/name"));
    this.networks = new NetworkStore(revisions, ids, space);
  }

  /// 25 characters.
  public String id() {
    return id;
  }

  /// What a worker shows to join.
  public String workerToken() {
    return workerToken;
  }

  /// Why a token is none of this swarm: it names another root, or another secret.
  EngineException refusalOf(String token) {
    SwarmTexts.checkForm(token);
    return token.isEmpty() || token.contains(digest)
        ? SwarmTexts.badToken()
        : SwarmTexts.otherRoot(token);
  }

  /// What a manager shows to join.
  public String managerToken() {
    return managerToken;
  }

  /// `docker swarm join-token --rotate`: what was shown before is of no use any more.
  public void rotate(boolean forManagers) {
    if (forManagers) {
      managerToken = ids.token(digest);
    } else {
      workerToken = ids.token(digest);
    }
  }

  /// What its nodes trust.
  public SwarmTrust trust() {
    return trust;
  }

  /// `docker swarm ca --rotate`: all nodes get certificates of another root, and tokens name it.
  public void rotateRoot() {
    digest = trust.rotate();
    rotate(false);
    rotate(true);
  }

  /// The UDP port of VXLAN.
  public int dataPort() {
    return dataPort;
  }

  /// What the subnets of networks are cut from.
  public DefaultPools pools() {
    return pools;
  }

  /// What `docker swarm update` changes.
  public SwarmSettings settings() {
    return settings;
  }

  /// `docker swarm update`.
  public void change(SwarmSettings wanted) {
    settings = wanted;
    trust.lock(wanted.isAutolocked());
  }

  /// `docker config`.
  public SwarmObjects configs() {
    return configs;
  }

  /// `docker secret`.
  public SwarmObjects secrets() {
    return secrets;
  }

  /// The nodes in the order of joining.
  public List<SwarmNode> nodes() {
    return List.copyOf(nodes);
  }

  List<SwarmNode> nodeList() {
    return nodes;
  }

  /// The node with this id, host name or beginning of an id (moby `daemon/cluster/helpers.go`,
  /// `getNode`).
  ///
  /// @throws EngineException if there is none, or more than one of that name
  public SwarmNode node(String reference) {
    for (SwarmNode node : nodes) {
      if (node.id().equals(reference)) {
        return node;
      }
    }
    checkIsOne(reference);
    for (SwarmNode node : nodes) {
      if (node.hostname().equals(reference)) {
        return node;
      }
    }
    for (SwarmNode node : nodes) {
      if (node.id().startsWith(reference) && !reference.isEmpty()) {
        return node;
      }
    }
    throw EngineException.missing(
        new EngineException.Missing("node", reference), "node " + reference + " not found");
  }

  /// A node that comes back while it is still listed has its name twice.
  ///
  /// @throws EngineException if there is more than one of that name
  public void checkIsOne(String name) {
    long here = nodes.stream().filter(n -> n.hostname().equals(name)).count();
    long all = here + departed.stream().filter(d -> d.hostname().equals(name)).count();
    if (all > 1) {
      throw new EngineException("node " + name + " is ambiguous (" + all + " matches found)");
    }
  }

  /// The manager that leads; null while none has most managers behind it.
  public @Nullable SwarmNode leader() {
    return leader;
  }

  /// A manager looks after who leads (raft, with `CheckQuorum`). Only one can hear most managers.
  ///
  /// @param hasQuorum whether it hears most managers
  void elect(SwarmNode candidate, boolean hasQuorum) {
    SwarmNode now = leader;
    if (now == candidate && !hasQuorum) {
      leader = null;
      lastLeader = now;
      return;
    }
    SwarmNode missed = now == null ? lastLeader : now;
    boolean isFree = missed == null || missed == candidate || !nodes.contains(missed);
    if (hasQuorum && now != candidate && (isFree || candidate.misses(missed))) {
      leader = candidate;
      networks.all().forEach(SwarmNetwork::beginAnew);
    }
  }

  /// `docker swarm init --force-new-cluster`: a manager goes on alone with what it knows, and the
  /// others are managers no more (swarmkit `ForceNewCluster`).
  ///
  /// @throws EngineException if it is no manager
  public void forceAnew(SwarmNode node) {
    if (!node.isManager()) {
      throw SwarmTexts.onlyWorker();
    }
    nodes.stream().filter(n -> n != node && n.isManager()).forEach(n -> n.dismiss(this));
    departed.replaceAll(Departed::demoted);
    leader = null;
    lastLeader = null;
    node.look();
  }

  /// A node is no manager any more, or gone.
  void resign(SwarmNode node) {
    if (leader == node && !(nodes.contains(node) && node.isManager())) {
      leader = nodes.stream().filter(SwarmNode::isManager).findFirst().orElse(null);
    }
  }

  /// The keys of encrypted networks.
  List<OverlayDriver.Key> keys() {
    return keys;
  }

  /// The endpoints of its networks.
  PeerDirectory peers() {
    return peers;
  }

  Gossip gossip() {
    return gossip;
  }

  // ---- services --------------------------------------------------------------------------

  /// The services, oldest first.
  public List<Service> services() {
    return services.all();
  }

  /// The tasks of all services, those of removed ones until they have ended.
  public List<Task> tasks() {
    return services.everyTask();
  }

  /// The service with this id, name or beginning of an id.
  ///
  /// @throws EngineException if there is none
  public Service service(String reference) {
    return services.get(reference);
  }

  /// `docker service create`.
  ///
  /// @throws EngineException with nothing changed
  public Service create(ServiceSpec spec) {
    return services.create(spec);
  }

  /// `docker service scale`.
  ///
  /// @throws EngineException if it is global
  public void scale(Service service, int replicas) {
    services.scale(service, replicas);
  }

  /// `docker service update`.
  ///
  /// @param force whether tasks are replaced though nothing of theirs changed
  /// @throws EngineException with nothing changed
  public void update(Service service, ServiceSpec wanted, boolean force) {
    services.update(service, wanted, force);
  }

  /// `docker service rollback`.
  ///
  /// @throws EngineException if it was never updated
  public void rollback(Service service) {
    services.rollBack(service);
  }

  /// `docker service rm`.
  public void remove(Service service) {
    services.remove(service);
  }

  /// Removes a config or a secret.
  ///
  /// @throws EngineException if a service uses it
  public void remove(SwarmObjects from, SwarmObjects.Item item) {
    from.remove(item, services.all());
  }

  ServiceStore serviceStore() {
    return services;
  }

  /// Who counts changes.
  Revisions revisions() {
    return revisions;
  }

  SwarmIds ids() {
    return ids;
  }

  /// The id of a network; of one that each node has of its own, its name.
  ///
  /// @throws EngineException if there is none
  public String networkId(String reference) {
    SwarmNetwork network = networks.find(reference);
    if (network == null && !ServiceSpec.OF_EACH_NODE.contains(reference)) {
      throw EngineException.missing(
          new EngineException.Missing("network", reference), "network " + reference + " not found");
    }
    return network == null ? reference : network.id();
  }

  NetworkStore networks() {
    return networks;
  }

  void add(SwarmNode node) {
    nodes.add(node);
    if (leader == null) {
      leader = node;
    }
  }

  /// `docker node rm`: the node is not told, and goes on as it was until it leaves by itself.
  public void expel(SwarmNode node) {
    nodes.remove(node);
    services.tasks().orphan(node.id());
    networks.all().forEach(network -> network.orphan(node.id()));
    node.cutOff();
    services.reconcileAll();
  }

  void remove(SwarmNode node) {
    if (!nodes.remove(node)) {
      return; // it was removed before it left
    }
    Departed gone = new Departed(node, downNanos(node));
    departed.add(gone);
    services.tasks().leave(node, gone.downNanos());
    resign(node);
  }

  /// When the managers see that a node has left: they are not told, and miss its heartbeats.
  private long downNanos(SwarmNode node) {
    SwarmNode asked = leader;
    long heard = asked == null || asked == node ? 0 : asked.lastHeard(node);
    return heard + ManagerDoor.GRACE_HEARTBEATS * settings.heartbeatNanos();
  }

  /// Nodes that left but are still listed, until `docker node rm`.
  public List<Departed> departed() {
    return List.copyOf(departed);
  }

  /// How many managers there are, those that left without being demoted among them: they stay
  /// members of the Raft cluster.
  public long managers() {
    return nodes.stream().filter(SwarmNode::isManager).count()
        + departed.stream().filter(Departed::isManager).count();
  }

  /// `docker node demote` of a manager that left.
  public void demote(Departed node) {
    departed.set(departed.indexOf(node), node.demoted());
  }

  /// Takes a node that left off the list.
  public void forget(Departed node) {
    departed.remove(node);
    services.tasks().orphan(node.id());
    networks.all().forEach(network -> network.orphan(node.id()));
  }

  /// A node that left.
  ///
  /// @param was what managers know of it
  /// @param isManager whether it was a manager: it counts as one until it is demoted
  /// @param downNanos when the managers see it
  public record Departed(NodeTraits was, boolean isManager, long downNanos) {
    Departed(SwarmNode node, long downNanos) {
      this(NodeTraits.of(node), node.isManager(), downNanos);
    }

    private Departed demoted() {
      return new Departed(was, false, downNanos);
    }

    /// Its id.
    public String id() {
      return was.id();
    }

    /// Its name.
    public String hostname() {
      return was.hostname();
    }

    /// Whether the managers still believe that it is there.
    public boolean seemsUp(long nowNanos) {
      return nowNanos < downNanos;
    }
  }

  /// Makes the network of the routing mesh, as a new swarm does.
  SwarmNetwork createIngress() {
    return networks.create(
        new NetworkConfig(
            "ingress",
            "overlay",
            new NetworkConfig.Flags(false, false, true, true, false),
            new NetworkConfig.Ipam("default", new LinkedHashMap<>(), false, List.of()),
            new LinkedHashMap<>(),
            new LinkedHashMap<>()));
  }
}

package dev.drydock.drivers.swarm;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.ClusterNetworks;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.ipam.DefaultPools;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.NetworkConfig;
import dev.drydock.drivers.overlay.OverlayDriver;
import dev.drydock.drivers.overlay.Peer;
import dev.drydock.drivers.overlay.PeerListener;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An engine's part in a swarm, and what `docker swarm` does (Docker `daemon/cluster`). An engine
/// that is in no swarm has one, too.
public final class SwarmNode implements ClusterNetworks, PeerListener {
  private static final int GOSSIP_NAME_DIGITS = 12;

  private final Engine engine;
  private final SwarmDirectory directory;
  private final OverlayDriver driver;

  private final NodeTasks tasks;

  private @Nullable Swarm swarm;
  private @Nullable NodeNetworks networks;
  private String id = "";
  private String gossipName = "";
  private boolean isManager;
  private IpAddress address = IpAddress.ANY_V4;
  private IpAddress dataAddress = IpAddress.ANY_V4;
  private Availability availability = Availability.ACTIVE;
  private int attachments;
  private boolean isSilent;
  private ManagerTalk talk = ManagerTalk.NONE;

  /// A node of no swarm. Gives the engine its overlay driver.
  public SwarmNode(Engine engine, SwarmDirectory directory) {
    this.engine = engine;
    this.directory = directory;
    this.driver = new OverlayDriver(engine.machine());
    this.tasks = new NodeTasks(this);
    driver.setListener(this);
    engine.addListener(tasks);
    engine.register(driver);
    engine.setCluster(this);
    directory.add(this);
  }

  /// Whether tasks are given to a node.
  public enum Availability {
    /// They are.
    ACTIVE("Active"),
    /// No new ones are.
    PAUSE("Pause"),
    /// Those it has go elsewhere.
    DRAIN("Drain");

    private final String word;

    Availability(String word) {
      this.word = word;
    }

    /// The word of `docker node ls`.
    public String word() {
      return word;
    }
  }

  /// How a swarm is begun or joined.
  ///
  /// @param advertise `--advertise-addr`: an address; null lets the node choose
  /// @param dataPath `--data-path-addr`; null for the advertised one
  /// @param dataPort `--data-path-port`
  /// @param pools `--default-addr-pool`
  public record Options(
      @Nullable IpAddress advertise,
      @Nullable IpAddress dataPath,
      int dataPort,
      DefaultPools pools) {}

  /// The engine.
  public Engine engine() {
    return engine;
  }

  /// The driver of its overlay networks.
  public OverlayDriver driver() {
    return driver;
  }

  /// 25 characters; empty in no swarm.
  public String id() {
    return id;
  }

  /// The machine's name.
  public String hostname() {
    return engine.machine().name();
  }

  /// The address other nodes know it by.
  public IpAddress address() {
    return address;
  }

  /// Whether it is in a swarm.
  public boolean isActive() {
    return swarm != null;
  }

  /// Whether it is a manager of a swarm.
  public boolean isManager() {
    return swarm != null && isManager;
  }

  /// Whether its daemon runs and is heard by the managers.
  public boolean isUp() {
    return engine.isRunning() && !isSilent;
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
    return availability;
  }

  /// Says whether tasks are given to it.
  public void setAvailability(Availability newAvailability) {
    availability = newAvailability;
    if (swarm != null) {
      swarm.serviceStore().reconcileAll();
    }
  }

  NodeTasks tasks() {
    return tasks;
  }

  /// How many single containers are on networks of the swarm.
  int attachments() {
    return attachments;
  }

  void ended(Task task) {
    if (swarm != null) {
      swarm.serviceStore().ended(task);
    }
  }

  /// The swarm it manages.
  ///
  /// @throws EngineException if it manages none
  public Swarm managed() {
    Swarm current = swarm;
    if (current == null) {
      throw SwarmTexts.noSwarm();
    }
    if (!isManager) {
      throw SwarmTexts.onlyWorker();
    }
    return current;
  }

  // ---- swarm -----------------------------------------------------------------------------

  /// `docker swarm init`.
  ///
  /// @throws EngineException with nothing changed
  public Swarm init(Options options) {
    if (swarm != null) {
      throw SwarmTexts.alreadyInSwarm();
    }
    IpAddress own =
        options.advertise() == null
            ? OwnAddress.only(engine.machine().root())
            : options.advertise();
    Swarm made = new Swarm(engine, options.dataPort(), options.pools());
    made.createIngress();
    enter(made, true, options, own);
    return made;
  }

  /// `docker swarm join`.
  ///
  /// @param remote a manager's address and port
  /// @throws EngineException with nothing changed
  public void join(String token, String remote, Options options) {
    if (swarm != null) {
      throw SwarmTexts.alreadyInSwarm();
    }
    int colon = remote.indexOf(':');
    IpAddress manager = IpAddress.parseOrNull(colon < 0 ? remote : remote.substring(0, colon));
    String end = colon < 0 ? remote + ":2377" : remote;
    SwarmNode found = manager == null ? null : directory.manager(engine.machine(), manager);
    if (found == null) {
      throw SwarmTexts.noAnswer(end);
    }
    Swarm joined = found.managed();
    boolean asManager = token.equals(joined.managerToken());
    if (!asManager && !token.equals(joined.workerToken())) {
      throw SwarmTexts.badToken();
    }
    IpAddress own =
        options.advertise() == null
            ? OwnAddress.towards(engine.machine().root(), manager)
            : options.advertise();
    enter(joined, asManager, options, own);
  }

  private void enter(Swarm joined, boolean asManager, Options options, IpAddress own) {
    id = joined.ids().next();
    gossipName = joined.ids().hex(GOSSIP_NAME_DIGITS);
    swarm = joined;
    isManager = asManager;
    availability = Availability.ACTIVE;
    address = own;
    dataAddress = options.dataPath() == null ? own : options.dataPath();
    driver.setDataPort(joined.dataPort());
    NodeNetworks mine = new NodeNetworks(engine, driver);
    networks = mine;
    isSilent = false;
    talk = ManagerTalk.begin(this, joined);
    joined.add(this);
    joined.gossip().joined(this);
    SwarmNetwork ingress = joined.networks().ingress();
    if (ingress != null) {
      mine.use(ingress, ingress.balancerOf(this));
    }
    joined.serviceStore().reconcileAll();
  }

  /// `docker swarm leave`.
  ///
  /// @throws EngineException with nothing changed
  public void leave(boolean force) {
    Swarm left = swarm;
    NodeNetworks mine = networks;
    if (left == null || mine == null) {
      throw SwarmTexts.notInSwarm();
    }
    if (isManager && !force) {
      throw SwarmTexts.lastManager();
    }
    left.remove(this);
    left.serviceStore().reconcileAll();
    for (SwarmNetwork network : mine.known()) {
      for (Endpoint endpoint : mine.view(network).endpoints()) {
        engine.controller().disconnect(endpoint);
      }
      mine.forget(network);
      network.leave(this);
    }
    talk.end();
    driver.forgetPeers();
    left.gossip().left(this);
    swarm = null;
    networks = null;
    isManager = false;
    id = "";
  }

  /// The engine is removed from its machine.
  public void close() {
    if (swarm != null) {
      leave(true);
    }
    directory.remove(this);
  }

  // ---- networks --------------------------------------------------------------------------

  @Override
  public List<Network> visible() {
    List<Network> visible = new ArrayList<>();
    Swarm current = swarm;
    NodeNetworks mine = networks;
    if (current != null && mine != null && isManager) {
      current.networks().all().forEach(network -> visible.add(mine.view(network)));
    }
    return visible;
  }

  @Override
  public String create(NetworkConfig config) {
    return managed().networks().create(config).id();
  }

  @Override
  public boolean remove(Network network) {
    NodeNetworks mine = networks;
    SwarmNetwork origin = mine == null ? null : mine.origin(network);
    if (origin == null) {
      return false;
    }
    Swarm current = managed();
    boolean inUse = origin.balancers().size() > 0 && !origin.isIngress();
    if (inUse) {
      throw new EngineException(
          "rpc error: code = FailedPrecondition desc = network "
              + origin.id()
              + " is in use by task");
    }
    for (SwarmNode node : current.nodes()) {
      node.forget(origin);
    }
    current.networks().remove(origin);
    return true;
  }

  private void forget(SwarmNetwork network) {
    if (networks != null) {
      networks.forget(network);
    }
    network.leave(this);
  }

  @Override
  public @Nullable Place attach(String reference, String container, @Nullable IpAddress wanted) {
    Swarm current = swarm;
    SwarmNetwork network = current == null ? null : current.networks().find(reference);
    boolean isManaged = tasks.named(container) != null;
    if (network == null || isManaged || isEnginesOwn(reference)) {
      return null;
    }
    if (!network.config().flags().attachable()) {
      throw new EngineException(
          "Could not attach to network "
              + reference
              + ": rpc error: code = PermissionDenied desc = network "
              + network.name()
              + " not manually attachable");
    }
    IpAddress given = wanted == null ? network.takeNext() : network.take(wanted);
    try {
      attachments++;
      return new Place(use(network), given);
    } catch (EngineException e) {
      attachments--;
      network.give(given);
      throw e;
    }
  }

  private boolean isEnginesOwn(String reference) {
    return engine.controller().networks().stream()
        .anyMatch(
            n -> n.driver() != driver && (n.name().equals(reference) || n.id().equals(reference)));
  }

  /// Makes a network ready for containers on this node.
  Network use(SwarmNetwork network) {
    NodeNetworks mine = networks;
    if (mine == null) {
      throw SwarmTexts.notInSwarm();
    }
    return mine.use(network, network.balancerOf(this));
  }

  @Override
  public void detached(Network network, Endpoint endpoint) {
    NodeNetworks mine = networks;
    SwarmNetwork origin = mine == null ? null : mine.origin(network);
    if (origin == null || mine == null) {
      return;
    }
    var ipv4 = endpoint.ipv4();
    if (ipv4 != null && tasks.named(endpoint.name()) == null) {
      origin.give(ipv4.address());
      attachments--;
    }
    dropIfIdle(origin);
  }

  @Override
  public void givenUp(Place place) {
    NodeNetworks mine = networks;
    SwarmNetwork origin = mine == null ? null : mine.origin(place.network());
    if (origin != null && mine != null) {
      origin.give(place.address());
      attachments--;
      dropIfIdle(origin);
    }
  }

  /// Takes a network away when only its load balancer is left.
  void dropIfIdle(SwarmNetwork network) {
    NodeNetworks mine = networks;
    if (mine != null && !network.isIngress() && mine.isIdle(network)) {
      mine.drop(network);
      network.leave(this);
    }
  }

  @Override
  public @Nullable List<ClusterNetworks.Member> peers(Network network) {
    NodeNetworks mine = networks;
    SwarmNetwork origin = mine == null ? null : mine.origin(network);
    if (origin == null || !origin.balancers().containsKey(this)) {
      return null;
    }
    List<ClusterNetworks.Member> peers = new ArrayList<>();
    for (SwarmNode node : origin.balancers().keySet()) {
      peers.add(new ClusterNetworks.Member(node.gossipName, node.address));
    }
    return peers;
  }

  // ---- endpoints -------------------------------------------------------------------------

  @Override
  public IpAddress tunnelEnd() {
    return dataAddress;
  }

  @Override
  public void added(Endpoint endpoint, Peer peer) {
    publish(endpoint, peer, true);
  }

  @Override
  public void removed(Endpoint endpoint, Peer peer) {
    publish(endpoint, peer, false);
  }

  private void publish(Endpoint endpoint, Peer peer, boolean isThere) {
    Swarm current = swarm;
    if (current == null) {
      return;
    }
    EndpointRecord record =
        new EndpointRecord(peer, endpoint.request().dnsNames(), service(endpoint, current));
    NodeNetworks mine = networks;
    SwarmNetwork network = current.networks().find(peer.network());
    if (mine != null && network != null) {
      mine.balancers().tell(record, mine.balancer(network), isThere);
      if (!network.isIngress()) {
        ServiceNames.tellService(mine.view(network).names(), record, isThere);
      }
    }
    current.gossip().publish(this, record, isThere);
  }

  private @Nullable ServiceRecord service(Endpoint endpoint, Swarm current) {
    Task task = tasks.named(endpoint.name());
    SwarmNetwork network = current.networks().find(endpoint.network().id());
    if (task == null || network == null) {
      return null;
    }
    Service service = task.service();
    List<ServiceSpec.Port> ports =
        service.spec().ports().stream().filter(p -> !p.isHost()).toList();
    return new ServiceRecord(
        service.id(),
        service.name(),
        List.of(),
        service.vipTable().get(network),
        network.isIngress() ? ports : List.of());
  }

  /// Another node has this endpoint.
  void learned(EndpointRecord record) {
    driver.peerAdded(record.peer());
    tellNames(record, true);
  }

  /// Another node has this endpoint no longer.
  void unlearned(EndpointRecord record) {
    driver.peerRemoved(record.peer());
    tellNames(record, false);
  }

  private void tellNames(EndpointRecord record, boolean isThere) {
    NodeNetworks mine = networks;
    SwarmNetwork network = swarm == null ? null : swarm.networks().find(record.peer().network());
    if (mine == null || network == null) {
      return;
    }
    mine.balancers().tell(record, mine.balancer(network), isThere);
    if (!network.isIngress()) {
      ServiceNames.tell(mine.view(network).names(), record, isThere);
    }
  }
}

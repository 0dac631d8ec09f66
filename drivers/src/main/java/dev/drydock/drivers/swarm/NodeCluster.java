package dev.drydock.drivers.swarm;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.engine.ClusterNetworks;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.NetworkConfig;
import dev.drydock.drivers.swarm.gossip.GossipNode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The networks of a swarm as the engine of one node sees them (Docker
/// `daemon/cluster/networks.go`): which there are, and how single containers come onto them.
final class NodeCluster implements ClusterNetworks {
  /// `swarmRequestTimeout`.
  private static final long REQUEST_NANOS = 20_000_000_000L;

  private final SwarmNode node;
  private int attachments;

  NodeCluster(SwarmNode node) {
    this.node = node;
  }

  /// How many single containers are on networks of the swarm.
  int attachments() {
    return attachments;
  }

  @Override
  public List<Network> visible() {
    List<Network> visible = new ArrayList<>();
    Swarm current = node.swarm();
    NodeNetworks mine = node.networks();
    if (current != null && mine != null && node.isManager() && !node.isLocked()) {
      current.networks().all().forEach(network -> visible.add(mine.view(network)));
    }
    return visible;
  }

  @Override
  public String create(NetworkConfig config) {
    if (node.isActive() && !node.isManager()) {
      boolean isOverlay = config.driver().equals("overlay");
      boolean isRefusedAtOnce = isOverlay && node.engine().profile().refusesOverlaysAtOnce();
      throw isRefusedAtOnce ? SwarmTexts.noSwarm() : SwarmTexts.notOnWorker();
    }
    Swarm current = node.managed();
    SwarmNetwork made = current.networks().create(config);
    boolean isReady = made.isIngress() && made.isAllocated();
    if (isReady) { // which is made ready everywhere, before there is any task (SetupIngress)
      current.nodes().stream().filter(SwarmNode::isReady).forEach(n -> n.cluster().use(made));
    }
    return made.id();
  }

  @Override
  public boolean remove(Network network) {
    NodeNetworks mine = node.networks();
    SwarmNetwork origin = mine == null ? null : mine.origin(network);
    if (origin == null) {
      return false;
    }
    Swarm current = node.managed();
    if (current.networks().find(origin.id()) == null) { // what is left of it is the engine's
      throw new EngineException("network " + origin.id() + " not found");
    }
    String user = user(current, origin);
    if (!user.isEmpty()) {
      throw new EngineException(
          "rpc error: code = FailedPrecondition desc = network "
              + origin.id()
              + " is in use by "
              + user);
    }
    current.networks().remove(origin);
    current.nodes().forEach(each -> each.cluster().forget(origin));
    for (SwarmNetwork free : current.networks().retry()) {
      current.nodes().forEach(each -> each.cluster().forget(free));
      current.serviceStore().allocated(free);
    }
    return true;
  }

  /// Who uses a network: services are looked at before tasks (swarmkit `controlapi/network.go`).
  private static String user(Swarm swarm, SwarmNetwork network) {
    for (Service service : swarm.services()) {
      if (service.networks().contains(network)) {
        return "service " + service.id();
      }
    }
    String attached = network.attachment();
    return attached.isEmpty() ? "" : "task " + attached;
  }

  /// The swarm has a network no longer; a node keeps it until its last container has left it.
  private void forget(SwarmNetwork network) {
    NodeNetworks mine = node.networks();
    if (mine == null) {
      network.leave(node);
    } else if (network.isIngress() || mine.isIdle(network)) {
      mine.forget(network);
      network.leave(node);
    }
  }

  @Override
  public boolean isAwaited(String network) {
    Swarm current = node.swarm();
    return current != null
        && !node.isAwake()
        && !isEnginesOwn(network)
        && current.networks().find(network) != null;
  }

  @Override
  public @Nullable Place attach(String reference, String container, @Nullable IpAddress wanted) {
    Swarm current = node.swarm();
    SwarmNetwork network = current == null ? null : current.networks().find(reference);
    boolean isManaged = node.tasks().named(container) != null;
    if (current == null || isManaged || isEnginesOwn(reference)) {
      return null;
    }
    boolean isHeard = node.isManager() ? node.hears(current.leader()) : current.leader() != null;
    if (node.isLost() || !isHeard) {
      throw EngineException.late(
          "Could not attach to network " + reference + ": context deadline exceeded",
          REQUEST_NANOS);
    }
    if (network == null) {
      throw notAttached(reference, "NotFound", reference + " not found");
    }
    if (!network.config().flags().attachable()) {
      throw notAttached(reference, "PermissionDenied", network.name() + " not manually attachable");
    }
    if (node.availability() != Availability.ACTIVE) {
      throw notGiven(); // to managers it is a task, which waits for its node
    }
    IpAddress given = take(network, wanted);
    network.attach(given, current.ids().apart(network.id() + given).next(), node.id());
    try {
      attachments++;
      current.revisions().attached();
      return new Place(use(network), given);
    } catch (EngineException e) {
      attachments--;
      network.give(given);
      throw e;
    }
  }

  /// What managers cannot give, they try to give until the engine waits no longer.
  private static IpAddress take(SwarmNetwork network, @Nullable IpAddress wanted) {
    try {
      if (network.isAllocated()) {
        return wanted == null ? network.takeNext() : network.take(wanted);
      }
    } catch (EngineException e) {
      throw notGiven();
    }
    throw notGiven();
  }

  private static EngineException notGiven() {
    return EngineException.late(
        "attaching to network failed, make sure your network options are correct and check manager"
            + " logs: context deadline exceeded",
        REQUEST_NANOS);
  }

  /// What the managers answer (swarmkit `manager/resourceapi`, `AttachNetwork`).
  private static EngineException notAttached(String reference, String code, String why) {
    return new EngineException(
        "Could not attach to network "
            + reference
            + ": rpc error: code = "
            + code
            + " desc = network "
            + why);
  }

  /// A network that the engine finds without its swarm, by the beginning of an id as well.
  private boolean isEnginesOwn(String reference) {
    return node.engine().controller().networks().stream()
        .anyMatch(n ->
            n.driver() != node.driver()
                && (n.name().equals(reference) || n.id().startsWith(reference)));
  }

  /// Whether a network is ready for containers on this node.
  boolean isUsing(SwarmNetwork network) {
    NodeNetworks mine = node.networks();
    return mine != null && mine.balancer(network) != null;
  }

  /// Makes a network ready for containers on this node.
  Network use(SwarmNetwork network) {
    NodeNetworks mine = node.networks();
    if (mine == null) {
      throw SwarmTexts.notInSwarm();
    }
    return mine.use(network, network.balancerOf(node));
  }

  @Override
  public void detached(Network network, Endpoint endpoint) {
    NodeNetworks mine = node.networks();
    SwarmNetwork origin = mine == null ? null : mine.origin(network);
    if (origin == null || mine == null) {
      return;
    }
    var ipv4 = endpoint.ipv4();
    if (ipv4 != null && node.tasks().named(endpoint.name()) == null) {
      origin.give(ipv4.address());
      attachments--;
    }
    dropIfIdle(origin);
  }

  /// What the others were told is taken back, and told anew under the same key, which their table
  /// does not take while it remembers the old entry (libnetwork `NetworkDB.CreateEntry`; 20.10.24).
  @Override
  public void renaming(Endpoint endpoint, String newName) {
    NodeNetworks mine = node.networks();
    SwarmNetwork origin = mine == null ? null : mine.origin(endpoint.network());
    if (origin != null) {
      node.serve(endpoint, false);
      throw new EngineException(
          node.engine().profile().texts().endpoint().notRenamed().formatted(newName)
              + "cannot create entry in table endpoint_table with network id "
              + origin.id()
              + " and key "
              + endpoint.id()
              + ", already exists");
    }
  }

  @Override
  public void givenUp(Place place) {
    NodeNetworks mine = node.networks();
    SwarmNetwork origin = mine == null ? null : mine.origin(place.network());
    if (origin != null && mine != null) {
      origin.give(place.address());
      attachments--;
      dropIfIdle(origin);
    }
  }

  /// Takes a network away when only its load balancer is left.
  void dropIfIdle(SwarmNetwork network) {
    NodeNetworks mine = node.networks();
    if (mine != null && !network.isIngress() && mine.isIdle(network)) {
      Swarm current = node.swarm();
      if (current != null && current.networks().find(network.id()) == null) {
        mine.forget(network);
      } else {
        mine.drop(network);
      }
      if (!isHeld(network)) {
        network.leave(node);
      }
    }
  }

  /// Whether to managers somebody of the network is here, whatever runs: the balancer keeps its
  /// address (swarmkit `manager/allocator/network.go`, `getNodeNetworks`).
  private boolean isHeld(SwarmNetwork network) {
    Swarm current = node.swarm();
    return network.isAttached(node.id())
        || (current != null
            && current.serviceStore().everyTask().stream()
                .anyMatch(t -> t.node == node && t.addresses().containsKey(network)));
  }

  @Override
  public @Nullable List<ClusterNetworks.Member> peers(Network network) {
    NodeNetworks mine = node.networks();
    SwarmNetwork origin = mine == null ? null : mine.origin(network);
    if (origin == null || !origin.balancers().containsKey(node)) {
      return null;
    }
    List<ClusterNetworks.Member> peers = new ArrayList<>();
    Swarm current = node.swarm();
    if (current != null) {
      for (GossipNode peer : current.gossip().peers(node, network.id())) {
        if (peer instanceof SwarmNode each) {
          peers.add(new ClusterNetworks.Member(each.gossipName(), each.address()));
        }
      }
    }
    return peers;
  }
}

package dev.drydock.drivers.swarm;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.overlay.Peer;
import dev.drydock.drivers.overlay.PeerListener;
import dev.drydock.drivers.swarm.gossip.EndpointListener;
import dev.drydock.drivers.swarm.gossip.EndpointRecord;
import dev.drydock.drivers.swarm.gossip.ServiceNames;
import dev.drydock.drivers.swarm.gossip.ServiceRecord;
import dev.drydock.drivers.swarm.gossip.ServiceRecord.IngressPort;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a node tells the others of its endpoints, and what becomes of what it hears of theirs
/// (libnetwork `agent.go`, `addServiceInfoToCluster`).
final class NodeRecords implements PeerListener, EndpointListener {
  private final SwarmNode node;

  /// Endpoint → what the others were told of it.
  private final Map<String, EndpointRecord> published = new LinkedHashMap<>();

  NodeRecords(SwarmNode node) {
    this.node = node;
  }

  @Override
  public IpAddress tunnelEnd() {
    return node.dataAddress();
  }

  @Override
  public void added(Endpoint endpoint, Peer peer) {
    publish(endpoint, peer, true);
  }

  @Override
  public void removed(Endpoint endpoint, Peer peer) {
    publish(endpoint, peer, false);
  }

  /// An endpoint here came or went: the others are told.
  private void publish(Endpoint endpoint, Peer peer, boolean isThere) {
    Swarm current = node.swarm();
    if (current == null) {
      return;
    }
    // What was told of it is what is taken back, though its service may ask for something else now.
    EndpointRecord known = isThere ? null : published.remove(endpoint.id());
    EndpointRecord record = known != null ? known : record(endpoint, peer, current);
    if (isThere) {
      published.put(endpoint.id(), record);
    }
    tellHere(record, current, isThere);
    current.gossip().publish(node, record, isThere);
  }

  /// An endpoint here is to be found by its names and those of its service, or no longer.
  void serve(Endpoint endpoint, boolean isServing) {
    Swarm current = node.swarm();
    EndpointRecord old = published.get(endpoint.id());
    endpoint.setInService(isServing);
    if (current == null || old == null) {
      return;
    }
    EndpointRecord record = isServing ? record(endpoint, old.peer(), current) : old.disabled();
    published.put(endpoint.id(), record);
    tellHere(record, current, true);
    tellHere(old, current, false);
    current.gossip().publish(node, record, true);
  }

  private EndpointRecord record(Endpoint endpoint, Peer peer, Swarm current) {
    EndpointRecord record =
        new EndpointRecord(peer, endpoint.request().dnsNames(), service(endpoint, current), false);
    Task task = node.tasks().named(endpoint.name());
    if (task != null && !task.isServing) {
      endpoint.setInService(false);
      return record.hidden();
    }
    return record;
  }

  private void tellHere(EndpointRecord record, Swarm current, boolean isThere) {
    NodeNetworks mine = node.networks();
    SwarmNetwork network = current.networks().find(record.peer().network());
    if (mine != null && network != null) {
      mine.balancers().tell(record, mine.balancer(network), isThere);
      if (!network.isIngress()) {
        mine.view(network).names().later(table -> ServiceNames.tellService(table, record, isThere));
      }
    }
  }

  private @Nullable ServiceRecord service(Endpoint endpoint, Swarm current) {
    Task task = node.tasks().named(endpoint.name());
    SwarmNetwork network = current.networks().find(endpoint.network().id());
    if (task == null || network == null) {
      return null;
    }
    Service service = task.service();
    List<IngressPort> ports =
        service.spec().ports().stream()
            .filter(p -> !p.isHost())
            .map(p -> new IngressPort(p.published(), p.target()))
            .toList();
    return new ServiceRecord(
        service.id(),
        service.name(),
        service.spec().aliases(network),
        service.vipTable().get(network),
        network.isIngress() ? ports : List.of());
  }

  @Override
  public void learned(EndpointRecord record) {
    node.driver().peerAdded(record.peer());
    tellNames(record, true);
  }

  @Override
  public void relearned(EndpointRecord old, EndpointRecord record) {
    tellNames(record, true);
    tellNames(old, false);
  }

  @Override
  public void unlearned(EndpointRecord record) {
    node.driver().peerRemoved(record.peer());
    tellNames(record, false);
  }

  /// An endpoint elsewhere came or went: its names, and its place behind virtual addresses.
  private void tellNames(EndpointRecord record, boolean isThere) {
    NodeNetworks mine = node.networks();
    Swarm current = node.swarm();
    SwarmNetwork network =
        current == null ? null : current.networks().find(record.peer().network());
    if (mine == null || network == null) {
      return;
    }
    mine.balancers().tell(record, mine.balancer(network), isThere);
    if (!network.isIngress()) {
      mine.view(network).names().later(isThere ? record : record.gone());
    }
  }
}

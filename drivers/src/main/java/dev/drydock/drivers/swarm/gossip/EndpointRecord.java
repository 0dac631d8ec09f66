package dev.drydock.drivers.swarm.gossip;

import dev.drydock.drivers.dns.NetworkNames;
import dev.drydock.drivers.overlay.Peer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a node tells the others of one of its endpoints: where it is, and what it is called
/// (libnetwork, tables `overlay_peer_table` and `endpoint_table`).
///
/// @param peer where it is
/// @param names what it is called on its network, the first one for answers to addresses
/// @param service the service whose task it is; null for a single container
/// @param isDisabled whether nobody is led to it any more (`ServiceDisabled`)
public record EndpointRecord(
    Peer peer, List<String> names, @Nullable ServiceRecord service, boolean isDisabled)
    implements NetworkNames.Change {
  public EndpointRecord {
    names = List.copyOf(names);
  }

  /// The same endpoint before it has a place in its service.
  public EndpointRecord hidden() {
    return new EndpointRecord(peer, List.of(), null, false);
  }

  /// The same endpoint while it is about to end: its service stays known by it.
  public EndpointRecord disabled() {
    return new EndpointRecord(peer, names, service, true);
  }

  /// Its names come.
  @Override
  public void apply(NetworkNames table) {
    ServiceNames.tell(table, this, true);
  }

  /// Its names go.
  public NetworkNames.Change gone() {
    return table -> ServiceNames.tell(table, this, false);
  }
}

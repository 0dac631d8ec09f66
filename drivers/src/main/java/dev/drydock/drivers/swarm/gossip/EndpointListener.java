package dev.drydock.drivers.swarm.gossip;

/// Whom a node's gossip tells of the endpoints of other nodes (libnetwork `agent.go`,
/// `handleEpTableEvent`).
public interface EndpointListener {
  /// Another node has this endpoint.
  void learned(EndpointRecord record);

  /// Another node says something else of an endpoint.
  void relearned(EndpointRecord old, EndpointRecord record);

  /// Another node has this endpoint no longer.
  void unlearned(EndpointRecord record);
}

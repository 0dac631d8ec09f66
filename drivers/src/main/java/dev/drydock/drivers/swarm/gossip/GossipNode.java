package dev.drydock.drivers.swarm.gossip;

import dev.drydock.core.machine.Machine;
import dev.drydock.core.wire.IpAddress;

/// A node as its gossip sees it.
public interface GossipNode {
  /// The machine it runs on.
  Machine machine();

  /// Its id in the swarm, which names its stream of chance.
  String id();

  /// The address other nodes know it by.
  IpAddress address();

  /// Who is told what it hears of the endpoints of others.
  EndpointListener endpoints();
}

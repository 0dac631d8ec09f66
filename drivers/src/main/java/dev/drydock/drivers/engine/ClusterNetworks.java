package dev.drydock.drivers.engine;

import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.network.Endpoint;
import dev.drydock.drivers.network.Network;
import dev.drydock.drivers.network.NetworkConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The networks of a swarm as one of its engines sees them (Docker `daemon/cluster`). The default
/// is an engine in no swarm.
public interface ClusterNetworks {
  /// An engine in no swarm.
  ClusterNetworks NONE = new ClusterNetworks() {};

  /// The networks a manager knows; some of them the engine has itself, too.
  default List<Network> visible() {
    return List.of();
  }

  /// `docker network create` with a driver whose networks reach over all engines.
  ///
  /// @return the id
  default String create(NetworkConfig config) {
    throw new EngineException(
        "This node is not a swarm manager. Use \"docker swarm init\" or \"docker swarm join\" to"
            + " connect this node to swarm and try again.");
  }

  /// `docker network rm`.
  ///
  /// @return false when the network is not of a swarm
  default boolean remove(Network network) {
    return false;
  }

  /// Asks for a container's place on a network of the swarm; the engine has the network then.
  ///
  /// @param reference id or name of the network
  /// @param container the container's name
  /// @param wanted the address it wants; null for any
  /// @return null when there is no such network in a swarm, or the swarm itself runs the container
  /// @throws EngineException when the swarm refuses
  default @Nullable Place attach(String reference, String container, @Nullable IpAddress wanted) {
    return null;
  }

  /// Whether a network is one of a swarm in which the engine takes no part yet: containers on it
  /// start by themselves once it does (moby `daemon/start.go`, `RestartSwarmContainers`).
  ///
  /// @param network its name
  default boolean isAwaited(String network) {
    return false;
  }

  /// A container has left a network of the swarm.
  default void detached(Network network, Endpoint endpoint) {}

  /// A container that is on a network is about to get another name.
  ///
  /// @throws EngineException when its network keeps it from that; nobody finds it by name then
  default void renaming(Endpoint endpoint, String newName) {}

  /// A place that was asked for is not taken.
  default void givenUp(Place place) {}

  /// What is shown of a network beside what every network has: name and address of the nodes that
  /// are on it; null for a network that has no such list.
  default @Nullable List<Member> peers(Network network) {
    return null;
  }

  /// A container's place.
  record Place(Network network, IpAddress address) {}

  /// A node that is on a network.
  ///
  /// @param name its name among those that gossip
  /// @param address its address
  record Member(String name, IpAddress address) {}
}

package dev.drydock.drivers.swarm;

import dev.drydock.core.wire.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What one node knows of a service on a network: `docker network inspect --verbose`.
///
/// @param name empty for containers that are of no service
/// @param vip its virtual address; null for none
/// @param ports as `Target: 80, Publish: 8080`
/// @param mark of its packets in the load balancer here; 0 for none
/// @param members its tasks
public record KnownService(
    String name, @Nullable IpAddress vip, List<String> ports, int mark, List<Member> members) {
  /// A task.
  ///
  /// @param name of its container
  /// @param host the node's address
  public record Member(String name, String endpoint, IpAddress address, IpAddress host) {}
}

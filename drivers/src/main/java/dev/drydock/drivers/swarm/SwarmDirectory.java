package dev.drydock.drivers.swarm;

import dev.drydock.core.ip.SendResult;
import dev.drydock.core.ip.route.Flow;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The engines of one network of machines: how one that wants to join a swarm finds a manager.
public final class SwarmDirectory {
  private final List<SwarmNode> engines = new ArrayList<>();

  /// No engines.
  public SwarmDirectory() {}

  void add(SwarmNode node) {
    engines.add(node);
  }

  void remove(SwarmNode node) {
    engines.remove(node);
  }

  /// The manager that listens at an address, if it can be reached from a machine.
  ///
  /// @return null when nobody answers there
  @Nullable SwarmNode manager(Machine from, IpAddress address) {
    if (address.isV6() || !hasRoute(from, address)) {
      return null;
    }
    for (SwarmNode node : engines) {
      var fib = node.engine().machine().root().ipv4().fib();
      if (node.isManager() && fib.addressType(address.v4()) == RouteType.LOCAL) {
        return node;
      }
    }
    return null;
  }

  private static boolean hasRoute(Machine from, IpAddress address) {
    Flow flow = new Flow();
    flow.destination = address.v4();
    return from.root().ipv4().route(flow) == SendResult.OK;
  }
}

package dev.drydock.core.device.stp;

import dev.drydock.core.wire.Bpdu;
import org.jspecify.annotations.Nullable;

/// Which of two ways to the root is the better one (IEEE 802.1D-1998, section 8.6): the lower root,
/// then the lower cost, then the lower bridge, then the lower port.
final class TreeOrder {
  private TreeOrder() {}

  /// Whether a message is at least as good as what its port knows (`br_supersedes_port_info`).
  ///
  /// @param id the bridge that asks
  static boolean isNews(Bpdu config, TreePort port, long id) {
    int order = Long.compareUnsigned(config.root(), port.designatedRoot);
    if (order == 0) {
      order = Integer.compareUnsigned(config.cost(), port.designatedCost);
    }
    if (order == 0) {
      order = Long.compareUnsigned(config.bridge(), port.designatedBridge);
    }
    if (order != 0) {
      return order < 0;
    }
    return config.bridge() != id || config.port() <= port.designatedPort;
  }

  /// Whether a port leads to the root better than another (`br_should_become_root_port`).
  ///
  /// @param best null when none is known yet
  static boolean leadsToRoot(TreePort port, @Nullable TreePort best, long id) {
    if (port.state() == PortState.DISABLED
        || port.isDesignated()
        || Long.compareUnsigned(id, port.designatedRoot) <= 0) {
      return false;
    }
    if (best == null) {
      return true;
    }
    int order = Long.compareUnsigned(port.designatedRoot, best.designatedRoot);
    if (order == 0) {
      int cost = port.designatedCost + port.cost();
      order = Integer.compare(cost, best.designatedCost + best.cost());
    }
    if (order == 0) {
      order = Long.compareUnsigned(port.designatedBridge, best.designatedBridge);
    }
    if (order == 0) {
      order = Integer.compare(port.designatedPort, best.designatedPort);
    }
    return order == 0 ? port.id() < best.id() : order < 0;
  }

  /// Whether a bridge is a better way to the root for a port's segment than the one that is
  /// (`br_should_become_designated_port`).
  static boolean isDesignated(TreePort port, SpanningTree tree) {
    if (port.isDesignated() || port.designatedRoot != tree.root()) {
      return true;
    }
    int order = Integer.compareUnsigned(tree.rootCost(), port.designatedCost);
    if (order == 0) {
      order = Long.compareUnsigned(tree.id(), port.designatedBridge);
    }
    return order == 0 ? port.id() < port.designatedPort : order < 0;
  }
}

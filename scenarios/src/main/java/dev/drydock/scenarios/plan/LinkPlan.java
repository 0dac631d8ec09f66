package dev.drydock.scenarios.plan;

import dev.drydock.core.device.link.LinkQuality;
import java.util.List;

/// A cable, or with more than two ends, or a spanning tree, a learning switch.
///
/// @param name name in the file
/// @param quality how good it is
/// @param hasTree whether the switch runs a spanning tree
/// @param ends NICs on it, in the order of the file
public record LinkPlan(String name, LinkQuality quality, boolean hasTree, List<End> ends) {

  /// Copies the ends.
  public LinkPlan {
    ends = List.copyOf(ends);
  }

  /// One NIC on a link.
  public record End(String machine, String nic) {
    @Override
    public String toString() {
      return machine + "/" + nic;
    }
  }
}

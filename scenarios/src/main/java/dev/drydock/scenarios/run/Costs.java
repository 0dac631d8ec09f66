package dev.drydock.scenarios.run;

import dev.drydock.core.device.CostModel;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the work on one frame costs an emulated machine, for people to read.
public final class Costs {
  private Costs() {}

  /// Kind of work → nanoseconds, in the order of a frame's way.
  public static Map<String, Integer> nanos() {
    CostModel costs = CostModel.LINUX;
    Map<String, Integer> table = new LinkedHashMap<>();
    table.put("socket send and receive", costs.socketNanos());
    table.put("veth crossing", costs.vethNanos());
    table.put("loopback crossing", costs.loopbackNanos());
    table.put("bridge", costs.bridgeNanos());
    table.put("br_netfilter", costs.bridgeNetfilterNanos());
    table.put("routing", costs.routeNanos());
    table.put("conntrack", costs.conntrackNanos());
    table.put("NAT of an established flow", costs.natNanos());
    table.put("macvlan or ipvlan", costs.macvlanNanos());
    table.put("VXLAN encapsulation", costs.vxlanEncapsulationNanos());
    table.put("VXLAN decapsulation", costs.vxlanDecapsulationNanos());
    return table;
  }
}

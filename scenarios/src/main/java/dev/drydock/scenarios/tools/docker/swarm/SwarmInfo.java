package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.ipam.DefaultPools;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.scenarios.tools.docker.show.HumanTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The section `Swarm:` of `docker info` (docker/cli `command/system/info.go`).
public final class SwarmInfo {
  private SwarmInfo() {}

  public static List<String> lines(@Nullable SwarmNode node) {
    Swarm swarm = node == null ? null : node.swarm();
    if (node == null || swarm == null) {
      return List.of(" Swarm: inactive");
    }
    List<String> lines = new ArrayList<>();
    if (node.isLocked()) {
      return List.of(" Swarm: locked");
    }
    lines.add(" Swarm: active");
    lines.add("  NodeID: " + node.id());
    lines.add("  Is Manager: " + node.isManager());
    if (node.isManager()) {
      addCluster(lines, swarm);
    }
    lines.add("  Node Address: " + node.address());
    lines.add("  Manager Addresses:");
    swarm.nodes().stream()
        .filter(SwarmNode::isManager)
        .map(each -> "   " + SwarmVerbs.end(each))
        .sorted()
        .forEach(lines::add);
    return lines;
  }

  private static void addCluster(List<String> lines, Swarm swarm) {
    StringBuilder pools = new StringBuilder();
    int length = 0;
    for (DefaultPools.Block block : swarm.pools().blocks()) {
      pools.append(block.base()).append("  ");
      length = block.size();
    }
    lines.add("  ClusterID: " + swarm.id());
    lines.add("  Managers: " + swarm.nodes().stream().filter(SwarmNode::isManager).count());
    lines.add("  Nodes: " + (swarm.nodes().size() + swarm.departed().size()));
    lines.add("  Default Address Pool: " + pools);
    lines.add("  SubnetSize: " + length);
    lines.add("  Data Path Port: " + swarm.dataPort());
    lines.add("  Orchestration:");
    lines.add("   Task History Retention Limit: " + swarm.settings().taskHistory());
    lines.add("  Raft:");
    lines.add("   Snapshot Interval: 10000");
    lines.add("   Number of Old Snapshots to Retain: 0");
    lines.add("   Heartbeat Tick: 1");
    lines.add("   Election Tick: 10");
    lines.add("  Dispatcher:");
    lines.add("   Heartbeat Period: " + HumanTime.of(swarm.settings().heartbeatNanos()));
    lines.add("  CA Configuration:");
    lines.add("   Expiry Duration: 3 months");
    lines.add("   Force Rotate: " + swarm.trust().rotations());
    lines.add("  Autolock Managers: " + swarm.settings().isAutolocked());
    lines.add("  Root Rotation In Progress: false");
  }
}

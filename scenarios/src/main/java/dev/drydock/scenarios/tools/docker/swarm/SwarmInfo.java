package dev.drydock.scenarios.tools.docker.swarm;

import dev.drydock.drivers.EngineException;
import dev.drydock.drivers.swarm.Swarm;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.drivers.swarm.SwarmSettings;
import dev.drydock.scenarios.tools.docker.show.HumanTime;
import dev.drydock.scenarios.tools.docker.show.WithoutEmpty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The section `Swarm:` of `docker info` (docker/cli `command/system/info.go`).
public final class SwarmInfo {
  /// swarmkit `api/defaults`, `manager/state/raft`.
  private static final int SLOW_FOLLOWER_ENTRIES = 500;

  private static final int ELECTION_TICKS = 10;

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
    String error = error(node);
    if (!error.isEmpty()) {
      lines.add("  Error: " + error);
    }
    lines.add("  Is Manager: " + node.isManager());
    if (node.isManager() && error.isEmpty()) {
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

  /// What templates and JSON find at `Swarm` (moby `api/types/swarm`, `Info`; moby
  /// `daemon/cluster/cluster.go`, `Info`).
  public static Map<String, @Nullable Object> fields(@Nullable SwarmNode node) {
    Swarm swarm = node == null ? null : node.swarm();
    if (node == null || swarm == null || node.isLocked()) {
      String state = swarm == null ? "inactive" : "locked";
      return ofNode("", "", state)
          .with("ControlAvailable", false)
          .with("Error", "")
          .with("RemoteManagers", null)
          .unless(0L, "Nodes", 0L)
          .unless(0L, "Managers", 0L)
          .unless(null, "Cluster", null);
    }
    List<SwarmNode> managers = swarm.nodes().stream().filter(SwarmNode::isManager).toList();
    List<Object> remote = new ArrayList<>();
    for (SwarmNode each : managers) {
      Map<String, @Nullable Object> manager = new LinkedHashMap<>();
      manager.put("NodeID", each.id());
      manager.put("Addr", SwarmVerbs.end(each));
      remote.add(manager);
    }
    String error = error(node);
    boolean knows = node.isManager() && error.isEmpty();
    return ofNode(node.id(), node.address().toString(), "active")
        .with("ControlAvailable", node.isManager())
        .with("Error", error)
        .with("RemoteManagers", remote)
        .unless(0L, "Nodes", knows ? (long) swarm.nodes().size() + swarm.departed().size() : 0L)
        .unless(0L, "Managers", knows ? swarm.managers() : 0L)
        .unless(null, "Cluster", knows ? cluster(swarm) : null);
  }

  /// What a manager is told that asks for its cluster; nothing where it is well.
  private static String error(SwarmNode node) {
    try {
      if (node.isManager()) {
        node.managed();
      }
      return "";
    } catch (EngineException e) {
      return e.text();
    }
  }

  private static WithoutEmpty ofNode(String id, String address, String state) {
    return new WithoutEmpty()
        .with("NodeID", id)
        .with("NodeAddr", address)
        .with("LocalNodeState", state);
  }

  /// The parts of a cluster that a network has to do with, and its settings.
  private static Map<String, @Nullable Object> cluster(Swarm swarm) {
    Map<String, @Nullable Object> spec = new LinkedHashMap<>();
    spec.put("Name", "default");
    spec.put("Labels", Map.of());
    SwarmSettings settings = swarm.settings();
    SwarmSettings.Records records = settings.records();
    spec.put("Orchestration", Map.of("TaskHistoryRetentionLimit", settings.taskHistory()));
    Map<String, @Nullable Object> raft = new LinkedHashMap<>();
    raft.put("SnapshotInterval", records.snapshotEntries());
    raft.put("KeepOldSnapshots", records.snapshotsKept());
    raft.put("LogEntriesForSlowFollowers", SLOW_FOLLOWER_ENTRIES);
    raft.put("ElectionTick", ELECTION_TICKS);
    raft.put("HeartbeatTick", 1);
    spec.put("Raft", raft);
    spec.put("Dispatcher", Map.of("HeartbeatPeriod", settings.heartbeatNanos()));
    spec.put("CAConfig", authority(swarm));
    spec.put("TaskDefaults", Map.of());
    spec.put("EncryptionConfig", Map.of("AutoLockManagers", settings.isAutolocked()));
    Map<String, @Nullable Object> cluster = new LinkedHashMap<>();
    cluster.put("ID", swarm.id());
    cluster.put("Spec", spec);
    cluster.put("RootRotationInProgress", false);
    cluster.put("DefaultAddrPool", pools(swarm));
    cluster.put("SubnetSize", subnetSize(swarm));
    cluster.put("DataPathPort", swarm.dataPort());
    return cluster;
  }

  private static Map<String, @Nullable Object> authority(Swarm swarm) {
    int rotations = swarm.trust().rotations();
    return new WithoutEmpty()
        .with("NodeCertExpiry", swarm.settings().records().expiryNanos())
        .unless(0, "ForceRotate", rotations);
  }

  /// What `--default-addr-pool` gave, or its default.
  private static List<String> pools(Swarm swarm) {
    return swarm.pools().blocks().stream().map(block -> block.base().toString()).toList();
  }

  /// `--default-addr-pool-mask-length`, which is one for all pools.
  private static int subnetSize(Swarm swarm) {
    return swarm.pools().blocks().getLast().size();
  }

  private static void addCluster(List<String> lines, Swarm swarm) {
    lines.add("  ClusterID: " + swarm.id());
    lines.add("  Managers: " + swarm.managers());
    lines.add("  Nodes: " + (swarm.nodes().size() + swarm.departed().size()));
    lines.add("  Default Address Pool: " + String.join("  ", pools(swarm)) + "  ");
    lines.add("  SubnetSize: " + subnetSize(swarm));
    lines.add("  Data Path Port: " + swarm.dataPort());
    lines.add("  Orchestration:");
    lines.add("   Task History Retention Limit: " + swarm.settings().taskHistory());
    lines.add("  Raft:");
    SwarmSettings.Records records = swarm.settings().records();
    lines.add("   Snapshot Interval: " + records.snapshotEntries());
    lines.add("   Number of Old Snapshots to Retain: " + records.snapshotsKept());
    lines.add("   Heartbeat Tick: 1");
    lines.add("   Election Tick: 10");
    lines.add("  Dispatcher:");
    lines.add("   Heartbeat Period: " + HumanTime.of(swarm.settings().heartbeatNanos()));
    lines.add("  CA Configuration:");
    lines.add("   Expiry Duration: " + HumanTime.of(records.expiryNanos()));
    lines.add("   Force Rotate: " + swarm.trust().rotations());
    lines.add("  Autolock Managers: " + swarm.settings().isAutolocked());
    lines.add("  Root Rotation In Progress: false");
  }
}

package dev.drydock.scenarios.lab;

import dev.drydock.core.machine.Machine;
import dev.drydock.drivers.engine.Engine;
import dev.drydock.drivers.swarm.SwarmNode;
import dev.drydock.scenarios.plan.MachinePlan;
import org.jspecify.annotations.Nullable;

/// A machine of a running lab: its kernel, what the plan says of it, and its files.
public final class Box {
  private final MachinePlan plan;
  private final Machine machine;
  private final Files files = new Files();

  private @Nullable Engine engine;
  private int qdiscHandles;
  private @Nullable SwarmNode swarm;

  Box(MachinePlan plan, Machine machine) {
    this.plan = plan;
    this.machine = machine;
  }

  /// The host name.
  public String name() {
    return plan.name();
  }

  /// What the plan says of it.
  public MachinePlan plan() {
    return plan;
  }

  /// Its kernel.
  public Machine machine() {
    return machine;
  }

  /// Its Docker Engine; null while none is installed.
  public @Nullable Engine engine() {
    return engine;
  }

  /// Installs an engine.
  public void setEngine(Engine newEngine) {
    engine = newEngine;
  }

  /// Its engine's part in a swarm; null while no engine is installed.
  public @Nullable SwarmNode swarm() {
    return swarm;
  }

  /// Installs an engine's part in a swarm.
  public void setSwarm(SwarmNode node) {
    swarm = node;
  }

  /// The next handle that the kernel gives by itself, from 8001 (`qdisc_alloc_handle`).
  public int nextQdiscHandle() {
    qdiscHandles = qdiscHandles % 0x7FFF + 1;
    return 0x8000 + qdiscHandles;
  }

  /// Its files.
  public Files files() {
    return files;
  }
}

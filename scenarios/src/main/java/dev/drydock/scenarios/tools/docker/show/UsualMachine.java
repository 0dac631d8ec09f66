package dev.drydock.scenarios.tools.docker.show;

import dev.drydock.core.sim.Nanos;
import dev.drydock.drivers.swarm.TaskResources;
import java.util.List;

/// The machine that `docker info` and `docker node inspect` tell of; a guess, since no network
/// depends on it.
public final class UsualMachine {
  public static final List<String> VOLUME_DRIVERS = List.of("local");
  public static final List<String> NETWORK_DRIVERS =
      List.of("bridge", "host", "ipvlan", "macvlan", "null", "overlay");
  public static final int PROCESSORS =
      (int) (TaskResources.Amount.OF_A_NODE.nanoCpus() / Nanos.SECOND);
  public static final long MEMORY_BYTES = TaskResources.Amount.OF_A_NODE.memoryBytes();

  private UsualMachine() {}
}

package dev.drydock.scenarios.tools.docker.show;

import java.util.List;

/// The machine that `docker info` and `docker node inspect` tell of; a guess, since no network
/// depends on it.
public final class UsualMachine {
  public static final List<String> VOLUME_DRIVERS = List.of("local");
  public static final List<String> NETWORK_DRIVERS =
      List.of("bridge", "host", "ipvlan", "macvlan", "null", "overlay");
  public static final int PROCESSORS = 2;
  public static final long MEMORY_BYTES = 4L << 30;

  private UsualMachine() {}
}

package dev.drydock.scenarios.tools.docker;

import java.util.List;

/// The machine that `docker info` and `docker node inspect` tell of; a guess, since no network
/// depends on it.
final class UsualMachine {
  static final List<String> VOLUME_DRIVERS = List.of("local");
  static final List<String> NETWORK_DRIVERS =
      List.of("bridge", "host", "ipvlan", "macvlan", "null", "overlay");
  static final int PROCESSORS = 2;
  static final long MEMORY_BYTES = 4L << 30;

  private UsualMachine() {}
}

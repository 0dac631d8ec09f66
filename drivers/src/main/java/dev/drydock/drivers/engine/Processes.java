package dev.drydock.drivers.engine;

import dev.drydock.core.sim.RandomStream;

/// Where process numbers come from: they count up, with gaps as other programs leave them.
final class Processes {
  private static final int FIRST = 600;
  private static final int GAP_MAX = 24;

  private final RandomStream random;
  private int last = FIRST;

  Processes(RandomStream random) {
    this.random = random;
  }

  int next() {
    last += 1 + random.nextInt(GAP_MAX);
    return last;
  }
}

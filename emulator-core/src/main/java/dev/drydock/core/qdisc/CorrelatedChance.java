package dev.drydock.core.qdisc;

import dev.drydock.core.sim.RandomStream;

/// Random numbers each of which is like the one before to some degree (`get_crandom` of
/// `net/sched/sch_netem.c`).
final class CorrelatedChance {
  private final RandomStream random;

  /// 0 for independent numbers, 2^32 - 1 for always the same.
  private final long correlation;

  private long last;

  /// Numbers from a stream.
  ///
  /// @param correlation 0 to 2^32 - 1
  CorrelatedChance(RandomStream random, long correlation) {
    this.random = random;
    this.correlation = correlation;
    this.last = correlation == 0 ? 0 : next32();
  }

  /// The next number, 0 to 2^32 - 1.
  long next() {
    long value = next32();
    if (correlation == 0) {
      return value;
    }
    long weight = correlation + 1;
    // Both products are below 2^64 and their sum too, as the weights add up to 2^32.
    last = (value * ((1L << 32) - weight) + last * weight) >>> 32;
    return last;
  }

  /// Whether something of this probability happens now; without one no number is drawn.
  ///
  /// @param probability 0 to 2^32 - 1
  boolean happens(long probability) {
    return probability != 0 && probability >= next();
  }

  private long next32() {
    return random.nextInt() & 0xFFFFFFFFL;
  }
}

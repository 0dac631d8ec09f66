package dev.drydock.core.testing;

import java.util.SplittableRandom;
import java.util.function.Consumer;

/// One generated case of a test: a source of values that are the same in every run. A case that
/// fails names its seed; running the test with `-Ddrydock.case=SEED` repeats that case alone, and
/// `-Ddrydock.cases=FACTOR` runs so many times more cases than usual.
public final class Cases {
  private static final String SEED_PROPERTY = "drydock.case";
  private static final String FACTOR_PROPERTY = "drydock.cases";
  private static final int WORD_BITS = 64;

  private final SplittableRandom random;

  private Cases(long seed) {
    this.random = new SplittableRandom(seed);
  }

  /// Runs a test on `count` cases, with the seeds 1 to `count`.
  public static void forEach(int count, Consumer<Cases> test) {
    Long only = Long.getLong(SEED_PROPERTY);
    if (only != null) {
      run(only, test);
      return;
    }
    long all = count * Long.getLong(FACTOR_PROPERTY, 1);
    for (long seed = 1; seed <= all; seed++) {
      run(seed, test);
    }
  }

  private static void run(long seed, Consumer<Cases> test) {
    try {
      test.accept(new Cases(seed));
    } catch (AssertionError | RuntimeException failure) {
      String repeat = "case " + seed + " (repeat with -D" + SEED_PROPERTY + "=" + seed + "): ";
      throw new AssertionError(repeat + failure, failure);
    }
  }

  /// Any 32 bits.
  public int anyInt() {
    return random.nextInt();
  }

  /// Any 64 bits.
  public long anyLong() {
    return random.nextLong();
  }

  /// A number from `first` to `last`, both included.
  public int between(int first, int last) {
    return random.nextInt(first, last + 1);
  }

  /// True once in `n` times.
  public boolean oneIn(int n) {
    return random.nextInt(n) == 0;
  }

  /// A number from 0 to `last`, with every magnitude as likely as every other: small numbers, large
  /// ones and those around a power of two all come up.
  public long anyMagnitude(long last) {
    int bits = between(0, WORD_BITS - Long.numberOfLeadingZeros(last));
    long value = bits == 0 ? 0 : random.nextLong() >>> (WORD_BITS - bits);
    if (oneIn(4)) {
      value = bits == 0 ? 0 : (1L << (bits - 1)) - between(0, 1);
    }
    return Math.clamp(value, 0, last);
  }

  /// Any bytes.
  public byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }

  /// Any address of one station.
  public long stationMac() {
    return random.nextLong() & 0xfeff_ffff_ffffL;
  }
}

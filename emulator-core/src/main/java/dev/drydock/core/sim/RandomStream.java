package dev.drydock.core.sim;

/// A named stream of pseudo-random numbers of a run. Each component draws from its own stream, so
/// that adding one component changes the numbers of no other.
///
/// The generator is SplitMix64 (Steele, Lea, Flood: "Fast splittable pseudorandom number
/// generators", 2014), started from the run's seed and the stream's name.
public final class RandomStream {
  private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;

  private final long seed;
  private long state;

  /// The stream of this name in a run with this seed.
  public RandomStream(long seed, String name) {
    this.seed = seed;
    long hash = 0xCBF29CE484222325L; // FNV-1a, 64 bit
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001B3L;
    }
    this.state = mix(seed + GOLDEN_GAMMA) ^ hash;
  }

  /// Another stream of the same run.
  public RandomStream stream(String name) {
    return new RandomStream(seed, name);
  }

  /// Any 64 bits.
  public long nextLong() {
    state += GOLDEN_GAMMA;
    return mix(state);
  }

  /// Any 32 bits.
  public int nextInt() {
    return (int) (nextLong() >>> 32);
  }

  /// Fills bytes with what as many calls of [#nextInt()] would give, most significant byte first.
  /// Up to three bytes before the end stay as they are.
  ///
  /// @param from the first byte
  /// @param end the byte after the last
  public void nextWords(byte[] into, int from, int end) {
    long at = state;
    for (int i = from; i + Integer.BYTES <= end; i += Integer.BYTES) {
      at += GOLDEN_GAMMA;
      int word = (int) (mix(at) >>> 32);
      into[i] = (byte) (word >>> 24);
      into[i + 1] = (byte) (word >>> 16);
      into[i + 2] = (byte) (word >>> 8);
      into[i + 3] = (byte) word;
    }
    state = at;
  }

  /// Leaves out numbers: as so many calls of [#nextInt()].
  public void skip(int numbers) {
    state += numbers * GOLDEN_GAMMA;
  }

  /// A number from 0 to `bound - 1`; `bound` is positive.
  public int nextInt(int bound) {
    // Multiply-shift; its bias is below 2^-32 and of no account here.
    return (int) (((nextLong() >>> 32) * bound) >>> 32);
  }

  /// A number from 0 to `bound - 1`; `bound` is positive.
  public long nextLong(long bound) {
    return Long.remainderUnsigned(nextLong(), bound);
  }

  /// A string of `digits` hexadecimal digits.
  public String nextHex(int digits) {
    StringBuilder hex = new StringBuilder(digits);
    for (int i = 0; i < digits; i++) {
      hex.append(Character.forDigit(nextInt(16), 16));
    }
    return hex.toString();
  }

  private static long mix(long z) {
    long x = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    x = (x ^ (x >>> 27)) * 0x94D049BB133111EBL;
    return x ^ (x >>> 31);
  }
}

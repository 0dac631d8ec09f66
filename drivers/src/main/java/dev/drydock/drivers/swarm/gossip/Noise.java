package dev.drydock.drivers.swarm.gossip;

import dev.drydock.core.sim.RandomStream;

/// What stands in packets of the swarm where the real ones have ciphertext: stretches of one block
/// of noise, each from another place. A large swarm sends hundreds of thousands of such packets.
final class Noise {
  private static final int BLOCK_BYTES = 1 << 16;
  private static final byte[] BLOCK = new byte[BLOCK_BYTES + GossipSizes.PACKET_BYTES_MAX];

  static {
    new RandomStream(0, "swarm/noise").nextWords(BLOCK, 0, BLOCK.length);
  }

  private Noise() {}

  /// Fills bytes, a packet's at most; takes as many numbers as there are words of four bytes.
  ///
  /// @param from the first byte
  /// @param end the byte after the last
  static void fill(byte[] into, int from, int end, RandomStream random) {
    int words = (end - from) / Integer.BYTES;
    if (words > 0) {
      System.arraycopy(BLOCK, random.nextInt(BLOCK_BYTES), into, from, end - from);
      random.skip(words - 1);
    }
  }
}

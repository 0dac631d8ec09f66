package dev.drydock.drivers.swarm.gossip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.drydock.core.sim.RandomStream;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NoiseTest {
  private final RandomStream random = new RandomStream(7, "noise");
  private final byte[] bytes = new byte[GossipSizes.PACKET_BYTES_MAX];

  private byte[] filled(int from, int end) {
    Arrays.fill(bytes, (byte) 0);
    Noise.fill(bytes, from, end, random);
    return bytes.clone();
  }

  @Test
  void packets_differ_from_each_other() {
    assertFalse(Arrays.equals(filled(0, 64), filled(0, 64)));
  }

  @Test
  void the_same_seed_gives_the_same_packets() {
    byte[] first = filled(0, 1400);
    Noise.fill(bytes, 0, 1400, new RandomStream(7, "noise"));
    assertArrayEquals(first, bytes);
  }

  @Test
  void it_looks_like_ciphertext_every_value_is_about_as_frequent() {
    int[] counts = new int[256];
    for (int packet = 0; packet < 100; packet++) {
      for (byte value : filled(0, 1400)) {
        counts[value & 0xff]++;
      }
    }
    assertEquals(547, Arrays.stream(counts).min().orElse(0), 150); // of 140 000 in 256
    assertEquals(547, Arrays.stream(counts).max().orElse(0), 150);
  }

  @Test
  void only_the_bytes_asked_for_are_filled() {
    byte[] some = filled(8, 40);
    assertArrayEquals(new byte[8], Arrays.copyOf(some, 8));
    assertArrayEquals(new byte[1360], Arrays.copyOfRange(some, 40, 1400));
  }

  @Test
  void it_takes_as_many_numbers_as_there_are_words_so_that_later_chance_stays() {
    for (int length : new int[] {3, 4, 7, 8, 1399, 1400}) {
      RandomStream other = new RandomStream(length, "noise");
      for (int word = 0; word < length / 4; word++) {
        other.nextInt();
      }
      RandomStream same = new RandomStream(length, "noise");
      Noise.fill(bytes, 0, length, same);
      assertEquals(other.nextLong(), same.nextLong(), length + " bytes");
    }
  }
}

package dev.drydock.core.sim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.testing.Cases;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RandomStreamTest {
  @Test
  void the_same_seed_and_name_give_the_same_numbers() {
    assertArrayEquals(first(new RandomStream(7, "mac")), first(new RandomStream(7, "mac")));
  }

  @Test
  void the_numbers_are_those_of_every_earlier_version() {
    assertEquals("6736758b5e2665cb", new RandomStream(1, "mac").nextHex(16));
  }

  @Test
  void another_seed_or_name_gives_other_numbers() {
    Set<Long> starts = new HashSet<>();
    for (long seed = 0; seed < 100; seed++) {
      for (String name : new String[] {"", "a", "b", "ab", "ba", "host/eth0", "host/eth1"}) {
        starts.add(new RandomStream(seed, name).nextLong());
      }
    }
    assertEquals(700, starts.size());
  }

  @Test
  void drawing_from_one_stream_changes_no_other() {
    RandomStream drawn = new RandomStream(7, "a");
    drawn.nextLong();
    assertArrayEquals(first(new RandomStream(7, "b")), first(drawn.stream("b")));
  }

  @Test
  void streams_of_similar_names_do_not_follow_each_other() {
    Set<Long> seen = new HashSet<>();
    for (int stream = 0; stream < 50; stream++) {
      RandomStream random = new RandomStream(1, "veth" + stream);
      for (int i = 0; i < 1000; i++) {
        assertTrue(seen.add(random.nextLong()), "a number came twice");
      }
    }
  }

  @Test
  void bounded_numbers_cover_the_range_evenly() {
    RandomStream random = new RandomStream(3, "even");
    int[] counts = new int[10];
    int[] longCounts = new int[10];
    for (int i = 0; i < 100_000; i++) {
      counts[random.nextInt(10)]++;
      longCounts[(int) random.nextLong(10L)]++;
    }
    for (int i = 0; i < 10; i++) {
      // Nine standard deviations of a fair die.
      assertEquals(10_000, counts[i], 900);
      assertEquals(10_000, longCounts[i], 900);
    }
  }

  @Test
  void bounds_hold_for_every_size() {
    Cases.forEach(
        500,
        cases -> {
          RandomStream random = new RandomStream(cases.anyLong(), "bounds");
          int bound = (int) cases.anyMagnitude(Integer.MAX_VALUE - 1) + 1;
          long longBound = cases.anyMagnitude(Long.MAX_VALUE - 1) + 1;
          for (int i = 0; i < 20; i++) {
            int value = random.nextInt(bound);
            long longValue = random.nextLong(longBound);
            assertTrue(value >= 0 && value < bound);
            assertTrue(longValue >= 0 && longValue < longBound);
          }
        });
  }

  @Test
  void hex_has_the_digits_asked_for() {
    RandomStream random = new RandomStream(1, "veth");
    String hex = random.nextHex(7);
    assertTrue(hex.matches("[0-9a-f]{7}"), hex);
    assertNotEquals(hex, random.nextHex(7));
    assertFalse(random.nextHex(200).chars().distinct().count() < 16);
  }

  @Test
  void words_are_the_numbers_one_by_one_would_give() {
    byte[] bytes = new byte[12];
    RandomStream together = new RandomStream(7, "noise");
    together.nextWords(bytes, 1, 11); // two words; a third does not fit
    RandomStream oneByOne = new RandomStream(7, "noise");
    ByteBuffer wanted = ByteBuffer.allocate(12);
    wanted.putInt(1, oneByOne.nextInt()).putInt(5, oneByOne.nextInt());
    assertArrayEquals(wanted.array(), bytes);
    assertEquals(oneByOne.nextLong(), together.nextLong());
  }

  private static long[] first(RandomStream random) {
    long[] numbers = new long[20];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = random.nextLong();
    }
    return numbers;
  }
}

package dev.drydock.scenarios.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpellingTest {

  private static final List<String> KEYS = List.of("image", "links", "network_mode", "networks");

  @ParameterizedTest
  @CsvSource({
    "imgae, image",
    "Image, image",
    "imag, image",
    "network, networks",
    "network-mode, network_mode",
    "netwrok_mdoe, network_mode"
  })
  void a_mistyped_word_finds_the_one_that_was_meant(String typed, String meant) {
    assertEquals(meant, Spelling.nearest(typed, KEYS));
  }

  @Test
  void a_word_that_is_like_none_finds_none() {
    assertNull(Spelling.nearest("ports", List.of("image", "networks")));
    assertNull(Spelling.nearest("x".repeat(100_000), KEYS));
  }

  @ParameterizedTest
  @CsvSource({"abc, abc, 0", "abc, acb, 1", "abc, abd, 1", "abc, ab, 1", "kitten, sitting, 3"})
  void the_distance_counts_changes_and_swaps(String one, String other, int distance) {
    assertEquals(distance, Spelling.distance(one, other));
  }
}

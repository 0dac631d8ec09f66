package dev.drydock.scenarios.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LineDiffTest {
  private static List<String> numbers(int count) {
    return new ArrayList<>(IntStream.range(0, count).mapToObj(i -> "line " + i).toList());
  }

  @Test
  void what_only_one_side_has_stands_in_order() {
    assertEquals(
        List.of("-b", "+x", "-d"),
        LineDiff.between(List.of("a", "b", "c", "d"), List.of("a", "x", "c")));
    assertEquals(List.of("+b"), LineDiff.between(List.of("a", "a"), List.of("a", "b", "a")));
    assertEquals(List.of(), LineDiff.between(List.of("a"), List.of("a")));
  }

  @Test
  void one_changed_line_of_a_long_text_is_found() {
    List<String> changed = numbers(30_000);
    changed.set(29_000, "other");
    assertEquals(List.of("-line 29000", "+other"), LineDiff.between(numbers(30_000), changed));
  }

  @Test
  void changes_far_apart_are_found_line_by_line() {
    List<String> changed = numbers(30_000);
    changed.set(1, "one");
    changed.set(29_000, "other");
    changed.add("end");
    assertEquals(
        List.of("-line 1", "+one", "-line 29000", "+other", "+end"),
        LineDiff.between(numbers(30_000), changed));
  }
}

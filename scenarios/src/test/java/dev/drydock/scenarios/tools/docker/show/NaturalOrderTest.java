package dev.drydock.scenarios.tools.docker.show;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
  private static List<String> sorted(String... texts) {
    List<String> list = new ArrayList<>(List.of(texts));
    list.sort(NaturalOrder.OF_TEXTS);
    return list;
  }

  @Test
  void numbers_inside_texts_count_as_numbers() {
    assertEquals(List.of("h1", "h2", "h10", "h10a"), sorted("h10a", "h10", "h2", "h1"));
    assertEquals(List.of("a2b9", "a2b10", "a10b1"), sorted("a10b1", "a2b10", "a2b9"));
  }

  @Test
  void digits_come_before_everything_else() {
    assertEquals(List.of("a1", "a-1", "a-b", "ab"), sorted("ab", "a-b", "a-1", "a1"));
  }

  @Test
  void fewer_zeros_in_front_decide_between_equal_numbers() {
    assertEquals(List.of("x2", "x02", "x002", "x3"), sorted("x3", "x002", "x02", "x2"));
  }

  @Test
  void numbers_may_be_longer_than_any_type_holds() {
    String long1 = "9".repeat(40);
    assertEquals(List.of("n8", "n" + long1), sorted("n" + long1, "n8"));
  }
}

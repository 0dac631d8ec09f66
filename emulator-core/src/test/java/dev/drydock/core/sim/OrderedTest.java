package dev.drydock.core.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderedTest {
  private static Map<String, Integer> map(int size) {
    Map<String, Integer> map = new LinkedHashMap<>();
    for (int i = size; i > 0; i--) {
      map.put("key" + i, i);
    }
    return map;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 16, 17, 100})
  void a_copy_is_the_same_map_in_the_same_order_and_stays_so(int size) {
    Map<String, Integer> map = map(size);
    Map<String, Integer> copy = Ordered.copyOf(map);

    assertEquals(map, copy);
    assertEquals(copy, map);
    assertEquals(map.hashCode(), copy.hashCode());
    assertEquals(map.toString(), copy.toString());
    assertEquals(List.copyOf(map.keySet()), List.copyOf(copy.keySet()));
    assertNull(copy.get("none"));
    assertFalse(copy.containsKey("none"));
    map.put("more", 0);
    assertEquals(size, copy.size());
    assertThrows(UnsupportedOperationException.class, () -> copy.put("more", 0));
  }

  @Test
  void a_small_copy_is_not_copied_again() {
    Map<String, Integer> copy = Ordered.copyOf(map(3));

    assertSame(copy, Ordered.copyOf(copy));
    assertThrows(UnsupportedOperationException.class, () -> copy.remove("key1"));
    assertThrows(
        UnsupportedOperationException.class, () -> copy.entrySet().iterator().next().setValue(1));
  }
}

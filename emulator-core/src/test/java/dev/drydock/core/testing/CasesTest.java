package dev.drydock.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CasesTest {
  @Test
  void every_run_sees_the_same_cases() {
    assertEquals(draws(), draws());
    assertEquals(50, draws().stream().distinct().count());
  }

  @Test
  void a_failing_case_names_its_seed() {
    List<Long> seen = new ArrayList<>();
    AssertionError failure =
        assertThrows(
            AssertionError.class,
            () ->
                Cases.forEach(
                    10,
                    cases -> {
                      seen.add(cases.anyLong());
                      assertTrue(seen.size() < 3, "third");
                    }));
    String message = String.valueOf(failure.getMessage());
    assertTrue(message.startsWith("case 3 (repeat with -Ddrydock.case=3): "), message);
  }

  @Test
  void magnitudes_reach_from_zero_to_the_bound() {
    List<Long> values = new ArrayList<>();
    Cases.forEach(2000, cases -> values.add(cases.anyMagnitude(1000)));
    assertTrue(values.stream().allMatch(value -> value >= 0 && value <= 1000));
    assertTrue(values.contains(0L) && values.contains(1L) && values.contains(64L));
    assertTrue(values.contains(63L) && values.stream().anyMatch(value -> value > 900));
  }

  private static List<Long> draws() {
    List<Long> draws = new ArrayList<>();
    Cases.forEach(50, cases -> draws.add(cases.anyLong()));
    return draws;
  }
}

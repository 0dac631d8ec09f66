package dev.drydock.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.benchmarks.Goal.Bound;
import dev.drydock.benchmarks.Measurement.Score;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoalTest {
  private static Results results(double nanos) {
    return new Results(List.of(new Measurement("A.b", new TreeMap<>(), Score.nanos(nanos, 0), 0)));
  }

  @ParameterizedTest
  @CsvSource({
    "20, '20.0 ns, ambition met'",
    "23, '23.0 ns, ambition met'",
    "46, '46.0 ns, met'",
    "92, '92.0 ns, missed by 2.00x'",
    "9.5, '9.50 ns, ambition met'"
  })
  void an_upper_bound_is_met_below(double nanos, String verdict) {
    Goal goal = new Goal(1, "A.b", "", Bound.atMost(46, 23, "ns"), r -> r.score("A.b", ""));
    assertEquals("1: <= 46.0 ns", goal.text());
    assertEquals(verdict, goal.verdict(results(nanos)));
  }

  @ParameterizedTest
  @CsvSource({"20, '5.00x, ambition met'", "25, '4.00x, met'", "50, '2.00x, missed by 1.50x'"})
  void a_lower_bound_is_met_above(double nanos, String verdict) {
    Goal goal = new Goal(15, "A.b", "", Bound.atLeast(3, 5, "x"), r -> 100 / r.score("A.b", ""));
    assertEquals("15: >= 3.00x", goal.text());
    assertEquals(verdict, goal.verdict(results(nanos)));
  }

  @Test
  void without_its_figures_a_goal_has_no_verdict() {
    Goal goal = new Goal(1, "A.b", "", Bound.atMost(46, 23, "ns"), r -> r.score("A.c", ""));
    assertEquals("", goal.verdict(results(1)));
  }

  @Test
  void a_goal_stands_beside_its_benchmark_and_parameters() {
    Goal goal = new Goal(1, "A.b", "n=1", Bound.atMost(1, 1, "ns"), r -> 0);
    SortedMap<String, String> one = new TreeMap<>(Map.of("n", "1"));
    SortedMap<String, String> two = new TreeMap<>(Map.of("n", "2"));
    assertTrue(goal.isAbout(new Measurement("A.b", one, Score.nanos(1, 0), 0)));
    assertFalse(goal.isAbout(new Measurement("A.b", two, Score.nanos(1, 0), 0)));
    assertFalse(goal.isAbout(new Measurement("A.c", one, Score.nanos(1, 0), 0)));
  }
}

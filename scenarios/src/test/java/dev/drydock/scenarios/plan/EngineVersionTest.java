package dev.drydock.scenarios.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/// Which versions of the engine may be asked for.
class EngineVersionTest {
  @Test
  void versions_above_the_newest_are_refused_with_those_that_are_known() {
    assertEquals(
        "the engine 99 is not known; those that are known are"
            + " 20.10 to 24, 25, 26, 27, 28.0, 28.2, 28.3 to 28.5, 29",
        EngineVersion.problem("99"));
  }

  @Test
  void the_newest_is_not_refused() {
    assertEquals("", EngineVersion.problem("29.9.1"));
  }
}

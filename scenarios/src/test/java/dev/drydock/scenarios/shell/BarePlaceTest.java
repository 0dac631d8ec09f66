package dev.drydock.scenarios.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// A place with nothing behind it.
class BarePlaceTest {
  @Test
  void a_place_alone_is_no_command() {
    assertTrue(Prompt.isTyped("pc$"));
    assertEquals(new Prompt("pc", "", false, ""), Prompt.parse("pc$"));
    assertEquals(new Prompt("dh1", "one", true, ""), Prompt.parse("one@dh1(netns)$"));
  }

  @Test
  void a_line_of_a_session_needs_the_space_of_a_prompt() {
    assertFalse(Prompt.isOn("abc$"));
  }
}

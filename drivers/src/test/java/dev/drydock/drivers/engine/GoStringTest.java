package dev.drydock.drivers.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class GoStringTest {
  @Test
  void quotes_backslashes_and_control_characters_are_escaped() {
    assertEquals(
        "\"a \\\"b\\\" c\\\\d\\n\\t\\a\\x1b\\x7f é\"",
        GoString.quoted("a \"b\" c\\d\n\t\u0007\u001b\u007f é"));
  }
}

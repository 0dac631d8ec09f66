package dev.drydock.drivers.template;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonStringTest {
  @Test
  void quotes_backslashes_and_control_characters_are_escaped() {
    assertEquals("\"a\\\"b\\\\c\\n\\t\\b\\u0007'\"", JsonString.quoted("a\"b\\c\n\t\b\u0007'"));
  }

  @Test
  void other_characters_are_written_as_numbers_where_that_is_wanted() {
    assertEquals("\"-\\u003e\u00e9\"", JsonString.quoted("->\u00e9", c -> c == '>'));
    assertEquals("\"->\u00e9\"", JsonString.quoted("->\u00e9"));
  }
}

package dev.drydock.scenarios.transcript;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JsonLayoutTest {
  @Test
  void json_is_laid_out_over_lines() {
    assertEquals(
        """
        {
          "a": "x: {y}\\",",
          "b": [],
          "c": {},
          "d": [
            1,
            null
          ]
        }
        """,
        JsonLayout.indented("{\"a\":\"x: {y}\\\",\",\"b\":[],\"c\":{ },\"d\":[1, null]}\n"));
  }

  @Test
  void what_is_not_json_stays() {
    assertEquals("Error: no\n", JsonLayout.indented("Error: no\n"));
  }
}

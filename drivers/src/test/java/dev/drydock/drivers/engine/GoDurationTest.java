package dev.drydock.drivers.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What Go's `time.Duration` prints, and what `time.ParseDuration` takes.
class GoDurationTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "1, 1ns",
    "1500, 1.5µs",
    "2000000, 2ms",
    "1000000000, 1s",
    "1500000000, 1.5s",
    "60000000000, 1m0s",
    "90000000000, 1m30s",
    "3600000000000, 1h0m0s"
  })
  void spans_are_written_as_go_writes_them(long nanos, String text) {
    assertEquals(text, GoDuration.text(nanos));
    assertEquals(nanos, GoDuration.parse(text));
  }

  @ParameterizedTest
  @CsvSource({"1.5h, 5400000000000", ".5s, 500000000", "-2s, -2000000000", "0, 0"})
  void other_spellings_are_read(String text, long nanos) {
    assertEquals(nanos, GoDuration.parse(text));
  }

  @Test
  void what_is_no_span_is_refused_in_the_words_of_go() {
    assertEquals("time: missing unit in duration \"5\"", refusal("5"));
    assertEquals("time: unknown unit \"x\" in duration \"5x\"", refusal("5x"));
    assertEquals("time: invalid duration \"soon\"", refusal("soon"));
    assertEquals("time: invalid duration \"\"", refusal(""));
    assertEquals("time: invalid duration \"9999999h\"", refusal("9999999h"));
  }

  private static String refusal(String text) {
    var refused = assertThrows(IllegalArgumentException.class, () -> GoDuration.parse(text));
    return String.valueOf(refused.getMessage());
  }
}

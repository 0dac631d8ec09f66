package dev.drydock.scenarios.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class QuantitiesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "20us, 20000",
    "1.5ms, 1500000",
    "10s, 10000000000",
    "1m30s, 90000000000",
    "5ns, 5",
    "2h, 7200000000000",
    "0.4ns, 0",
    "0.5ns, 1"
  })
  void a_time_is_read_in_nanoseconds(String text, long nanos) {
    assertEquals(nanos, Quantities.nanos(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "s", "1x", "-1s", "1s x", "1 s", "1e3s", "999999999999d", "1S"})
  void what_is_no_time_is_refused(String text) {
    assertNull(Quantities.nanos(text));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1gbit, 1000000000", "2.5Gbit, 2500000000", "64kbit, 64000", "9bit, 9"})
  void a_rate_is_read_in_bits_per_second(String text, long bits) {
    assertEquals(bits, Quantities.bitsPerSecond(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "100", "1gb", "1gbps", "-1mbit", "mbit", "999999999999tbit"})
  void what_is_no_rate_is_refused(String text) {
    assertNull(Quantities.bitsPerSecond(text));
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "10%, 0.1", "0.5%, 0.005", "100%, 1", "10 %, 0.1"})
  void a_part_is_read_from_its_percentage(String text, double part) {
    assertEquals(part, Quantities.fraction(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "10", "101%", "-1%", "%"})
  void what_is_no_part_is_refused(String text) {
    assertNull(Quantities.fraction(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "20us", "1500us", "7s", "90s", "5ns", "1ms"})
  void a_time_prints_as_it_is_read(String text) {
    var nanos = Quantities.nanos(text);
    assertEquals(text, Quantities.nanosText(nanos == null ? -1 : nanos));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "1gbit", "2500mbit", "64kbit", "9bit", "3tbit"})
  void a_rate_prints_as_it_is_read(String text) {
    var bits = Quantities.bitsPerSecond(text);
    assertEquals(text, Quantities.bitsPerSecondText(bits == null ? -1 : bits));
  }

  @ParameterizedTest
  @CsvSource({"500, 500", "64k, 65536", "64kB, 65536", "100MB, 104857600", "2g, 2147483648"})
  void a_size_is_read_in_bytes(String text, long bytes) {
    assertEquals(bytes, Quantities.bytes(text));
    assertNull(Quantities.bytes(text + "x"));
  }

  @ParameterizedTest
  @CsvSource({
    "500, 500 bytes",
    "65536, 64k",
    "104857600, 100M",
    "2147483648, 2G",
    "1025, 1025 bytes"
  })
  void a_size_prints_in_its_largest_unit(long bytes, String text) {
    assertEquals(text, Quantities.bytesText(bytes));
  }
}

package dev.drydock.scenarios.tools.ifconfig;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Amounts as `ifconfig` writes them (seen with net-tools 2.10 and BusyBox 1.35).
class InterfaceTextTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0.0 B",
    "966, 966.0 B",
    "1023, 1023.0 B",
    "1288, 1.2 KiB",
    "1610, 1.5 KiB",
    "1932, 1.8 KiB",
    "7205292, 6.8 MiB"
  })
  void bytes_are_cut_off_behind_the_first_digit(long bytes, String text) {
    assertEquals(text, InterfaceText.human(bytes));
  }
}

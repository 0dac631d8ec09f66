package dev.drydock.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.drydock.core.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MacTest {
  @Test
  void the_text_is_six_lower_case_pairs() {
    assertEquals("02:42:ac:11:00:02", Mac.format(0x0242_ac11_0002L));
    assertEquals("ff:ff:ff:ff:ff:ff", Mac.format(Ethernet.BROADCAST));
    assertEquals("00:00:00:00:00:00", Mac.format(0));
  }

  @Test
  void colons_hyphens_capitals_and_single_digits_are_read() {
    assertEquals(0x0242_ac11_0002L, Mac.parse("02:42:AC:11:00:02"));
    assertEquals(0x0242_ac11_0002L, Mac.parse("02-42-ac-11-00-02"));
    assertEquals(0x0242_ac11_0002L, Mac.parse("2:42:ac:11:0:2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "02:42:ac:11:00",
        "02:42:ac:11:00:02:03",
        "02:42:ac:11:00:",
        ":02:42:ac:11:00",
        "02:42:ac:11:00:0g",
        "02:42:ac:11:00:002",
        "02:42:ac:11:00:-2",
        " 02:42:ac:11:00:02",
        "0242ac110002",
        "02:42:ac:11:00:02\n"
      })
  void anything_else_is_refused_by_name(String text) {
    var refusal = assertThrows(IllegalArgumentException.class, () -> Mac.parse(text));
    assertEquals("not a MAC address: " + text, refusal.getMessage());
  }

  @Test
  void every_address_is_read_as_it_was_written() {
    Cases.forEach(
        500,
        cases -> {
          long mac = cases.anyLong() & 0xffff_ffff_ffffL;
          assertEquals(mac, Mac.parse(Mac.format(mac)));
        });
  }
}

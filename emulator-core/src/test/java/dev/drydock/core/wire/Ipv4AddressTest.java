package dev.drydock.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4AddressTest {
  @Test
  void the_text_is_dotted_decimal() {
    assertEquals("172.17.0.2", Ipv4Address.format(0xac11_0002));
    assertEquals("255.255.255.255", Ipv4Address.format(-1));
    assertEquals("0.0.0.0", Ipv4Address.format(0));
    assertEquals(0xac11_0002, Ipv4Address.parse("172.17.0.2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1",
        "1.2.3",
        "1.2.3.",
        ".1.2.3",
        "1..2.3",
        "1.2.3.4.",
        "1.2.3.4.5",
        "256.0.0.1",
        "1.2.3.999",
        "01.2.3.4",
        "1.2.3.4 ",
        "1.2.3.4\n",
        "-1.2.3.4",
        "a.b.c.d",
        "1.2.3.4/8",
        "0x1.2.3.4",
        "::1",
        "1.2.3.\u0664"
      })
  void anything_else_is_refused_by_name(String text) {
    assertFalse(Ipv4Address.isValid(text));
    var refusal = assertThrows(IllegalArgumentException.class, () -> Ipv4Address.parse(text));
    assertEquals("not an IPv4 address: " + text, refusal.getMessage());
  }

  @Test
  void every_address_is_read_as_it_was_written() {
    Cases.forEach(
        1000,
        cases -> {
          int address = cases.anyInt() & (int) cases.anyMagnitude(0xffff_ffffL);
          String text = Ipv4Address.format(address);
          assertTrue(Ipv4Address.isValid(text));
          assertEquals(address, Ipv4Address.parse(text));
        });
  }
}

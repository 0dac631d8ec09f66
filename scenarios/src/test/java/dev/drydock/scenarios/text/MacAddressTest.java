package dev.drydock.scenarios.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;

final class MacAddressTest {
  @Test
  void a_mac_address_prints_in_lower_case_with_colons() {
    assertEquals("02:42:ac:11:00:02", String.valueOf(MacAddress.parse("02-42-AC-11-00-02")));
    assertNull(MacAddress.parse("02:42:ac:11:00"));
  }
}

package dev.drydock.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class IpAddressTest {

  @ParameterizedTest
  @CsvSource({
    "192.168.1.41, 192.168.1.41",
    "0.0.0.0, 0.0.0.0",
    "::, ::",
    "::1, ::1",
    "2001:db8:0:0:0:0:0:1, 2001:db8::1",
    "2001:DB8::1, 2001:db8::1",
    "fe80:0:0:1::, fe80:0:0:1::",
    "1:0:0:2:0:0:0:3, 1:0:0:2::3",
    "1:2:3:4:5:6:7:0, 1:2:3:4:5:6:7:0",
    "::ffff:1.2.3.4, ::ffff:1.2.3.4",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304"
  })
  void an_address_prints_in_its_canonical_form(String written, String printed) {
    assertEquals(printed, String.valueOf(IpAddress.parseOrNull(written)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1.2.3",
        "1.2.3.4.5",
        "256.1.1.1",
        "01.2.3.4",
        "1.2.3.x",
        "1..2.3",
        ":",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "g::",
        "1.2.3.4::",
        "::1.2.3",
        "1:2:3:4:5:6:7:8::"
      })
  void what_is_no_address_is_refused(String written) {
    assertNull(IpAddress.parseOrNull(written));
  }

  @Test
  void masking_keeps_the_first_bits() {
    assertEquals("192.168.0.0", masked("192.168.77.1", 17));
    assertEquals("0.0.0.0", masked("192.168.77.1", 0));
    assertEquals("192.168.77.1", masked("192.168.77.1", 32));
    assertEquals("2001:db8::", masked("2001:db8::ffff", 64));
    assertEquals("2001:db8:0:1::", masked("2001:db8:0:1:8000::1", 64));
    assertEquals("2001:db8::f000", masked("2001:db8::ffff", 116));
    assertEquals("::", masked("ffff::1", 0));
  }

  @Test
  void a_public_address_is_not_for_local_use() {
    assertFalse(parsed("203.0.113.1").isLocalUse());
    assertFalse(parsed("2001:db8::1").isLocalUse());
    assertFalse(parsed("172.32.0.1").isLocalUse());
    assertTrue(parsed("172.31.0.1").isLocalUse());
    assertTrue(parsed("100.64.0.1").isLocalUse());
    assertTrue(parsed("fd00::1").isLocalUse());
    assertTrue(parsed("fe80::1").isLocalUse());
  }

  @Test
  void prefixes_overlap_when_one_holds_the_other() {
    assertTrue(cidr("10.0.0.0/8").overlaps(cidr("10.1.2.0/24")));
    assertTrue(cidr("10.1.2.0/24").overlaps(cidr("10.0.0.0/8")));
    assertFalse(cidr("10.1.2.0/24").overlaps(cidr("10.1.3.0/24")));
    assertFalse(cidr("::/0").overlaps(cidr("10.1.3.0/24")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.0", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/08", "x/8", "::/129"})
  void what_is_no_prefix_is_refused(String written) {
    assertNull(IpPrefix.parseOrNull(written));
  }

  private static String masked(String address, int length) {
    return parsed(address).masked(length).toString();
  }

  private static IpAddress parsed(String address) {
    var parsed = IpAddress.parseOrNull(address);
    assertNotNull(parsed);
    return parsed;
  }

  private static IpPrefix cidr(String text) {
    var parsed = IpPrefix.parseOrNull(text);
    assertNotNull(parsed);
    return parsed;
  }
}

package dev.drydock.core.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6AddressTest {
  /// RFC 5952 section 4, and what glibc prints.
  @ParameterizedTest
  @CsvSource({
    "::, ::",
    "::1, ::1",
    "0:0:0:0:0:0:0:1, ::1",
    "2001:DB8::0:1, 2001:db8::1",
    "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
    "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
    "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
    "fe80::a00:27ff:fe00:129, fe80::a00:27ff:fe00:129",
    "fd00:db8:1::, fd00:db8:1::",
    "::ffff:192.168.1.1, ::ffff:192.168.1.1",
    "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
  })
  void an_address_has_one_shortest_text(String text, String shortest) {
    assertEquals(shortest, Ipv6Address.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        "1:2:3",
        "1::2::3",
        "12345::",
        "g::",
        "1:2:3:4:5:6:7:8:9",
        "::1%eth0",
        "1:2:3:4:5:6:7::8",
        "1.2.3.4"
      })
  void anything_else_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Ipv6Address.parse(text));
  }

  @Test
  void text_and_bits_are_the_same_address() {
    Cases.forEach(
        1000,
        random -> {
          long dense = random.anyLong();
          long sparse = dense & Long.rotateLeft(dense, 7) & Long.rotateLeft(dense, 29);
          Ipv6Address address = new Ipv6Address(sparse, sparse << random.between(0, 63));
          assertEquals(address, Ipv6Address.parse(address.toString()));
        });
  }

  @Test
  void a_link_local_address_is_made_from_the_mac() {
    assertEquals(
        "fe80::a00:27ff:fe00:129",
        Ipv6Address.linkLocal(Mac.parse("08:00:27:00:01:29")).toString());
    assertEquals(
        "fe80::42:3eff:fea8:f497",
        Ipv6Address.linkLocal(Mac.parse("02:42:3e:a8:f4:97")).toString());
  }

  @Test
  void groups_and_their_macs_are_those_of_the_recordings() {
    Ipv6Address own = Ipv6Address.parse("fe80::a00:27ff:fe00:129");

    assertEquals("ff02::1:ff00:129", own.solicitedNode().toString());
    assertEquals("33:33:ff:00:01:29", Mac.format(own.solicitedNode().groupMac()));
    assertEquals("33:33:00:00:00:01", Mac.format(Ipv6Address.ALL_NODES.groupMac()));
  }

  @Test
  void a_prefix_masks_and_contains() {
    Ipv6Prefix prefix = Ipv6Prefix.parse("fd00:db8:1::77/64");

    assertEquals("fd00:db8:1::/64", prefix.masked().toString());
    assertTrue(prefix.contains(Ipv6Address.parse("fd00:db8:1::1:2:3")));
    assertFalse(prefix.contains(Ipv6Address.parse("fd00:db8:2::1")));
    assertTrue(Ipv6Prefix.ANY.contains(Ipv6Address.LOOPBACK));
  }
}

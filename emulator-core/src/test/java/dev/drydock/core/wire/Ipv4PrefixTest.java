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

class Ipv4PrefixTest {
  @ParameterizedTest
  @CsvSource({
    "172.17.0.1/16,      172.17.0.0,   172.17.255.255,  255.255.0.0",
    "10.0.0.5/32,        10.0.0.5,     10.0.0.5,        255.255.255.255",
    "192.168.1.130/25,   192.168.1.128, 192.168.1.255,  255.255.255.128",
    "192.168.1.130/31,   192.168.1.130, 192.168.1.131,  255.255.255.254",
    "200.1.2.3/1,        128.0.0.0,    255.255.255.255, 128.0.0.0",
    "1.2.3.4/0,          0.0.0.0,      255.255.255.255, 0.0.0.0"
  })
  void network_broadcast_and_mask_follow_from_the_length(
      String text, String network, String broadcast, String mask) {
    Ipv4Prefix prefix = Ipv4Prefix.parse(text);
    assertEquals(network, Ipv4Address.format(prefix.network()));
    assertEquals(broadcast, Ipv4Address.format(prefix.broadcast()));
    assertEquals(mask, Ipv4Address.format(prefix.mask()));
    assertEquals(text, prefix.toString());
    assertEquals(network + text.substring(text.indexOf('/')), prefix.masked().toString());
  }

  @Test
  void an_address_alone_is_a_prefix_of_32_bits() {
    assertEquals(new Ipv4Prefix(0x0a00_0001, 32), Ipv4Prefix.parse("10.0.0.1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/24",
        "10.0.0.0/",
        "10.0.0.0/33",
        "10.0.0.0/-1",
        "10.0.0.0/024",
        "10.0.0.0/a",
        "10.0.0/8",
        "10.0.0.0/8/8",
        "10.0.0.0/255.0.0.0",
        "10.0.0.0 /8"
      })
  void anything_else_is_refused(String text) {
    assertThrows(IllegalArgumentException.class, () -> Ipv4Prefix.parse(text));
  }

  @Test
  void a_length_beyond_32_is_refused() {
    assertThrows(IllegalArgumentException.class, () -> new Ipv4Prefix(0, 33));
    assertThrows(IllegalArgumentException.class, () -> new Ipv4Prefix(0, -1));
  }

  @Test
  void a_prefix_contains_the_addresses_from_network_to_broadcast() {
    Cases.forEach(
        2000,
        cases -> {
          Ipv4Prefix prefix = new Ipv4Prefix(cases.anyInt(), cases.between(0, 32));
          int other = prefix.address() ^ (int) cases.anyMagnitude(0xffff_ffffL);
          boolean between =
              Integer.compareUnsigned(other, prefix.network()) >= 0
                  && Integer.compareUnsigned(other, prefix.broadcast()) <= 0;
          assertEquals(between, prefix.contains(other), prefix + " " + other);
        });
  }

  @Test
  void two_prefixes_overlap_when_one_holds_the_first_address_of_the_other() {
    Cases.forEach(
        2000,
        cases -> {
          Ipv4Prefix one = new Ipv4Prefix(cases.anyInt(), cases.between(0, 32));
          int near = one.address() ^ (int) cases.anyMagnitude(0xffff_ffffL);
          Ipv4Prefix other = new Ipv4Prefix(near, cases.between(0, 32));
          boolean overlap = one.contains(other.network()) || other.contains(one.network());
          assertEquals(overlap, one.overlaps(other), one + " " + other);
          assertEquals(overlap, other.overlaps(one), other + " " + one);
        });
  }

  @Test
  void any_holds_every_address() {
    assertTrue(Ipv4Prefix.ANY.contains(-1));
    assertTrue(Ipv4Prefix.ANY.overlaps(Ipv4Prefix.parse("1.2.3.4")));
    assertFalse(Ipv4Prefix.parse("1.2.3.4").contains(0));
  }
}

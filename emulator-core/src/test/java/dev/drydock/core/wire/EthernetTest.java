package dev.drydock.core.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.testing.Cases;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EthernetTest {
  @Test
  void a_recorded_header_is_read() {
    byte[] frame = Recorded.bytes(Recorded.ECHO);
    assertEquals(0x0242_ac11_0003L, Ethernet.destination(frame, 0));
    assertEquals(0x0242_ac11_0002L, Ethernet.source(frame, 0));
    assertEquals(Ethernet.IPV4, Ethernet.type(frame, 0));
  }

  @Test
  void a_recorded_header_is_written_byte_for_byte() {
    byte[] frame = Recorded.bytes(Recorded.ARP_REQUEST);
    byte[] written = new byte[14];
    Ethernet.write(written, 0, Ethernet.BROADCAST, 0x0242_ac11_0002L, Ethernet.ARP);
    assertArrayEquals(Arrays.copyOf(frame, 14), written);
  }

  @Test
  void any_header_is_read_as_it_was_written() {
    Cases.forEach(
        500,
        cases -> {
          byte[] data = new byte[30];
          int at = cases.between(0, 16);
          long destination = cases.anyLong() & 0xffff_ffff_ffffL;
          long source = cases.stationMac();
          int type = cases.between(0, 0xffff);
          Ethernet.write(data, at, destination, source, type);
          assertEquals(destination, Ethernet.destination(data, at));
          assertEquals(source, Ethernet.source(data, at));
          assertEquals(type, Ethernet.type(data, at));
        });
  }

  @Test
  void group_addresses_have_the_lowest_bit_of_the_first_byte() {
    assertTrue(Ethernet.isGroup(Ethernet.BROADCAST));
    assertTrue(Ethernet.isGroup(Mac.parse("01:00:5e:00:00:01")));
    assertTrue(Ethernet.isGroup(Mac.parse("33:33:00:00:00:16")));
    assertFalse(Ethernet.isGroup(Mac.parse("02:42:ac:11:00:02")));
    assertFalse(Ethernet.isGroup(Mac.parse("fe:ff:ff:ff:ff:ff")));
  }

  @Test
  void an_ipv4_group_keeps_its_low_23_bits() {
    assertEquals("01:00:5e:00:00:fb", group("224.0.0.251"));
    assertEquals("01:00:5e:7f:ff:ff", group("239.255.255.255"));
    assertEquals("01:00:5e:01:02:03", group("239.129.2.3"));
  }

  private static String group(String address) {
    return Mac.format(Ethernet.ofIpv4Group(Ipv4Address.parse(address)));
  }
}

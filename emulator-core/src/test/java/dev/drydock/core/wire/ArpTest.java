package dev.drydock.core.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.testing.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArpTest {
  private static final int TWO = Ipv4Address.parse("172.17.0.2");
  private static final int THREE = Ipv4Address.parse("172.17.0.3");

  @Test
  void a_recorded_reply_is_read() {
    byte[] frame = Recorded.bytes(Recorded.ARP_REPLY);
    assertTrue(Arp.isValid(frame, 14, 28));
    assertEquals(Arp.REPLY, Arp.operation(frame, 14));
    assertEquals(0x0242_ac11_0003L, Arp.senderMac(frame, 14));
    assertEquals(THREE, Arp.senderAddress(frame, 14));
    assertEquals(0x0242_ac11_0002L, Arp.targetMac(frame, 14));
    assertEquals(TWO, Arp.targetAddress(frame, 14));
  }

  @Test
  void a_recorded_request_is_written_byte_for_byte() {
    byte[] written = new byte[42];
    Ethernet.write(written, 0, Ethernet.BROADCAST, 0x0242_ac11_0002L, Ethernet.ARP);
    Arp.writeSender(written, 14, Arp.REQUEST, 0x0242_ac11_0002L, TWO);
    Arp.writeTarget(written, 14, 0, THREE);
    assertArrayEquals(Recorded.bytes(Recorded.ARP_REQUEST), written);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0006, hardware type",
    "2, 86dd, protocol",
    "4, 0804, MAC length",
    "4, 0606, address length"
  })
  void only_ipv4_over_ethernet_is_valid(int field, String value, String name) {
    byte[] frame = Recorded.bytes(Recorded.ARP_REQUEST);
    Bytes.put16(frame, 14 + field, Integer.parseInt(value, 16));
    assertFalse(Arp.isValid(frame, 14, 28), name);
  }

  @Test
  void a_truncated_message_is_not_valid() {
    assertFalse(Arp.isValid(Recorded.bytes(Recorded.ARP_REQUEST), 14, 27));
  }

  @Test
  void any_message_is_read_as_it_was_written() {
    Cases.forEach(
        300,
        cases -> {
          byte[] data = new byte[40];
          int at = cases.between(0, 12);
          int operation = cases.between(0, 0xffff);
          long sender = cases.stationMac();
          long target = cases.stationMac();
          int senderAddress = cases.anyInt();
          int targetAddress = cases.anyInt();
          Arp.writeSender(data, at, operation, sender, senderAddress);
          Arp.writeTarget(data, at, target, targetAddress);
          assertTrue(Arp.isValid(data, at, 28));
          assertEquals(operation, Arp.operation(data, at));
          assertEquals(sender, Arp.senderMac(data, at));
          assertEquals(senderAddress, Arp.senderAddress(data, at));
          assertEquals(target, Arp.targetMac(data, at));
          assertEquals(targetAddress, Arp.targetAddress(data, at));
        });
  }
}

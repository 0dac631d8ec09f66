package dev.drydock.core.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.testing.Cases;
import org.junit.jupiter.api.Test;

class UdpTest {
  private static final int SOURCE = Ipv4Address.parse("192.168.1.41");
  private static final int DESTINATION = Ipv4Address.parse("203.0.113.10");

  @Test
  void a_recorded_datagram_is_read() {
    byte[] frame = Recorded.bytes(Recorded.DNS_QUERY);
    assertEquals(53_659, Udp.sourcePort(frame, 34));
    assertEquals(53, Udp.destinationPort(frame, 34));
    assertEquals(38, Udp.length(frame, 34));
    assertEquals(0x2180, Udp.checksum(frame, 34));
    assertTrue(Udp.hasValidChecksum(frame, 34, SOURCE, DESTINATION));
  }

  @Test
  void a_recorded_header_is_written_byte_for_byte() {
    byte[] frame = Recorded.bytes(Recorded.DNS_QUERY);
    byte[] written = frame.clone();
    Bytes.put64(written, 34, -1);
    Udp.write(written, 34, 53_659, 53, 38);
    assertEquals(0, Udp.checksum(written, 34));
    Udp.writeChecksum(written, 34, SOURCE, DESTINATION);
    assertEquals(Bytes.i64(frame, 34), Bytes.i64(written, 34));
  }

  @Test
  void a_changed_byte_port_or_address_is_noticed() {
    byte[] frame = Recorded.bytes(Recorded.DNS_QUERY);
    assertFalse(Udp.hasValidChecksum(frame, 34, SOURCE + 1, DESTINATION));
    frame[50] ^= 1;
    assertFalse(Udp.hasValidChecksum(frame, 34, SOURCE, DESTINATION));
    frame[50] ^= 1;
    frame[35] ^= 1;
    assertFalse(Udp.hasValidChecksum(frame, 34, SOURCE, DESTINATION));
  }

  @Test
  void a_zero_checksum_means_that_none_was_made() {
    byte[] frame = Recorded.bytes(Recorded.DNS_QUERY);
    Bytes.put16(frame, 40, 0);
    assertTrue(Udp.hasValidChecksum(frame, 34, SOURCE, DESTINATION));
  }

  @Test
  void a_sum_of_zero_goes_out_as_all_ones() {
    byte[] datagram = new byte[10];
    Udp.write(datagram, 0, 0, 0, 10);
    // Pseudo header and header sum to 17 + 10 + 10; the data brings that to ffff.
    Bytes.put16(datagram, 8, 0xffff - 37);
    Udp.writeChecksum(datagram, 0, 0, 0);
    assertEquals(0xffff, Udp.checksum(datagram, 0));
    assertTrue(Udp.hasValidChecksum(datagram, 0, 0, 0));
  }

  @Test
  void what_stood_in_the_field_does_not_matter_to_the_checksum() {
    Cases.forEach(
        500,
        cases -> {
          int length = cases.between(8, 300);
          byte[] data = cases.bytes(length);
          Udp.write(data, 0, 53, 2000, length);
          byte[] dirty = data.clone();
          Bytes.put16(dirty, 6, cases.between(1, 0xffff));
          Udp.writeChecksum(data, 0, 1, 2);
          Udp.writeChecksum(dirty, 0, 1, 2);
          assertArrayEquals(data, dirty);
        });
  }

  @Test
  void a_header_written_at_once_is_the_one_written_in_steps() {
    Cases.forEach(
        2000,
        cases -> {
          int length = cases.between(8, 300);
          int source = cases.anyInt();
          int destination = cases.anyInt();
          int ports = cases.anyInt();
          byte[] steps = cases.bytes(length);
          byte[] once = steps.clone();
          Udp.write(steps, 0, ports >>> 16, ports & 0xffff, length);
          Udp.writeChecksum(steps, 0, source, destination);
          long addresses = ((long) source << 32) | (destination & 0xffff_ffffL);
          Udp.write(once, 0, ports, length, addresses);
          assertArrayEquals(steps, once);
        });
  }

  @Test
  void every_datagram_written_is_valid() {
    Cases.forEach(
        500,
        cases -> {
          int at = cases.between(0, 9);
          int length = cases.between(8, 300);
          byte[] data = cases.bytes(at + length);
          int source = cases.anyInt();
          int destination = cases.anyInt();
          int sourcePort = cases.between(0, 65_535);
          int destinationPort = cases.between(0, 65_535);
          Udp.write(data, at, sourcePort, destinationPort, length);
          Udp.writeChecksum(data, at, source, destination);
          assertEquals(sourcePort, Udp.sourcePort(data, at));
          assertEquals(destinationPort, Udp.destinationPort(data, at));
          assertEquals(length, Udp.length(data, at));
          assertTrue(Udp.checksum(data, at) != 0);
          assertTrue(Udp.hasValidChecksum(data, at, source, destination));
        });
  }
}

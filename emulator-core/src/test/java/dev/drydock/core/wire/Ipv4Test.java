package dev.drydock.core.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.testing.Cases;
import dev.drydock.core.wire.Ipv4.HeaderCheck;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Ipv4Test {
  @Test
  void a_recorded_header_is_read() {
    byte[] frame = Recorded.bytes(Recorded.DNS_QUERY);
    assertEquals(4, Ipv4.version(frame, 14));
    assertEquals(20, Ipv4.headerBytes(frame, 14));
    assertEquals(0, Ipv4.tos(frame, 14));
    assertEquals(58, Ipv4.totalBytes(frame, 14));
    assertEquals(0xfbdf, Ipv4.id(frame, 14));
    assertEquals(Ipv4.DF, Ipv4.fragment(frame, 14));
    assertEquals(63, Ipv4.ttl(frame, 14));
    assertEquals(Ipv4.UDP, Ipv4.protocol(frame, 14));
    assertEquals("192.168.1.41", Ipv4Address.format(Ipv4.source(frame, 14)));
    assertEquals("203.0.113.10", Ipv4Address.format(Ipv4.destination(frame, 14)));
    assertEquals(HeaderCheck.OK, Ipv4.check(frame, 14, frame.length - 14));
  }

  @Test
  void a_recorded_header_is_written_byte_for_byte() {
    byte[] frame = Recorded.bytes(Recorded.PORT_UNREACHABLE);
    byte[] written = new byte[20];
    Ipv4.writeLengths(written, 0, 59, 0x8b4f, 0);
    Ipv4.putTos(written, 0, 0xc0);
    Ipv4.writeAddresses(written, 0, (64 << 8) | Ipv4.ICMP, 0xac11_0003, 0xac11_0002);
    assertArrayEquals(Arrays.copyOfRange(frame, 14, 34), written);
  }

  @Test
  void a_header_written_at_once_is_the_one_written_in_steps() {
    Cases.forEach(
        2000,
        cases -> {
          int tos = cases.between(0, 255);
          int total = cases.between(20, 65_535);
          int id = cases.between(0, 0xffff);
          int fragment = cases.between(0, 0xffff);
          int ttlAndProtocol = cases.between(0, 0xffff);
          int source = cases.anyInt();
          int destination = cases.anyInt();
          byte[] steps = cases.bytes(20);
          Ipv4.writeLengths(steps, 0, total, id, fragment);
          Ipv4.putTos(steps, 0, tos);
          Ipv4.writeAddresses(steps, 0, ttlAndProtocol, source, destination);
          byte[] once = cases.bytes(20);
          long addresses = ((long) source << 32) | (destination & 0xffff_ffffL);
          Ipv4.write(once, 0, Ipv4.lengths(tos, total, id, fragment), ttlAndProtocol, addresses);
          assertArrayEquals(steps, once);
        });
  }

  @ParameterizedTest
  @CsvSource({
    "0, 65, MALFORMED, version 6",
    "0, 44, MALFORMED, header of 16 bytes",
    "0, 4f, MALFORMED, header longer than the packet",
    "3, 13, MALFORMED, total length below the header",
    "2, ff, MALFORMED, total length beyond the bytes there are",
    "8, 41, BAD_CHECKSUM, TTL changed without the checksum"
  })
  void a_header_that_cannot_be_trusted_is_told(int at, String value, HeaderCheck want, String why) {
    byte[] packet = Arrays.copyOfRange(Recorded.bytes(Recorded.PORT_UNREACHABLE), 14, 60);
    packet[at] = (byte) Integer.parseInt(value, 16);
    if (want == HeaderCheck.MALFORMED) {
      sumAgain(packet);
    }
    assertEquals(want, Ipv4.check(packet, 0, packet.length), why);
  }

  @Test
  void a_truncated_header_or_packet_is_malformed() {
    byte[] packet = Arrays.copyOfRange(Recorded.bytes(Recorded.ECHO), 14, 98);
    assertEquals(HeaderCheck.OK, Ipv4.check(packet, 0, 84));
    assertEquals(HeaderCheck.MALFORMED, Ipv4.check(packet, 0, 83));
    assertEquals(HeaderCheck.MALFORMED, Ipv4.check(packet, 0, 19));
    assertEquals(HeaderCheck.MALFORMED, Ipv4.check(packet, 0, 0));
  }

  @Test
  void options_belong_to_the_header_and_its_checksum() {
    byte[] packet = new byte[32];
    Ipv4.writeLengths(packet, 0, 32, 7, 0);
    packet[0] = 0x46;
    Bytes.put32(packet, 20, 0x9404_0000); // router alert, RFC 2113
    Ipv4.writeAddresses(packet, 0, (1 << 8) | Ipv4.IGMP, 0x0a00_0001, 0xe000_0016);
    assertEquals(24, Ipv4.headerBytes(packet, 0));
    assertEquals(HeaderCheck.OK, Ipv4.check(packet, 0, 32));
    packet[20] = 0;
    assertEquals(HeaderCheck.BAD_CHECKSUM, Ipv4.check(packet, 0, 32));
  }

  @Test
  void bytes_behind_the_packet_are_the_padding_of_a_short_frame() {
    byte[] packet = Arrays.copyOfRange(Recorded.bytes(Recorded.PORT_UNREACHABLE), 14, 14 + 80);
    assertEquals(HeaderCheck.OK, Ipv4.check(packet, 0, 80));
  }

  @Test
  void taking_one_off_the_ttl_keeps_the_header_sound() {
    Cases.forEach(
        2000,
        cases -> {
          byte[] packet = new byte[40];
          Ipv4.writeLengths(packet, 0, 40, cases.between(0, 0xffff), cases.between(0, 0x7fff));
          int ttl = cases.between(1, 255);
          int protocol = cases.between(0, 255);
          Ipv4.writeAddresses(packet, 0, (ttl << 8) | protocol, cases.anyInt(), cases.anyInt());
          Ipv4.decrementTtl(packet, 0);
          assertEquals(ttl - 1, Ipv4.ttl(packet, 0));
          assertEquals(protocol, Ipv4.protocol(packet, 0));
          assertEquals(HeaderCheck.OK, Ipv4.check(packet, 0, 40));
        });
  }

  @Test
  void no_bytes_make_the_check_fail() {
    Cases.forEach(
        3000,
        cases -> {
          byte[] packet = cases.bytes(cases.between(0, 70));
          if (packet.length >= 20) {
            packet[0] = (byte) (0x40 | (packet[0] & 0xf));
            sumAgain(packet);
          }
          if (Ipv4.check(packet, 0, packet.length) == HeaderCheck.OK) {
            assertTrue(Ipv4.totalBytes(packet, 0) <= packet.length);
            assertTrue(Ipv4.headerBytes(packet, 0) <= Ipv4.totalBytes(packet, 0));
          }
        });
  }

  @Test
  void address_ranges_end_where_the_rfcs_say() {
    assertTrue(Ipv4.isMulticast(Ipv4Address.parse("224.0.0.0")));
    assertTrue(Ipv4.isMulticast(Ipv4Address.parse("239.255.255.255")));
    assertFalse(Ipv4.isMulticast(Ipv4Address.parse("223.255.255.255")));
    assertFalse(Ipv4.isMulticast(Ipv4Address.parse("240.0.0.0")));
    assertTrue(Ipv4.isLoopback(Ipv4Address.parse("127.0.0.11")));
    assertFalse(Ipv4.isLoopback(Ipv4Address.parse("128.0.0.1")));
    assertEquals(Ipv4.BROADCAST, Ipv4Address.parse("255.255.255.255"));
  }

  private static void sumAgain(byte[] packet) {
    int header = Math.min(Ipv4.headerBytes(packet, 0), packet.length);
    Bytes.put16(packet, 10, 0);
    Bytes.put16(packet, 10, Checksum.of(packet, 0, header));
  }
}

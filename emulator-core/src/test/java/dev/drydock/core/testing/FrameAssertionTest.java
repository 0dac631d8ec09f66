package dev.drydock.core.testing;

import static dev.drydock.core.testing.FrameAssertion.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.wire.Arp;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Icmp;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Udp;
import dev.drydock.core.wire.Vlan;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class FrameAssertionTest {
  private static final int ONE = 0x0a00_0001;
  private static final int TWO = 0x0a00_0002;

  private final FramePool pool = new FramePool();

  @Test
  void true_sentences_about_a_datagram_pass() {
    assertThat(datagram())
        .fromMac("02:00:00:00:00:01")
        .toMac("02:00:00:00:00:02")
        .isUdp()
        .from("10.0.0.1")
        .to("10.0.0.2")
        .hasTtl(64)
        .hasPorts(5000, 53);
  }

  @Test
  void every_false_sentence_about_a_datagram_fails() {
    List<Consumer<FrameAssertion>> sentences =
        List.of(
            that -> that.fromMac("02:00:00:00:00:02"),
            that -> that.toMac("02:00:00:00:00:01"),
            that -> that.from("10.0.0.2"),
            that -> that.to("10.0.0.1"),
            that -> that.hasTtl(63),
            that -> that.hasPorts(5001, 53),
            that -> that.hasPorts(5000, 54),
            that -> that.isIcmp(8, 0),
            that -> that.hasVlan(10),
            that -> that.isArpRequest("10.0.0.2"),
            that -> that.isArpReply("10.0.0.1"));
    for (Consumer<FrameAssertion> sentence : sentences) {
      assertThrows(AssertionError.class, () -> sentence.accept(assertThat(datagram())));
    }
  }

  @Test
  void a_failure_prints_the_frame() {
    var failure = assertThrows(AssertionError.class, () -> assertThat(datagram()).hasTtl(1));
    List<String> lines = String.valueOf(failure.getMessage()).lines().toList();
    assertEquals("TTL: expected 1 but was 64 in", lines.get(0));
    assertEquals(
        "02:00:00:00:00:01 > 02:00:00:00:00:02, 10.0.0.1 > 10.0.0.2 ttl 64 UDP 5000 > 53, 46 B",
        lines.get(1));
    assertTrue(lines.get(2).startsWith("  02 00 00 00 00 02 02 00"));
  }

  @Test
  void wrong_checksums_fail() {
    Frame header = datagram();
    header.data()[header.offset() + 22] = 1;
    assertThrows(AssertionError.class, () -> assertThat(header).isIpv4());
    Frame data = datagram();
    data.data()[data.end() - 1] ^= 1;
    assertThrows(AssertionError.class, () -> assertThat(data).isUdp());
  }

  @Test
  void arp_is_told_by_operation_and_address() {
    Frame request = arp(Arp.REQUEST);
    assertThat(request).toMac("ff:ff:ff:ff:ff:ff").isArpRequest("10.0.0.2");
    assertThrows(AssertionError.class, () -> assertThat(request).isArpRequest("10.0.0.1"));
    assertThrows(AssertionError.class, () -> assertThat(request).isArpReply("10.0.0.1"));
    assertThat(arp(Arp.REPLY)).isArpReply("10.0.0.1");
  }

  @Test
  void icmp_is_told_by_type_and_code() {
    Frame frame = ipv4(Ipv4.ICMP);
    int at = frame.offset() + 34;
    Icmp.write(frame.data(), at, 12, Icmp.ECHO << 8, 7);
    assertThat(frame).isIcmp(Icmp.ECHO, 0);
    assertThrows(AssertionError.class, () -> assertThat(frame).isIcmp(Icmp.ECHO, 1));
    assertThrows(AssertionError.class, () -> assertThat(frame).isIcmp(Icmp.ECHO_REPLY, 0));
    frame.data()[at + 9] ^= 1;
    assertThrows(AssertionError.class, () -> assertThat(frame).isIcmp(Icmp.ECHO, 0));
  }

  @Test
  void a_tagged_frame_is_read_behind_its_tag() {
    Frame frame = datagram();
    Vlan.insert(frame.data(), frame.push(Vlan.TAG_BYTES), Ethernet.VLAN, 10);
    assertThat(frame).hasVlan(10).isUdp().from("10.0.0.1");
    assertThrows(AssertionError.class, () -> assertThat(frame).hasVlan(11));
  }

  @Test
  void any_bytes_can_be_printed() {
    Cases.forEach(
        1000,
        cases -> {
          byte[] bytes = cases.bytes(cases.between(0, 70));
          if (bytes.length > 14 && cases.oneIn(2)) {
            Bytes.put16(bytes, 12, cases.oneIn(2) ? Ethernet.IPV4 : Ethernet.VLAN);
            bytes[14] = 0x45;
          }
          Frame frame = pool.take(bytes.length);
          System.arraycopy(bytes, 0, frame.data(), frame.offset(), bytes.length);
          assertTrue(FrameText.of(frame).lines().count() >= 1);
        });
  }

  private Frame datagram() {
    Frame frame = ipv4(Ipv4.UDP);
    int at = frame.offset() + 34;
    Udp.write(frame.data(), at, 5000, 53, 12);
    Bytes.put32(frame.data(), at + 8, 0x01020304);
    Udp.writeChecksum(frame.data(), at, ONE, TWO);
    return frame;
  }

  private Frame ipv4(int protocol) {
    Frame frame = pool.take(46);
    byte[] data = frame.data();
    int at = frame.offset();
    Ethernet.write(data, at, 0x0200_0000_0002L, 0x0200_0000_0001L, Ethernet.IPV4);
    Ipv4.writeLengths(data, at + 14, 32, 1, Ipv4.DF);
    Ipv4.writeAddresses(data, at + 14, (64 << 8) | protocol, ONE, TWO);
    return frame;
  }

  private Frame arp(int operation) {
    Frame frame = pool.take(42);
    int at = frame.offset();
    Ethernet.write(frame.data(), at, Ethernet.BROADCAST, 0x0200_0000_0001L, Ethernet.ARP);
    Arp.writeSender(frame.data(), at + 14, operation, 0x0200_0000_0001L, ONE);
    Arp.writeTarget(frame.data(), at + 14, 0, TWO);
    return frame;
  }
}

package dev.drydock.core.device.vxlan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.VethEnd;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Tcp;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Segments of 1000 bytes that come in one after another, and what is taken up of them.
class ReceiveOffloadTest {
  private static final int SOURCE = 0x0a000001;
  private static final int DESTINATION = 0x0a000002;
  private static final long ADDRESSES = ((long) SOURCE << 32) | DESTINATION;

  private TestNet net;
  private ReceiveOffload merging;
  private final List<String> seen = new ArrayList<>();

  @BeforeEach
  void build() {
    net = new TestNet();
    Netns one = net.namespace("one");
    VethEnd device = net.join(one, net.bridge("lan", "10.0.0.254/24"), "10.0.0.2/24");
    device.setTap((time, frame, outbound) -> note(frame, outbound));
    merging = new ReceiveOffload(device);
  }

  @AfterEach
  void no_frame_is_left() {
    net.run(1);
    assertEquals(0, net.frames().outstanding());
  }

  private void note(Frame frame, boolean outbound) {
    byte[] data = frame.data();
    int ip = frame.offset() + Ethernet.HEADER_BYTES;
    if (outbound || Ethernet.type(data, frame.offset()) != Ethernet.IPV4) {
      return;
    }
    int tcp = ip + Ipv4.HEADER_BYTES;
    int length = frame.end() - tcp;
    assertEquals(frame.end() - ip, Ipv4.totalBytes(data, ip));
    assertTrue(Tcp.hasValidChecksum(data, tcp, length, ADDRESSES));
    int payload = length - Tcp.HEADER_BYTES;
    int sequence = Tcp.sequence(data, tcp);
    for (int i = 0; i < payload; i++) {
      assertEquals((byte) ((sequence + i) * 13), data[tcp + Tcp.HEADER_BYTES + i]);
    }
    String flags = (Tcp.flags(data, tcp) & Tcp.PSH) == 0 ? "" : " PSH";
    String cut = frame.segmentBytes == 0 ? "" : " of " + frame.segmentBytes;
    seen.add(Tcp.sourcePort(data, tcp) + ": " + sequence + " + " + payload + cut + flags);
  }

  private void comes(int sequence, int payload, int flags) {
    comes(80, sequence, payload, flags);
  }

  private void comes(int port, int sequence, int payload, int flags) {
    merging.receive(segment(port, sequence, payload, flags));
  }

  private Frame segment(int port, int sequence, int payload, int flags) {
    int headers = Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES + Tcp.HEADER_BYTES;
    Frame frame = net.frames().take(headers + payload);
    byte[] data = frame.data();
    int ip = frame.offset() + Ethernet.HEADER_BYTES;
    int tcp = ip + Ipv4.HEADER_BYTES;
    Ethernet.write(data, frame.offset(), 0x02_0000_0001L, 0x02_0000_0002L, Ethernet.IPV4);
    Ipv4.writeLengths(data, ip, frame.end() - ip, sequence, Ipv4.DF);
    Ipv4.putTos(data, ip, 0);
    Ipv4.writeAddresses(data, ip, (64 << 8) | Ipv4.TCP, SOURCE, DESTINATION);
    Bytes.put16(data, tcp, port);
    Bytes.put16(data, tcp + 2, 40_000);
    Bytes.put32(data, tcp + 4, sequence);
    Bytes.put32(data, tcp + 8, 77);
    Bytes.put8(data, tcp + 12, Tcp.HEADER_BYTES << 2);
    Bytes.put8(data, tcp + Tcp.FLAGS_AT, flags);
    Bytes.put16(data, tcp + 14, 500);
    Bytes.put32(data, tcp + 16, 0);
    for (int i = 0; i < payload; i++) {
      data[tcp + Tcp.HEADER_BYTES + i] = (byte) ((sequence + i) * 13);
    }
    Tcp.writeChecksum(data, tcp, frame.end() - tcp, ADDRESSES);
    return frame;
  }

  @Test
  void segments_in_a_row_become_one_and_psh_ends_it() {
    comes(0, 1000, Tcp.ACK);
    comes(1000, 1000, Tcp.ACK);
    comes(2000, 1000, Tcp.ACK | Tcp.PSH);
    comes(3000, 1000, Tcp.ACK | Tcp.PSH);
    net.run(0.000001);

    assertEquals(List.of("80: 0 + 3000 of 1000 PSH", "80: 3000 + 1000 PSH"), seen);
  }

  @Test
  void a_short_segment_ends_it() {
    comes(0, 1000, Tcp.ACK);
    comes(1000, 300, Tcp.ACK);
    net.run(0.000001);

    assertEquals(List.of("80: 0 + 1300 of 1000"), seen);
  }

  @Test
  void a_segment_alone_waits_for_the_end_of_the_round_only() {
    comes(0, 1000, Tcp.ACK);
    net.run(0.000029);
    assertEquals(List.of(), seen);

    net.run(0.000002);

    assertEquals(List.of("80: 0 + 1000"), seen);
  }

  @Test
  void what_does_not_continue_lets_go_what_was_held() {
    comes(0, 1000, Tcp.ACK);
    comes(2000, 1000, Tcp.ACK); // 1000 is missing
    comes(1000, 1000, Tcp.ACK | Tcp.PSH);
    net.run(0.000001);

    assertEquals(List.of("80: 0 + 1000", "80: 2000 + 1000", "80: 1000 + 1000 PSH"), seen);
  }

  @Test
  void an_acknowledgement_without_data_keeps_its_place() {
    comes(0, 1000, Tcp.ACK);
    comes(1000, 0, Tcp.ACK);
    net.run(0.000001);

    assertEquals(List.of("80: 0 + 1000", "80: 1000 + 0"), seen);
  }

  @Test
  void streams_are_held_side_by_side_eight_at_most() {
    for (int port = 1; port <= 9; port++) {
      comes(port, 0, 1000, Tcp.ACK);
    }
    net.run(0.000001);
    assertEquals(List.of("1: 0 + 1000"), seen);

    comes(9, 1000, 1000, Tcp.ACK | Tcp.PSH);
    comes(3, 1000, 1000, Tcp.ACK | Tcp.PSH);
    net.run(0.000001);

    assertEquals(
        List.of("1: 0 + 1000", "9: 0 + 2000 of 1000 PSH", "3: 0 + 2000 of 1000 PSH"), seen);
  }

  @Test
  void another_ttl_is_not_joined() {
    comes(0, 1000, Tcp.ACK);
    Frame other = segment(80, 1000, 1000, Tcp.ACK | Tcp.PSH);
    Ipv4.decrementTtl(other.data(), other.offset() + Ethernet.HEADER_BYTES);
    merging.receive(other);
    net.run(0.000001);

    assertEquals(List.of("80: 0 + 1000", "80: 1000 + 1000 PSH"), seen);
  }

  @Test
  void no_more_is_joined_than_a_packet_holds() {
    for (int i = 0; i < 70; i++) {
      comes(i * 1000, 1000, Tcp.ACK);
    }
    net.run(0.001);

    assertEquals(List.of("80: 0 + 65000 of 1000", "80: 65000 + 5000 of 1000"), seen);
  }
}

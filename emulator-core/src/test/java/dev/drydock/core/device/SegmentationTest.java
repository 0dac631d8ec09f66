package dev.drydock.core.device;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Checksum;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv6;
import dev.drydock.core.wire.Tcp;
import dev.drydock.core.wire.Vlan;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a large segment of 3000 bytes, to be cut by 1400, becomes.
class SegmentationTest {
  private static final int PAYLOAD = 3000;
  private static final int FLAGS = Tcp.ACK | Tcp.PSH | Tcp.FIN | Tcp.CWR;

  private final FramePool frames = new FramePool();

  private Frame large(int ipBytes) {
    Frame frame = frames.take(Ethernet.HEADER_BYTES + ipBytes + Tcp.HEADER_BYTES + PAYLOAD);
    byte[] data = frame.data();
    int tcp = frame.offset() + Ethernet.HEADER_BYTES + ipBytes;
    Bytes.put16(data, tcp, 80);
    Bytes.put16(data, tcp + 2, 40_000);
    Bytes.put32(data, tcp + 4, 1_000_000);
    Bytes.put32(data, tcp + 8, 77);
    Bytes.put8(data, tcp + 12, Tcp.HEADER_BYTES << 2);
    Bytes.put8(data, tcp + 13, FLAGS);
    Bytes.put16(data, tcp + 14, 500);
    Bytes.put32(data, tcp + 16, 0);
    for (int i = 0; i < PAYLOAD; i++) {
      data[tcp + Tcp.HEADER_BYTES + i] = (byte) (i * 13 ^ (i >> 8));
    }
    frame.segmentBytes = 1400;
    frame.networkOffset = frame.offset() + Ethernet.HEADER_BYTES;
    return frame;
  }

  private Frame largeOverIpv4() {
    Frame frame = large(Ipv4.HEADER_BYTES);
    byte[] data = frame.data();
    int at = frame.offset();
    int ip = at + Ethernet.HEADER_BYTES;
    Ethernet.write(data, at, 0x02_0000_0001L, 0x02_0000_0002L, Ethernet.IPV4);
    Ipv4.writeLengths(data, ip, frame.end() - ip, 0xffff, Ipv4.DF);
    Ipv4.putTos(data, ip, 0);
    Ipv4.writeAddresses(data, ip, (64 << 8) | Ipv4.TCP, 0x0a000001, 0x0a000002);
    return frame;
  }

  /// Sequence number, flags and payload of each piece, and the identification over IPv4.
  private static List<String> pieces(Frame whole, int ipAt) {
    List<String> all = new ArrayList<>();
    Frame piece = Segmentation.split(whole);
    int from = 0;
    while (piece != null) {
      byte[] data = piece.data();
      int ip = piece.offset() + ipAt;
      boolean isV6 = Ipv4.version(data, ip) == 6;
      int tcp = ip + (isV6 ? Ipv6.HEADER_BYTES : Ipv4.HEADER_BYTES);
      int length = piece.end() - tcp;
      long pseudo =
          isV6
              ? Ipv6.pseudo(data, ip, Ipv6.TCP, length)
              : Checksum.pseudo(0x0a000001, 0x0a000002, Ipv4.TCP, length);
      assertEquals(0, Checksum.of(pseudo, data, tcp, length), "checksum");
      assertEquals(piece.end() - ip, isV6 ? Ipv6.totalBytes(data, ip) : Ipv4.totalBytes(data, ip));
      int payload = length - Tcp.HEADER_BYTES;
      for (int i = 0; i < payload; i++) {
        assertEquals((byte) ((from + i) * 13 ^ ((from + i) >> 8)), data[tcp + 20 + i]);
      }
      String id = isV6 ? "" : " id " + Integer.toHexString(Ipv4.id(data, ip));
      String flags = Integer.toHexString(Tcp.flags(data, tcp));
      all.add((Tcp.sequence(data, tcp) - 1_000_000) + " " + flags + " " + payload + id);
      from += payload;
      Frame next = piece.next;
      piece.next = null;
      piece.release();
      piece = next;
    }
    return all;
  }

  @Test
  void over_ipv4_identifications_count_on() {
    assertEquals(
        List.of("0 90 1400 id ffff", "1400 10 1400 id 0", "2800 19 200 id 1"),
        pieces(largeOverIpv4(), Ethernet.HEADER_BYTES));
    assertEquals(0, frames.outstanding());
  }

  @Test
  void a_tag_goes_with_every_piece() {
    Frame frame = largeOverIpv4();
    int at = frame.push(Vlan.TAG_BYTES);
    Vlan.insert(frame.data(), at, 0x8100, 5);

    assertEquals(
        List.of("0 90 1400 id ffff", "1400 10 1400 id 0", "2800 19 200 id 1"),
        pieces(frame, Ethernet.HEADER_BYTES + Vlan.TAG_BYTES));
  }

  @Test
  void over_ipv6_there_is_no_identification() {
    Frame frame = large(Ipv6.HEADER_BYTES);
    byte[] data = frame.data();
    int ip = frame.offset() + Ethernet.HEADER_BYTES;
    Ethernet.write(data, frame.offset(), 0x02_0000_0001L, 0x02_0000_0002L, Ethernet.IPV6);
    Ipv6.putClassAndLabel(data, ip, 0);
    Ipv6.putPayload(data, ip, Tcp.HEADER_BYTES + PAYLOAD, (Ipv6.TCP << 8) | 64);
    Ipv6.putSource(data, ip, 0xfd00L << 48, 1);
    Ipv6.putDestination(data, ip, 0xfd00L << 48, 2);

    assertEquals(40 + 20 + 1400, Segmentation.packetBytes(frame, 40 + 20 + PAYLOAD));
    assertEquals(
        List.of("0 90 1400", "1400 10 1400", "2800 19 200"), pieces(frame, Ethernet.HEADER_BYTES));
    assertEquals(0, frames.outstanding());
  }
}

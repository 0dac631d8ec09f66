package dev.drydock.core.ip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.wire.Esp;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// ESP with AES-GCM, there and back.
class XfrmStateTest {
  private static final int SOURCE = 0xc0a8_0129;
  private static final int DESTINATION = 0xc0a8_012a;
  private static final XfrmState.Spec SPEC =
      new XfrmState.Spec(
          new XfrmState.Ends(SOURCE, DESTINATION),
          0xe49f_00a4,
          1,
          "00112233445566778899aabbccddeeff" + "e49f00a4");

  private final FramePool pool = new FramePool();
  private final XfrmState out = new XfrmState(SPEC);
  private final XfrmState in = new XfrmState(SPEC);

  private Frame datagram(int payloadBytes) {
    Frame frame = pool.take(Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES + payloadBytes);
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    frame.networkOffset = at;
    Ipv4.writeLengths(frame.data(), at, Ipv4.HEADER_BYTES + payloadBytes, 7, 0);
    Ipv4.writeAddresses(frame.data(), at, (64 << 8) | Ipv4.UDP, SOURCE, DESTINATION);
    for (int i = 0; i < payloadBytes; i++) {
      frame.data()[at + Ipv4.HEADER_BYTES + i] = (byte) i;
    }
    return frame;
  }

  private static byte[] packet(Frame frame) {
    return Arrays.copyOfRange(frame.data(), frame.networkOffset, frame.end());
  }

  @Test
  void an_overlay_ping_is_as_long_as_the_recorded_one() {
    Frame frame = datagram(114); // UDP, VXLAN, Ethernet and 84 bytes of IPv4
    out.encrypt(frame);
    byte[] data = frame.data();
    int at = frame.networkOffset;
    assertEquals(160, Ipv4.totalBytes(data, at));
    assertEquals(174, frame.length());
    assertEquals(Ipv4.ESP, Ipv4.protocol(data, at));
    assertEquals(0xe49f_00a4, Esp.spi(data, at + Ipv4.HEADER_BYTES));
    assertEquals(1, Esp.sequence(data, at + Ipv4.HEADER_BYTES));
    assertEquals(Ipv4.HeaderCheck.OK, Ipv4.check(data, at, 160));
    frame.release();
  }

  @Test
  void what_is_encrypted_comes_back_at_every_length() {
    for (int length = 1; length < 70; length++) {
      Frame frame = datagram(length);
      byte[] before = packet(frame);
      out.encrypt(frame);
      assertEquals(0, (frame.end() - frame.networkOffset) % 4, "aligned");
      assertFalse(Arrays.equals(before, 20, 20 + length, packet(frame), 36, 36 + length));
      assertTrue(in.decrypt(frame));
      assertArrayEquals(before, packet(frame));
      frame.release();
    }
  }

  @Test
  void a_changed_packet_is_refused() {
    Frame frame = datagram(40);
    out.encrypt(frame);
    int last = frame.end() - 20;
    frame.data()[last] ^= 1;
    assertFalse(in.decrypt(frame));
    frame.release();
  }

  @Test
  void another_key_opens_nothing() {
    XfrmState other =
        new XfrmState(
            new XfrmState.Spec(
                SPEC.ends(), SPEC.spi(), 1, "ff112233445566778899aabbccddeeff" + "e49f00a4"));
    Frame frame = datagram(40);
    out.encrypt(frame);
    assertFalse(other.decrypt(frame));
    frame.release();
  }
}

package dev.drydock.core.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.core.testing.Cases;
import dev.drydock.core.wire.Tcp;
import org.junit.jupiter.api.Test;

/// Any segments in any state: nothing is thrown, no frame is lost, and every connection ends.
class SegmentFuzzTest {
  private static final int CASES = 150;
  private static final int SEGMENTS = 60;

  @Test
  void no_sequence_of_segments_breaks_anything() {
    Cases.forEach(CASES, SegmentFuzzTest::attack);
  }

  private static void attack(Cases cases) {
    RawPeer peer = new RawPeer();
    Talk talk = peer.listen(3);
    if (cases.oneIn(4)) {
      talk.deaf = true;
    }
    if (cases.oneIn(3)) {
      talk.toWrite = new byte[cases.between(1, 100_000)];
      talk.endsAfterWriting = cases.oneIn(2);
    }
    if (cases.oneIn(2)) {
      peer.open();
    }
    int seq = 1;
    for (int i = 0; i < SEGMENTS; i++) {
      int length = cases.oneIn(2) ? 0 : cases.between(0, 1400);
      peer.window = (int) cases.anyMagnitude(0xffff);
      peer.options = cases.oneIn(2) ? new byte[0] : options(cases);
      int at = cases.oneIn(2) ? seq : seq + cases.between(-3000, 3000);
      int ack = cases.oneIn(6) ? cases.anyInt() : (int) cases.anyMagnitude(30_000);
      peer.send(flags(cases), at, ack, length);
      seq = at + length;
      if (cases.oneIn(30) && talk.stream != null) {
        talk.stream.close();
      }
      peer.net.run(cases.oneIn(10) ? 1 : 0.0001);
    }
    peer.send(Tcp.RST, seq, 0, 0);
    if (talk.stream != null) {
      talk.stream.abort();
    }
    peer.net.run(2000);
    assertEquals(0, peer.net.frames().outstanding());
  }

  private static int flags(Cases cases) {
    return switch (cases.between(0, 7)) {
      case 0 -> cases.between(0, 255);
      case 1 -> Tcp.SYN;
      case 2 -> Tcp.FIN | Tcp.ACK;
      default -> Tcp.ACK;
    };
  }

  private static byte[] options(Cases cases) {
    byte[] bytes = cases.bytes(4 * cases.between(1, 10));
    byte[] kinds = {Tcp.OPTION_SACK, Tcp.OPTION_TIMESTAMPS, Tcp.OPTION_MSS, 3, 4};
    bytes[0] = kinds[cases.between(0, kinds.length - 1)];
    bytes[1] = (byte) cases.between(0, bytes.length);
    return bytes;
  }
}

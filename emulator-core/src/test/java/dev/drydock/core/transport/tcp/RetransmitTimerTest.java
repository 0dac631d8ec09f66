package dev.drydock.core.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.core.wire.Tcp;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// When something is sent again, and what puts that off (Linux `tcp_rearm_rto`,
/// `tcp_schedule_loss_probe`, `tcp_set_xmit_timer`).
class RetransmitTimerTest {
  private static final int MSS = 1460;
  private static final byte[] MSS_AND_SACK = {2, 4, MSS >> 8, (byte) MSS, 4, 2, 1, 1};

  private final RawPeer peer = new RawPeer();
  private double startSeconds;

  @AfterEach
  void no_frame_is_outstanding() {
    assertEquals(0, peer.net.frames().outstanding());
  }

  private Talk opened(byte[] synOptions) {
    Talk talk = peer.listen(5);
    peer.options = synOptions;
    peer.send(Tcp.SYN, 0, 0, 0);
    peer.options = new byte[0];
    peer.send(Tcp.ACK, 1, 1, 0);
    talk.open().setNoDelay(true);
    peer.replies.clear();
    peer.times.clear();
    startSeconds = now();
    return talk;
  }

  private double now() {
    return peer.net.loop().nowNanos() / 1e9;
  }

  /// When the peer got its frame of this number, tenths of a second after the start.
  private double after(int index) {
    return Math.round((peer.times.get(index) - startSeconds) * 10) / 10.0;
  }

  @Test
  void new_data_does_not_put_off_the_timeout_of_older_data() {
    Talk talk = opened(new byte[0]);
    talk.say(new byte[5]);
    peer.net.run(0.15);
    talk.say(new byte[6]);
    peer.net.run(0.1);

    assertEquals(
        List.of("PA seq 1 ack 1 len 5", "PA seq 6 ack 1 len 6", "PA seq 1 ack 1 len 5"),
        peer.replies);
    assertEquals(0.2, after(2));
  }

  @Test
  void the_timeout_begins_anew_behind_a_probe_of_the_tail() {
    Talk talk = opened(MSS_AND_SACK);
    talk.say(new byte[2 * MSS]);
    peer.net.run(0.3);

    String first = "A seq 1 ack 1 len 1460";
    String last = "PA seq 1461 ack 1 len 1460";
    assertEquals(List.of(first, last, last, first), peer.replies);
    assertEquals(List.of(0.0, 0.2), List.of(after(2), after(3)));
  }

  @Test
  void an_answer_to_a_probe_of_the_tail_tells_of_no_congestion() {
    Talk talk = opened(MSS_AND_SACK);
    talk.say(new byte[2 * MSS]);
    peer.net.run(0.1);
    assertEquals(3, peer.replies.size());
    peer.send(Tcp.ACK, 1, 1 + (2 * MSS), 0); // the first answer, only late
    peer.replies.clear();
    talk.say(new byte[10 * MSS]);
    peer.net.run(0.001);

    assertEquals(10, peer.replies.size());
  }
}

package dev.drydock.core.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.core.wire.Tcp;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What a listener does when more connections are half open than its backlog allows.
class SynCookiesTest {
  private static final int SYN = Tcp.SYN;
  private static final int ACK = Tcp.ACK;

  private final RawPeer peer = new RawPeer();

  @AfterEach
  void no_frame_is_outstanding() {
    assertEquals(0, peer.net.frames().outstanding());
  }

  /// One connection stays half open, so that the next SYN of another port is too many.
  private Talk flooded() {
    Talk talk = peer.listen(0);
    peer.send(SYN, 0, 0, 0);
    peer.ownPort++;
    return talk;
  }

  @Test
  void a_syn_too_many_is_answered_and_forgotten() {
    flooded();

    assertEquals(List.of("SA seq 0 ack 1 len 0"), peer.send(SYN, 0, 0, 0));
    peer.net.run(70); // the other one is given up, and nobody repeats this answer
    assertEquals(TcpState.CLOSED, peer.state());
    assertEquals(
        List.of(
            "TCP: request_sock_TCP: Possible SYN flooding on port 0.0.0.0:80. Sending cookies."),
        peer.net.machine().softnet().log().lines().stream().map(line -> line.text()).toList());
  }

  @Test
  void the_acknowledgement_of_the_answer_makes_the_connection_stand() {
    Talk talk = flooded();
    peer.send(SYN, 0, 0, 0);

    assertEquals(List.of("A seq 1 ack 11 len 0"), peer.send(ACK | Tcp.PSH, 1, 1, 10));
    assertEquals(10, talk.heard.size());
  }

  @Test
  void another_number_is_reset() {
    flooded();
    peer.send(SYN, 0, 0, 0);

    assertEquals(List.of("R seq 999 ack 0 len 0"), peer.send(ACK, 1, 999, 0));
  }

  @Test
  void an_answer_is_good_for_two_minutes_at_most() {
    flooded();
    peer.send(SYN, 0, 0, 0);
    peer.net.run(125);

    assertEquals(List.of("R seq 1 ack 0 len 0"), peer.send(ACK, 1, 1, 0));
  }

  @Test
  void time_stamps_carry_scale_and_sack_so_that_a_stream_loses_nothing() {
    TwoEnds ends = new TwoEnds();
    ends.server.sysctls().set("net.ipv4.tcp_syncookies", "2");
    byte[] text = new byte[500_000];
    for (int i = 0; i < text.length; i++) {
      text[i] = (byte) (i * 7 ^ (i >> 9));
    }
    Talk server = Talk.saying(text);
    server.endsAfterWriting = true;
    ends.listen(80, server);
    Talk client = ends.connect("10.0.0.3", 80, new Talk());
    ends.net.run(5);

    assertArrayEquals(text, client.heard.toByteArray());
    assertEquals("< SA seq 0 ack 1 len 0 win 65160 mss1460 sackok ts nop ws7", ends.seen.get(1));
    assertEquals("< A seq 1 ack 1 len 1448", ends.seen.get(3));
    assertEquals(0, ends.net.frames().outstanding());
  }

  @Test
  void without_time_stamps_there_is_neither_scale_nor_sack() {
    TwoEnds ends = new TwoEnds();
    ends.server.sysctls().set("net.ipv4.tcp_syncookies", "2");
    ends.client.sysctls().set("net.ipv4.tcp_timestamps", "0");
    ends.listen(80, Talk.saying(new byte[3000]));
    Talk client = ends.connect("10.0.0.3", 80, new Talk());
    ends.net.run(1);

    assertEquals(3000, client.heard.size());
    assertEquals("< SA seq 0 ack 1 len 0 win 64240 mss1460", ends.seen.get(1));
  }
}

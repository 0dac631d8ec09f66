package dev.drydock.core.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.wire.Tcp;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A state and a segment, and what comes of them (RFC 9293 section 3.10.7, RFC 5961).
class SegmentTest {
  private static final int SYN = Tcp.SYN;
  private static final int ACK = Tcp.ACK;
  private static final int FIN = Tcp.FIN | Tcp.ACK;
  private static final int RST = Tcp.RST;
  private static final int DATA = Tcp.ACK | Tcp.PSH;

  private final RawPeer peer = new RawPeer();

  @AfterEach
  void no_frame_is_outstanding() {
    assertEquals(0, peer.net.frames().outstanding());
  }

  private Talk opened() {
    Talk talk = peer.listen(5);
    peer.open();
    assertEquals(TcpState.ESTABLISHED, peer.state());
    return talk;
  }

  private Talk connecting() {
    Talk talk = new Talk();
    talk.stream =
        peer.tested
            .tcp()
            .connect(TwoEnds.address("0.0.0.0", 0), TwoEnds.address("10.0.0.2", 99), talk);
    peer.net.run(0.001);
    return talk;
  }

  // ---- nobody listens --------------------------------------------------------------------

  @Test
  void a_syn_to_a_closed_port_is_reset() {
    assertEquals(List.of("RA seq 0 ack 1 len 0"), peer.send(SYN, 0, 0, 0));
    assertEquals(0, peer.lastIpId());
  }

  @Test
  void an_ack_to_a_closed_port_is_reset_with_its_own_number() {
    assertEquals(List.of("R seq 77 ack 0 len 0"), peer.send(ACK, 1, 77, 0));
  }

  @Test
  void a_reset_to_a_closed_port_is_not_answered() {
    assertEquals(List.of(), peer.send(RST | ACK, 1, 77, 0));
  }

  // ---- LISTEN, SYN_RECV ------------------------------------------------------------------

  @Test
  void a_syn_is_answered_without_an_identification() {
    peer.listen(5);

    assertEquals(List.of("SA seq 0 ack 1 len 0"), peer.send(SYN, 0, 0, 0));
    assertEquals(0, peer.lastIpId());
    assertEquals(TcpState.SYN_RECV, peer.state());
  }

  @Test
  void an_ack_to_a_listening_port_is_reset() {
    peer.listen(5);

    assertEquals(List.of("R seq 5 ack 0 len 0"), peer.send(ACK, 1, 5, 0));
  }

  @Test
  void a_repeated_syn_is_answered_again() {
    peer.listen(5);
    peer.send(SYN, 0, 0, 0);

    assertEquals(List.of("SA seq 0 ack 1 len 0"), peer.send(SYN, 0, 0, 0));
  }

  @Test
  void a_wrong_ack_of_our_syn_is_reset() {
    peer.listen(5);
    peer.send(SYN, 0, 0, 0);

    assertEquals(List.of("R seq 9 ack 0 len 0"), peer.send(ACK, 1, 9, 0));
    assertEquals(TcpState.SYN_RECV, peer.state());
  }

  @Test
  void a_reset_ends_a_half_open_connection() {
    peer.listen(5);
    peer.send(SYN, 0, 0, 0);
    peer.send(RST, 1, 0, 0);

    assertEquals(TcpState.CLOSED, peer.state());
  }

  @Test
  void a_syn_ack_is_repeated_five_times_and_given_up_after_a_minute() {
    peer.listen(5);
    peer.send(SYN, 0, 0, 0);
    peer.net.run(70);

    assertEquals(5, peer.replies.size() - 1);
    assertEquals(TcpState.CLOSED, peer.state());
  }

  @Test
  void connections_beyond_the_backlog_are_not_answered_without_cookies() {
    peer.tested.sysctls().set("net.ipv4.tcp_syncookies", "0");
    peer.listen(0);
    peer.send(SYN, 0, 0, 0);
    peer.ownPort++;

    assertEquals(List.of(), peer.send(SYN, 0, 0, 0));
    assertTrue(
        peer.net.machine().softnet().log().lines().stream()
            .anyMatch(line ->
                line.text()
                    .endsWith("Possible SYN flooding on port 0.0.0.0:80. Dropping request.")));
  }

  @Test
  void data_with_the_last_ack_of_the_handshake_counts() {
    Talk talk = peer.listen(5);
    peer.send(SYN, 0, 0, 0);

    assertEquals(List.of("A seq 1 ack 11 len 0"), peer.send(DATA, 1, 1, 10));
    assertEquals(10, talk.heard.size());
  }

  // ---- SYN_SENT --------------------------------------------------------------------------

  @Test
  void a_syn_is_repeated_each_second_at_first_and_then_more_and_more_rarely() {
    Talk talk = connecting();
    peer.net.run(200);

    double start = peer.times.getFirst();
    List<Long> seconds = peer.times.stream().map(t -> Math.round(t - start)).toList();
    // Long timers of the kernel's wheel go off late.
    assertEquals(List.of(0L, 1L, 2L, 3L, 4L, 5L, 7L, 11L, 19L, 36L, 70L), seconds);
    assertEquals(List.of("Connection timed out"), talk.events);
  }

  @Test
  void both_sides_can_open_at_once() {
    Talk talk = connecting();

    assertEquals(List.of("SA seq 0 ack 1 len 0"), peer.send(SYN, 0, 0, 0));
    peer.send(ACK, 1, 1, 0);

    assertEquals(TcpState.ESTABLISHED, peer.state());
    assertEquals(List.of("connected"), talk.events);
  }

  @Test
  void a_reset_of_the_syn_is_a_refusal() {
    Talk talk = connecting();
    peer.send(RST | ACK, 0, 1, 0);

    assertEquals(List.of("Connection refused"), talk.events);
  }

  @Test
  void a_reset_that_acknowledges_nothing_is_ignored() {
    connecting();
    peer.send(RST, 0, 0, 0);

    assertEquals(TcpState.SYN_SENT, peer.state());
  }

  @Test
  void an_answer_to_another_syn_is_reset() {
    connecting();

    assertEquals(List.of("R seq 44 ack 0 len 0"), peer.send(SYN | ACK, 0, 44, 0));
    assertEquals(TcpState.SYN_SENT, peer.state());
  }

  // ---- ESTABLISHED -----------------------------------------------------------------------

  @Test
  void the_first_data_is_acknowledged_at_once() {
    opened();

    assertEquals(List.of("A seq 1 ack 101 len 0"), peer.send(DATA, 1, 1, 100));
    assertNotEquals(0, peer.lastIpId());
  }

  @Test
  void an_answer_carries_the_ack_and_the_next_data_waits_for_40_milliseconds() {
    Talk talk = opened();
    peer.send(DATA, 1, 1, 100);
    talk.say(new byte[5]);
    peer.net.run(0.001);

    assertEquals(List.of(), peer.send(DATA, 101, 6, 100));
    peer.net.run(0.06);
    assertEquals(List.of("A seq 6 ack 201 len 0"), peer.replies);
  }

  @Test
  void data_behind_a_gap_is_reported_and_delivered_when_the_gap_closes() {
    Talk talk = opened();

    assertEquals(List.of("A seq 1 ack 1 len 0"), peer.send(DATA, 101, 1, 100));
    assertEquals(List.of("A seq 1 ack 201 len 0"), peer.send(DATA, 1, 1, 100));
    assertEquals(200, talk.heard.size());
  }

  @Test
  void old_data_is_acknowledged_again_and_not_delivered_twice() {
    Talk talk = opened();
    peer.send(DATA, 1, 1, 100);

    assertEquals(List.of("A seq 1 ack 101 len 0"), peer.send(DATA, 1, 1, 100));
    assertEquals(100, talk.heard.size());
  }

  @Test
  void data_beyond_the_window_is_answered_with_an_ack() {
    Talk talk = opened();

    assertEquals(List.of("A seq 1 ack 1 len 0"), peer.send(DATA, 1_000_000, 1, 100));
    assertEquals(0, talk.heard.size());
  }

  @Test
  void an_ack_of_what_was_never_sent_is_not_worked_on() {
    Talk talk = opened();
    peer.send(DATA, 1, 500, 100);

    assertEquals(0, talk.heard.size());
  }

  @Test
  void a_reset_with_the_expected_number_breaks_the_connection() {
    Talk talk = opened();
    peer.send(RST, 1, 0, 0);

    assertEquals(List.of("accepted", "Connection reset by peer"), talk.events);
    assertEquals(TcpState.CLOSED, peer.state());
  }

  @Test
  void another_reset_in_the_window_is_challenged() {
    opened();

    assertEquals(List.of("A seq 1 ack 1 len 0"), peer.send(RST, 2, 0, 0));
    assertEquals(List.of(), peer.send(RST, 3, 0, 0)); // only so many challenges
    assertEquals(TcpState.ESTABLISHED, peer.state());
  }

  @Test
  void a_syn_on_an_open_connection_is_challenged() {
    opened();

    assertEquals(List.of("A seq 1 ack 1 len 0"), peer.send(SYN, 1, 0, 0));
    assertEquals(TcpState.ESTABLISHED, peer.state());
  }

  @Test
  void a_lost_segment_is_sent_again_after_the_timeout_which_doubles() {
    Talk talk = opened();
    peer.replies.clear();
    peer.times.clear();
    double start = peer.net.loop().nowNanos() / 1e9;
    talk.say(new byte[5]);
    peer.net.run(3);

    assertTrue(peer.replies.stream().allMatch("PA seq 1 ack 1 len 5"::equals));
    List<Double> after = peer.times.stream().map(t -> Math.round((t - start) * 10) / 10.0).toList();
    assertEquals(List.of(0.0, 0.2, 0.6, 1.5), after.subList(0, 4));
  }

  @Test
  void three_duplicates_bring_the_lost_segment_again_at_once() {
    Talk talk = opened();
    peer.options = new byte[0];
    talk.say(new byte[536 * 8]);
    peer.net.run(0.001);
    peer.send(ACK, 1, 1, 0);
    peer.send(ACK, 1, 1, 0);

    assertTrue(peer.send(ACK, 1, 1, 0).contains("A seq 1 ack 1 len 536"), peer.replies::toString);
  }

  @Test
  void a_closed_window_is_probed_and_opens_again() {
    Talk talk = opened();
    peer.window = 0;
    peer.send(ACK, 1, 1, 0);
    talk.say(new byte[5]);
    peer.net.run(1);
    assertEquals("A seq 0 ack 1 len 0", peer.replies.getLast());

    peer.window = 1000;
    assertEquals(List.of("PA seq 1 ack 1 len 5"), peer.send(ACK, 1, 1, 0));
  }

  @Test
  void a_small_segment_waits_while_another_is_unacknowledged() {
    Talk talk = opened();
    talk.say(new byte[5]);
    peer.net.run(0.001);
    peer.replies.clear();
    talk.say(new byte[6]);
    peer.net.run(0.001);
    assertEquals(List.of(), peer.replies);

    assertEquals(List.of("PA seq 6 ack 1 len 6"), peer.send(ACK, 1, 6, 0));
  }

  @Test
  void without_delay_a_small_segment_goes_at_once() {
    Talk talk = opened();
    talk.open().setNoDelay(true);
    talk.say(new byte[5]);
    peer.net.run(0.001);
    peer.replies.clear();
    talk.say(new byte[6]);
    peer.net.run(0.001);

    assertEquals(List.of("PA seq 6 ack 1 len 6"), peer.replies);
  }

  @Test
  void a_silent_peer_is_asked_after_two_hours_and_given_up_after_nine_times() {
    Talk talk = opened();
    talk.open().setKeepAlive(true);
    peer.replies.clear();
    peer.net.run(7190);
    assertEquals(List.of(), peer.replies);
    peer.net.run(900);

    assertEquals(9, peer.replies.stream().filter("A seq 0 ack 1 len 0"::equals).count());
    assertEquals(List.of("accepted", "Connection timed out"), talk.events);
  }

  // ---- the end ---------------------------------------------------------------------------

  @Test
  void the_peer_ends_first() {
    Talk talk = opened();

    assertEquals(List.of("FA seq 1 ack 2 len 0"), peer.send(FIN, 1, 1, 0));
    assertEquals(TcpState.LAST_ACK, peer.state());
    peer.send(ACK, 2, 2, 0);
    assertEquals(TcpState.CLOSED, peer.state());
    assertEquals(List.of("accepted", "end"), talk.events);
  }

  @Test
  void we_end_first_and_wait_for_a_minute() {
    Talk talk = opened();
    talk.open().close();
    peer.net.run(0.001);
    assertEquals(TcpState.FIN_WAIT1, peer.state());
    peer.send(ACK, 1, 2, 0);
    assertEquals(TcpState.FIN_WAIT2, peer.state());
    assertEquals(List.of("A seq 2 ack 2 len 0"), peer.send(FIN, 1, 2, 0));
    assertEquals(0, peer.lastIpId());
    assertEquals(TcpState.TIME_WAIT, peer.state());
    peer.net.run(59);
    assertEquals(TcpState.TIME_WAIT, peer.state());
    peer.net.run(8);
    assertEquals(TcpState.CLOSED, peer.state());
  }

  @Test
  void both_sides_can_end_at_once() {
    Talk talk = opened();
    talk.open().shutdownOutput();
    peer.net.run(0.001);

    assertEquals(List.of("A seq 2 ack 2 len 0"), peer.send(FIN, 1, 1, 0));
    assertEquals(TcpState.CLOSING, peer.state());
    peer.send(ACK, 2, 2, 0);
    assertEquals(TcpState.TIME_WAIT, peer.state());
  }

  @Test
  void after_the_own_end_data_still_comes_in() {
    Talk talk = opened();
    talk.open().shutdownOutput();
    peer.net.run(0.001);
    peer.send(DATA, 1, 2, 100);

    assertEquals(100, talk.heard.size());
  }

  @Test
  void the_own_end_is_no_answer_that_acknowledgements_wait_for() {
    Talk talk = opened();
    peer.send(DATA, 1, 1, 100);
    talk.open().shutdownOutput();
    peer.net.run(0.001);

    assertEquals(List.of("A seq 2 ack 201 len 0"), peer.send(DATA, 101, 2, 100));
  }

  @Test
  void data_for_a_closed_socket_is_reset() {
    Talk talk = opened();
    talk.open().close();
    peer.net.run(0.001);

    assertEquals(List.of("R seq 2 ack 0 len 0"), peer.send(DATA, 1, 2, 100));
    assertEquals(TcpState.CLOSED, peer.state());
  }

  @Test
  void closing_with_unread_data_resets() {
    Talk talk = opened();
    talk.deaf = true;
    peer.send(DATA, 1, 1, 100);
    peer.replies.clear();
    talk.open().close();
    peer.net.run(0.001);

    assertEquals(List.of("RA seq 1 ack 101 len 0"), peer.replies);
  }

  @Test
  void a_half_closed_connection_of_a_closed_program_lasts_a_minute() {
    Talk talk = opened();
    talk.open().close();
    peer.net.run(0.001);
    peer.send(ACK, 1, 2, 0);
    peer.net.run(70);

    assertEquals(TcpState.CLOSED, peer.state());
  }
}

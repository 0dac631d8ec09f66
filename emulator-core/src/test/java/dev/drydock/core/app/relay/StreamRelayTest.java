package dev.drydock.core.app.relay;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.core.app.StreamPair;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// docker-proxy between a client (`front`) and a server (`back`).
class StreamRelayTest {
  private static final SocketAddress SERVER = new SocketAddress(IpAddress.parse("172.17.0.5"), 80);

  private final EventLoop loop = new EventLoop();
  private final StreamPair front = new StreamPair(loop);
  private final StreamPair back = new StreamPair(loop);
  private final List<StreamListener> dialled = new ArrayList<>();
  private final StreamRelay relay =
      new StreamRelay(
          loop,
          (remote, listener) -> {
            assertEquals(SERVER, remote);
            dialled.add(listener);
            back.client.setListener(listener);
            return back.client;
          },
          SERVER);

  private void pass() {
    loop.runUntil(loop.nowNanos() + Nanos.SECOND);
  }

  private void connect() {
    relay.accepted(front.server);
    pass();
    back.client.connect();
    pass();
  }

  @Test
  void both_ways_are_copied() {
    connect();

    front.client.write("question");
    pass();
    back.server.write("answer");
    pass();

    assertEquals("question", back.server.arrivedText());
    assertEquals("answer", front.client.arrivedText());
  }

  @Test
  void what_comes_before_the_server_is_reached_is_kept() {
    relay.accepted(front.server);
    front.client.write("early");
    pass();
    back.client.connect();
    pass();

    assertEquals("early", back.server.arrivedText());
  }

  @Test
  void one_end_is_passed_on_while_the_other_direction_goes_on() {
    connect();

    front.client.shutdownOutput();
    pass();
    back.server.write("still there");
    pass();

    assertEquals(List.of("end"), back.client.acts);
    assertEquals("still there", front.client.arrivedText());
    assertEquals(1, relay.connectionCount());
  }

  @Test
  void when_both_have_ended_both_are_closed() {
    connect();

    back.server.shutdownOutput();
    pass();
    front.client.shutdownOutput();
    pass();

    assertEquals(List.of("end", "close"), front.server.acts);
    assertEquals(List.of("end", "close"), back.client.acts);
    assertEquals(0, relay.connectionCount());
  }

  @Test
  void a_server_that_refuses_closes_the_client() {
    relay.accepted(front.server);
    pass();

    dialled.get(0).failed(back.client, SocketError.CONNECTION_REFUSED);
    pass();

    assertEquals(List.of("close", "end"), front.server.acts);
  }

  @Test
  void unread_data_makes_it_a_reset() {
    relay.accepted(front.server);
    front.client.write("question");
    pass();

    dialled.get(0).failed(back.client, SocketError.CONNECTION_REFUSED);
    pass();

    assertEquals(List.of("reset"), front.server.acts);
  }

  @Test
  void a_broken_client_ends_the_stream_to_the_server() {
    connect();

    front.client.abort();
    pass();

    assertEquals(List.of("end"), back.client.acts);
  }
}

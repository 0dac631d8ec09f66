package dev.drydock.core.app.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.core.app.StreamPair;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.wire.IpAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/// How a client reads responses, and when it gives up.
class HttpClientTest {
  private static final SocketAddress SERVER = new SocketAddress(IpAddress.parse("10.0.0.6"), 80);
  private static final String REQUEST = "GET / HTTP/1.1\r\n\r\n";

  private static final long SEND_NANOS = 70_000;

  private final EventLoop loop = new EventLoop();
  private final StreamPair pair = new StreamPair(loop);
  private final HttpCall.Limits limits =
      new HttpCall.Limits(2 * Nanos.SECOND, 0, 5 * Nanos.SECOND, SEND_NANOS);
  private final HttpClient client =
      new HttpClient(
          loop,
          (remote, listener) -> {
            pair.client.setListener(listener);
            return pair.client;
          },
          new HttpCall(SERVER, REQUEST, false, limits));

  private void connectAnd(Runnable serve) {
    client.start();
    pair.client.connect();
    loop.runUntil(loop.nowNanos() + Nanos.SECOND / 2);
    serve.run();
    loop.runUntil(loop.nowNanos() + 10 * Nanos.SECOND);
  }

  @Test
  void a_request_leaves_when_the_program_has_taken_its_time() {
    client.start();
    pair.client.connect();
    long connectedNanos = loop.nowNanos() + StreamPair.DELAY_NANOS;
    loop.runUntil(connectedNanos + SEND_NANOS - 1);
    assertEquals(List.of(), pair.client.acts);

    loop.runUntil(connectedNanos + SEND_NANOS);

    assertEquals(List.of("write " + REQUEST.length()), pair.client.acts);
  }

  @Test
  void a_body_ends_with_its_length() {
    connectAnd(
        () -> pair.server.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more"));

    assertEquals(HttpOutcome.DONE, client.outcome());
    assertEquals("hello", client.response().text());
    assertEquals(REQUEST, pair.server.arrivedText());
  }

  @Test
  void a_body_without_length_ends_with_the_stream() {
    connectAnd(() -> {
      pair.server.write("HTTP/1.0 404 Not Found\r\n\r\ngone");
      pair.server.shutdownOutput();
    });

    assertEquals(HttpOutcome.DONE, client.outcome());
    assertEquals(404, client.response().status());
    assertEquals("gone", client.response().text());
  }

  @Test
  void chunks_are_put_together() {
    String body = "4\r\nchun\r\n6;x=y\r\nks in \r\n3\r\nrow\r\n0\r\n\r\n";

    connectAnd(() -> {
      pair.server.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
      pair.server.write(body.substring(0, 9));
      pair.server.write(body.substring(9));
    });

    assertEquals(HttpOutcome.DONE, client.outcome());
    assertEquals("chunks in row", client.response().text());
  }

  @Test
  void a_stream_that_ends_early_leaves_the_response_in_pieces() {
    connectAnd(() -> {
      pair.server.write("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nhel");
      pair.server.shutdownOutput();
    });

    assertEquals(HttpOutcome.ENDED, client.outcome());
    assertEquals("hel", client.response().text());
  }

  @Test
  void a_reset_breaks_it() {
    connectAnd(pair.server::abort);

    assertEquals(HttpOutcome.BROKEN, client.outcome());
    assertEquals(SocketError.CONNECTION_RESET, client.error());
  }

  @Test
  void without_a_connection_it_gives_up_at_its_limit() {
    client.start();

    loop.runUntil(10 * Nanos.SECOND);

    assertEquals(HttpOutcome.CONNECT_TIMED_OUT, client.outcome());
    assertEquals(2 * Nanos.SECOND, client.endNanos());
  }

  @Test
  void a_server_that_says_nothing_is_left_at_the_limit_for_all() {
    connectAnd(() -> {});

    assertEquals(HttpOutcome.TIMED_OUT, client.outcome());
    assertEquals(5 * Nanos.SECOND, client.endNanos());
    assertEquals(List.of("write 18", "close", "end"), pair.client.acts);
  }
}

package dev.drydock.core.app.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.app.StreamPair;
import dev.drydock.core.sim.Calendar;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Nanos;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `python3 -m http.server` as Python 3.11.2 answered curl.
class PythonHttpServerTest {
  private final EventLoop loop = new EventLoop();
  private final StreamPair pair = new StreamPair(loop);
  private final HttpSite site =
      new HttpSite(Calendar.at(0))
          .with("/sub/a.txt", "x\n".getBytes(StandardCharsets.UTF_8))
          .with("/B c.html", new byte[0]);

  private String ask(String request) {
    new HttpServer(loop, new PythonHttpServer(site)).accepted(pair.server);
    pair.client.write(request);
    loop.runUntil(loop.nowNanos() + Nanos.SECOND);
    return pair.client.arrivedText();
  }

  @Test
  void a_file_comes_behind_its_head_and_the_connection_is_closed() {
    assertEquals(
        """
        HTTP/1.0 200 OK\r
        Server: SimpleHTTP/0.6 Python/3.11.2\r
        Date: Thu, 01 Jan 2026 00:00:00 GMT\r
        Content-type: text/plain\r
        Content-Length: 2\r
        Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r
        \r
        x
        """,
        ask("GET /sub/a.txt HTTP/1.1\r\nHost: web\r\n\r\n"));
    assertEquals(List.of("write 185", "write 2", "end", "close"), pair.server.acts);
  }

  @Test
  void a_folder_without_an_index_is_listed() {
    String page = ask("GET / HTTP/1.1\r\n\r\n");

    assertTrue(page.contains("\r\nContent-type: text/html; charset=utf-8\r\n"), page);
    assertTrue(page.contains("<title>Directory listing for /</title>"), page);
    String rows =
        """
        <ul>
        <li><a href="B%20c.html">B c.html</a></li>
        <li><a href="sub/">sub/</a></li>
        </ul>
        """;
    assertTrue(page.contains(rows), page);
  }

  @Test
  void a_folder_without_its_slash_is_elsewhere() {
    String answer = ask("GET /sub HTTP/1.1\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.0 301 Moved Permanently\r\n"), answer);
    assertTrue(answer.endsWith("\r\nLocation: /sub/\r\nContent-Length: 0\r\n\r\n"), answer);
  }

  @Test
  void a_page_tells_of_what_is_not_there() {
    String answer = ask("GET /none HTTP/1.1\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.0 404 File not found\r\n"), answer);
    assertTrue(answer.contains("\r\nContent-Length: 335\r\n\r\n"), answer);
    assertEquals(335, answer.length() - answer.indexOf("\r\n\r\n") - 4);
  }

  @Test
  void what_has_no_version_is_answered_without_a_head() {
    String answer = ask("FOO\r\n\r\n");

    assertTrue(answer.startsWith("<!DOCTYPE HTML>\n"), answer);
    assertTrue(answer.contains("<p>Message: Bad request syntax ('FOO').</p>"), answer);
  }
}

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

/// What web servers answer. Texts and order of headers of BusyBox are those of the recorded
/// captures (httpd of BusyBox 1.35).
class HttpServerTest {
  private final EventLoop loop = new EventLoop();
  private final StreamPair pair = new StreamPair(loop);
  private final HttpSite site =
      new HttpSite(Calendar.at(0)).with("/index.html", bytes("<html>hello</html>\n"));

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private String ask(HttpProgram program, String request) {
    HttpServer server = new HttpServer(loop, program);
    server.accepted(pair.server);
    pair.client.write(request);
    loop.runUntil(loop.nowNanos() + Nanos.SECOND);
    return pair.client.arrivedText();
  }

  @Test
  void busybox_sends_head_and_file_in_two_writes_and_closes() {
    String answer = ask(new BusyboxHttpd(site), "GET / HTTP/1.1\r\nHost: web\r\n\r\n");

    String expected =
        """
        HTTP/1.1 200 OK\r
        Date: Thu, 01 Jan 2026 00:00:00 GMT\r
        Connection: close\r
        Content-type: text/html\r
        Accept-Ranges: bytes\r
        Last-Modified: Thu, 01 Jan 2026 00:00:00 GMT\r
        ETag: "6955b900-13"\r
        Content-Length: 19\r
        \r
        <html>hello</html>
        """;
    assertEquals(expected, answer);
    assertEquals(List.of("write 209", "write 19", "end", "close"), pair.server.acts);
  }

  /// The middle of what was recorded: 80 us.
  @Test
  void a_body_follows_its_head_after_a_while() {
    new HttpServer(loop, new BusyboxHttpd(site)).accepted(pair.server);
    pair.client.write("GET / HTTP/1.1\r\nHost: web\r\n\r\n");

    loop.runUntil(() -> pair.client.arrivedText().length() == 209, Nanos.SECOND);
    long head = loop.nowNanos();
    loop.runUntil(() -> pair.client.arrivedText().length() > 209, Nanos.SECOND);
    long pause = loop.nowNanos() - head;

    assertTrue(pause > 50_000 && pause < 120_000, () -> pause + " ns");
  }

  /// Recorded with `nc` from Debian's BusyBox.
  @Test
  void busybox_without_cgi_sends_the_file_when_asked_for_the_head_alone() {
    String request = "HEAD / HTTP/1.1\r\nHost: web\r\n\r\n";
    ask(new BusyboxHttpd(site), request);

    assertEquals(List.of("write 209", "write 19", "end", "close"), pair.server.acts);
  }

  @Test
  void busybox_with_cgi_sends_the_head_alone() {
    String request = "HEAD / HTTP/1.1\r\nHost: web\r\n\r\n";
    ask(new BusyboxHttpd(site, true), request);

    assertEquals(List.of("write 209", "end", "close"), pair.server.acts);
  }

  @Test
  void busybox_says_what_is_missing_in_one_write() {
    String answer = ask(new BusyboxHttpd(site), "GET /none HTTP/1.1\r\nHost: web\r\n\r\n");

    String expected =
        """
        HTTP/1.1 404 Not Found\r
        Date: Thu, 01 Jan 2026 00:00:00 GMT\r
        Connection: close\r
        Content-type: text/html\r
        \r
        <HTML><HEAD><TITLE>404 Not Found</TITLE></HEAD>
        <BODY><H1>404 Not Found</H1>
        The requested URL was not found
        </BODY></HTML>
        """;
    assertEquals(expected, answer);
    assertEquals(List.of("write 231", "end", "close"), pair.server.acts);
  }

  @Test
  void busybox_does_not_read_a_posted_body_and_so_resets_at_the_end() {
    String body = "0".repeat(20_000);
    String request = "POST / HTTP/1.1\r\nContent-Length: 20000\r\n\r\n" + body;

    String answer = ask(new BusyboxHttpd(site), request);

    assertTrue(answer.startsWith("HTTP/1.1 501 Not Implemented\r\n"), answer);
    assertEquals(List.of("write 256", "end", "reset"), pair.server.acts);
  }

  @Test
  void busybox_reads_a_kilobyte_and_resets_when_a_short_body_goes_on_behind_it() {
    String head = "POST / HTTP/1.1\r\nContent-Length: 2000\r\n\r\n";

    ask(new BusyboxHttpd(site), head + "0".repeat(2000));

    assertEquals(List.of("write 256", "end", "reset"), pair.server.acts);
  }

  @Test
  void busybox_takes_a_body_that_comes_with_the_first_kilobyte() {
    String head = "POST / HTTP/1.1\r\nContent-Length: 900\r\n\r\n";

    ask(new BusyboxHttpd(site), head + "0".repeat(900));

    assertEquals(List.of("write 256", "end", "close"), pair.server.acts);
  }

  @Test
  void busybox_closes_without_an_answer_when_the_request_is_an_empty_line() {
    String answer = ask(new BusyboxHttpd(site), "\n");

    assertEquals("", answer);
    assertEquals(List.of("end", "close"), pair.server.acts);
  }

  @Test
  void busybox_sends_to_the_folder_a_path_without_slash() {
    site.with("/docs/index.html", bytes("x"));

    String answer = ask(new BusyboxHttpd(site), "GET /docs HTTP/1.1\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 302 Found\r\n"), answer);
    assertTrue(answer.contains("\r\nLocation: /docs/\r\n"), answer);
  }

  @Test
  void nginx_keeps_the_connection_for_a_second_request() {
    String request = "GET / HTTP/1.1\r\nHost: web\r\n\r\n";

    ask(new Nginx(site), request);
    pair.client.write("GET /none HTTP/1.1\r\nHost: web\r\nConnection: close\r\n\r\n");
    loop.runUntil(loop.nowNanos() + Nanos.SECOND);

    String answer = pair.client.arrivedText();
    assertTrue(answer.startsWith("HTTP/1.1 200 OK\r\nServer: nginx/"), answer);
    assertTrue(answer.contains("<html>hello</html>\nHTTP/1.1 404 Not Found\r\n"), answer);
    assertEquals(List.of("end", "close"), pair.server.acts.subList(3, 5));
  }

  @Test
  void a_posted_body_is_skipped_before_the_next_request() {
    String post = "POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello";

    ask(new Nginx(site), post + "GET / HTTP/1.1\r\nConnection: close\r\n\r\n");

    String answer = pair.client.arrivedText();
    assertTrue(answer.startsWith("HTTP/1.1 405 Not Allowed\r\n"), answer);
    assertTrue(answer.endsWith("<html>hello</html>\n"), answer);
  }

  @Test
  void whoami_says_who_asked() {
    String answer =
        ask(new Whoami("", "box", List::of), "GET /x HTTP/1.1\r\nHost: web\r\nA: b\r\n\r\n");

    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    String expected =
        "Hostname: box\nRemoteAddr: 10.0.0.6:40000\nGET /x HTTP/1.1\r\nHost: web\r\nA: b\r\n\r\n";
    assertEquals(expected, body);
  }

  @Test
  void apache_names_the_method_it_does_not_know() {
    String answer = ask(new ApacheHttpd(site), "BREW / HTTP/1.1\r\nConnection: close\r\n\r\n");

    assertTrue(answer.startsWith("HTTP/1.1 405 Method Not Allowed\r\n"), answer);
    assertTrue(answer.contains("<h1>Method Not Allowed</h1>"), answer);
  }
}

package dev.drydock.core.app.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Apache's `httpd` with the configuration of its image: head and body in one write, connections
/// kept.
public final class ApacheHttpd implements HttpProgram {
  /// The stable version of 2025.
  private static final String VERSION = "Apache/2.4.65 (Unix)";

  private static final String PROSE = "text/html; charset=iso-8859-1";

  private final HttpSite site;

  /// A server of these files.
  public ApacheHttpd(HttpSite site) {
    this.site = site;
  }

  @Override
  public HttpReply reply(Call call) {
    HttpRequest request = call.request();
    byte @Nullable [] content = site.find(request.path());
    boolean isKnown = List.of("GET", "HEAD", "POST").contains(request.method());
    if (!isKnown) {
      return error(
          call, "405 Method Not Allowed", "The requested method is not allowed for this URL.");
    }
    if (content == null) {
      return error(call, "404 Not Found", "The requested URL was not found on this server.");
    }
    List<String> headers = common(call.now());
    headers.add("Last-Modified: " + HttpText.date(site.modified()));
    headers.add(
        String.format(
            Locale.ROOT,
            "ETag: \"%x-%x\"",
            content.length,
            site.modified().getEpochSecond() * 1_000_000));
    headers.add("Accept-Ranges: bytes");
    addEnd(headers, call.request(), content.length, "text/html");
    return answer(call, HttpText.head("HTTP/1.1 200 OK", headers), content);
  }

  private static List<String> common(Instant now) {
    List<String> headers = new ArrayList<>();
    headers.add("Date: " + HttpText.date(now));
    headers.add("Server: " + VERSION);
    return headers;
  }

  private static void addEnd(List<String> headers, HttpRequest request, int length, String type) {
    headers.add("Content-Length: " + length);
    if (!request.keepsAlive()) {
      headers.add("Connection: close");
    }
    headers.add("Content-Type: " + type);
  }

  private static HttpReply answer(Call call, String head, byte[] content) {
    byte[] headBytes = HttpText.bytes(head);
    boolean isHead = call.request().method().equals("HEAD");
    byte[] all = isHead ? headBytes : HttpText.join(headBytes, content);
    return new HttpReply(List.of(all), call.request().keepsAlive());
  }

  private static HttpReply error(Call call, String status, String text) {
    byte[] page = page(status, text);
    List<String> headers = common(call.now());
    addEnd(headers, call.request(), page.length, PROSE);
    return answer(call, HttpText.head("HTTP/1.1 " + status, headers), page);
  }

  private static byte[] page(String status, String text) {
    String page =
        """
        <!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">
        <html><head>
        <title>%s</title>
        </head><body>
        <h1>%s</h1>
        <p>%s</p>
        </body></html>
        """
            .formatted(status, status.substring(status.indexOf(' ') + 1), text);
    return page.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public HttpReply refuse(Instant now) {
    byte[] page =
        page(
            "400 Bad Request",
            "Your browser sent a request that this server could not understand.<br />\n");
    List<String> headers = common(now);
    headers.add("Content-Length: " + page.length);
    headers.add("Connection: close");
    headers.add("Content-Type: " + PROSE);
    byte[] head = HttpText.bytes(HttpText.head("HTTP/1.1 400 Bad Request", headers));
    return new HttpReply(List.of(HttpText.join(head, page)), false);
  }
}

package dev.drydock.core.app.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// nginx with the configuration of its image: `sendfile` without `tcp_nopush`, so that the head of
/// a file is a write of its own, while an error page goes out with its head. Keeps connections.
public final class Nginx implements HttpProgram {
  /// The stable version of 2025.
  private static final String VERSION = "nginx/1.28.0";

  private final HttpSite site;

  /// A server of these files.
  public Nginx(HttpSite site) {
    this.site = site;
  }

  @Override
  public HttpReply reply(Call call) {
    HttpRequest request = call.request();
    String path = request.path();
    boolean isHead = request.method().equals("HEAD");
    if (!isHead && !request.method().equals("GET")) {
      return error(call, "405 Not Allowed", List.of());
    }
    if (site.isFolder(path) && !path.endsWith("/")) {
      String host = request.header("Host");
      String location = "Location: http://" + (host == null ? "localhost" : host) + path + "/";
      return error(call, "301 Moved Permanently", List.of(location));
    }
    byte @Nullable [] content = site.find(path);
    if (content == null) {
      return error(call, "404 Not Found", List.of());
    }
    List<String> headers = common(call.now(), type(path), content.length);
    headers.add("Last-Modified: " + HttpText.date(site.modified()));
    headers.add(connection(request));
    headers.add(
        String.format(
            Locale.ROOT, "ETag: \"%x-%x\"", site.modified().getEpochSecond(), content.length));
    headers.add("Accept-Ranges: bytes");
    byte[] head = HttpText.bytes(HttpText.head("HTTP/1.1 200 OK", headers));
    List<byte[]> writes = isHead || content.length == 0 ? List.of(head) : List.of(head, content);
    return new HttpReply(writes, request.keepsAlive());
  }

  private static List<String> common(Instant now, String type, int length) {
    List<String> headers = new ArrayList<>();
    headers.add("Server: " + VERSION);
    headers.add("Date: " + HttpText.date(now));
    headers.add("Content-Type: " + type);
    headers.add("Content-Length: " + length);
    return headers;
  }

  private static String connection(HttpRequest request) {
    return "Connection: " + (request.keepsAlive() ? "keep-alive" : "close");
  }

  private static String type(String path) {
    String file = path.endsWith("/") ? "index.html" : path;
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "htm", "html" -> "text/html";
      case "txt" -> "text/plain";
      case "css" -> "text/css";
      case "js" -> "application/javascript";
      case "json" -> "application/json";
      case "png" -> "image/png";
      default -> "application/octet-stream";
    };
  }

  @Override
  public boolean sendsFiles() {
    return true;
  }

  @Override
  public HttpReply refuse(Instant now) {
    byte[] page = page("400 Bad Request");
    List<String> headers = common(now, "text/html", page.length);
    headers.add("Connection: close");
    String head = HttpText.head("HTTP/1.1 400 Bad Request", headers);
    return new HttpReply(List.of(HttpText.join(HttpText.bytes(head), page)), false);
  }

  private static HttpReply error(Call call, String status, List<String> more) {
    byte[] page = page(status);
    List<String> headers = common(call.now(), "text/html", page.length);
    headers.addAll(more);
    headers.add(connection(call.request()));
    byte[] head = HttpText.bytes(HttpText.head("HTTP/1.1 " + status, headers));
    boolean isHead = call.request().method().equals("HEAD");
    byte[] answer = isHead ? head : HttpText.join(head, page);
    return new HttpReply(List.of(answer), call.request().keepsAlive());
  }

  private static byte[] page(String status) {
    String page =
        "<html>\r\n<head><title>"
            + status
            + "</title></head>\r\n<body>\r\n<center><h1>"
            + status
            + "</h1></center>\r\n<hr><center>"
            + VERSION
            + "</center>\r\n</body>\r\n</html>\r\n";
    return page.getBytes(StandardCharsets.US_ASCII);
  }
}

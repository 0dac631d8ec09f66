package dev.drydock.core.app.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `python3 -m http.server` of Python 3.11 (`Lib/http/server.py`, `SimpleHTTPRequestHandler`): HTTP
/// 1.0, a connection for each request, the files of a folder and lists of what is in it. Headers,
/// pages and writes as recorded with 3.11.2.
public final class PythonHttpServer implements HttpProgram {
  private static final String VERSION = "SimpleHTTP/0.6 Python/3.11.2";

  private final HttpSite site;

  /// A server of these files.
  public PythonHttpServer(HttpSite site) {
    this.site = site;
  }

  @Override
  public HttpReply reply(Call call) {
    HttpRequest request = call.request();
    boolean isHead = request.method().equals("HEAD");
    if (!isHead && !request.method().equals("GET")) {
      return error(call, 501, "Unsupported method ('" + request.method() + "')");
    }
    String path = decoded(request.path());
    if (!path.endsWith("/") && site.isFolder(path)) {
      List<String> headers = common("301 Moved Permanently", call.now());
      headers.add("Location: " + request.path() + "/");
      headers.add("Content-Length: 0");
      return answer(headers, new byte[0], true);
    }
    byte @Nullable [] content = site.find(path);
    if (content != null) {
      return file(call, path.endsWith("/") ? "index.html" : path, content);
    }
    boolean isFolder = path.equals("/") || (path.endsWith("/") && site.isFolder(parentless(path)));
    return isFolder ? listing(call, path) : error(call, 404, "File not found");
  }

  private static String parentless(String path) {
    return path.substring(0, path.length() - 1);
  }

  private static String decoded(String path) {
    try {
      return URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return path; // a percent sign that begins nothing
    }
  }

  private HttpReply file(Call call, String path, byte[] content) {
    List<String> headers = common("200 OK", call.now());
    headers.add("Content-type: " + type(path));
    headers.add("Content-Length: " + content.length);
    headers.add("Last-Modified: " + HttpText.date(site.modified()));
    return answer(headers, content, call.request().method().equals("HEAD"));
  }

  /// `list_directory`: sorted without regard to case.
  private HttpReply listing(Call call, String path) {
    StringBuilder rows = new StringBuilder();
    List<String> names = new ArrayList<>(site.names(path));
    names.sort((one, other) -> folded(one).compareTo(folded(other)));
    for (String name : names) {
      rows.append("<li><a href=\"%s\">%s</a></li>\n".formatted(quoted(name), escaped(name)));
    }
    String title = "Directory listing for " + escaped(path);
    byte[] page =
        """
        <!DOCTYPE HTML>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <title>%s</title>
        </head>
        <body>
        <h1>%s</h1>
        <hr>
        <ul>
        %s</ul>
        <hr>
        </body>
        </html>
        """
            .formatted(title, title, rows)
            .getBytes(StandardCharsets.UTF_8);
    List<String> headers = common("200 OK", call.now());
    headers.add("Content-type: text/html; charset=utf-8");
    headers.add("Content-Length: " + page.length);
    return answer(headers, page, call.request().method().equals("HEAD"));
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /// `urllib.parse.quote`.
  private static String quoted(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8)
        .replace("+", "%20")
        .replace("*", "%2A")
        .replace("%2F", "/")
        .replace("%7E", "~");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private static String type(String path) {
    return switch (path.substring(path.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT)) {
      case "htm", "html" -> "text/html";
      case "txt", "py", "c", "h" -> "text/plain";
      case "css" -> "text/css";
      case "js" -> "text/javascript";
      case "json" -> "application/json";
      case "png" -> "image/png";
      default -> "application/octet-stream";
    };
  }

  private static List<String> common(String status, Instant now) {
    List<String> lines = new ArrayList<>(List.of("HTTP/1.0 " + status));
    lines.add("Server: " + VERSION);
    lines.add("Date: " + HttpText.date(now));
    return lines;
  }

  private static HttpReply answer(List<String> lines, byte[] content, boolean isHead) {
    String text = HttpText.head(lines.getFirst(), lines.subList(1, lines.size()));
    byte[] head = HttpText.bytes(text);
    boolean isBare = isHead || content.length == 0;
    return new HttpReply(isBare ? List.of(head) : List.of(head, content), false);
  }

  @Override
  public boolean wantsVersion() {
    return true;
  }

  /// Without a version it is taken for HTTP 0.9, whose answers have no head.
  @Override
  public HttpReply refuse(Instant now, String line) {
    char quote = line.contains("'") ? '"' : '\'';
    HttpReply whole = error(now, 400, "Bad request syntax (" + quote + line + quote + ")", false);
    return line.contains(" HTTP/") ? whole : new HttpReply(whole.writes().subList(1, 2), false);
  }

  @Override
  public HttpReply refuse(Instant now) {
    return refuse(now, "");
  }

  private static HttpReply error(Call call, int code, String message) {
    return error(call.now(), code, message, call.request().method().equals("HEAD"));
  }

  private static HttpReply error(Instant now, int code, String message, boolean isHead) {
    byte[] page =
        """
        <!DOCTYPE HTML>
        <html lang="en">
            <head>
                <meta charset="utf-8">
                <title>Error response</title>
            </head>
            <body>
                <h1>Error response</h1>
                <p>Error code: %d</p>
                <p>Message: %s.</p>
                <p>Error code explanation: %d - %s.</p>
            </body>
        </html>
        """
            .formatted(code, escaped(message), code, explanation(code))
            .getBytes(StandardCharsets.UTF_8);
    List<String> headers = common(code + " " + message, now);
    headers.add("Connection: close");
    headers.add("Content-Type: text/html;charset=utf-8");
    headers.add("Content-Length: " + page.length);
    return answer(headers, page, isHead);
  }

  private static String explanation(int code) {
    return switch (code) {
      case 400 -> "Bad request syntax or unsupported method";
      case 404 -> "Nothing matches the given URI";
      default -> "Server does not support this operation";
    };
  }
}

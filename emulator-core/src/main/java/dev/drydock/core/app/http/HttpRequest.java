package dev.drydock.core.app.http;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// The head of a request (RFC 9112 section 3).
///
/// @param method such as `GET`
/// @param target path and query
/// @param version `HTTP/1.1`
record HttpRequest(String method, String target, String version, List<HttpHeader> headers) {
  /// Copies the headers.
  public HttpRequest {
    headers = List.copyOf(headers);
  }

  /// Reads a head.
  ///
  /// @param head without the empty line behind it
  /// @return null when the first line is no request line
  static @Nullable HttpRequest parse(String head) {
    List<String> lines = head.lines().toList();
    String[] words = lines.isEmpty() ? new String[0] : lines.get(0).split(" ", -1);
    if (words.length != 3 || words[0].isEmpty() || !words[2].startsWith("HTTP/")) {
      return null;
    }
    List<HttpHeader> headers = HttpHeader.parse(lines.subList(1, lines.size()));
    return new HttpRequest(words[0], words[1], words[2], headers);
  }

  /// The value of a header; null when it is not there.
  public @Nullable String header(String name) {
    return HttpHeader.find(headers, name);
  }

  /// The target without its query.
  public String path() {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }

  /// How long the body is; 0 when there is none.
  long bodyBytes() {
    String length = header("Content-Length");
    return length != null && length.matches("\\d{1,18}") ? Long.parseLong(length) : 0;
  }

  /// Whether the client wants the connection to stay (RFC 9112 section 9.3).
  boolean keepsAlive() {
    String connection = header("Connection");
    return version.equals("HTTP/1.0")
        ? "keep-alive".equalsIgnoreCase(connection)
        : !"close".equalsIgnoreCase(connection);
  }
}

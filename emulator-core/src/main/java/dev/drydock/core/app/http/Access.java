package dev.drydock.core.app.http;

import dev.drydock.core.transport.SocketAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One request and what became of it, as a server's access log tells it.
///
/// @param remote who asked
/// @param line the first line as it came, without its end
/// @param status such as 200
/// @param headBytes how long the head of the answer is
/// @param bodyBytes how much was written behind it
/// @param asked when the head of the request was there
/// @param answered when all was written, or the client was gone
public record Access(
    SocketAddress remote,
    String line,
    List<HttpHeader> headers,
    int status,
    int headBytes,
    long bodyBytes,
    Instant asked,
    Instant answered) {
  /// Copies the headers.
  public Access {
    headers = List.copyOf(headers);
  }

  /// The value of a header of the request; null when it is not there.
  public @Nullable String header(String name) {
    return HttpHeader.find(headers, name);
  }
}

package dev.drydock.core.app.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A response as it comes in (RFC 9112 sections 4 to 7).
///
/// The body ends by its length, by its last chunk, or with the stream.
public final class HttpResponse {
  private static final int NO_LENGTH = -1;

  private final boolean hasBody;
  private final StringBuilder head = new StringBuilder();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private List<HttpHeader> headers = List.of();
  private String statusLine = "";
  private long lengthBytes = NO_LENGTH;
  private @Nullable ChunkReader chunks;
  private boolean headDone;

  /// Nothing received yet.
  ///
  /// @param hasBody false for the answer to `HEAD`
  HttpResponse(boolean hasBody) {
    this.hasBody = hasBody;
  }

  /// Takes bytes.
  void take(byte[] data, int length) {
    int at = 0;
    while (at < length && !headDone) {
      head.append((char) (data[at] & 0xff));
      at++;
      if (data[at - 1] == '\n' && (endsWith("\r\n\r\n") || endsWith("\n\n"))) {
        readHead();
      }
    }
    if (hasBody && headDone && at < length) {
      takeBody(data, at, length - at);
    }
  }

  private boolean endsWith(String end) {
    int from = head.length() - end.length();
    return from >= 0 && head.indexOf(end, from) == from;
  }

  private void readHead() {
    List<String> lines = head.toString().lines().toList();
    statusLine = lines.get(0);
    if (status() / 100 == 1) {
      head.setLength(0);
      return;
    }
    headers = HttpHeader.parse(lines.subList(1, lines.size()));
    String length = header("Content-Length");
    if ("chunked".equalsIgnoreCase(header("Transfer-Encoding"))) {
      chunks = new ChunkReader(body);
    } else if (length != null && length.matches("\\d{1,18}")) {
      lengthBytes = Long.parseLong(length);
    }
    headDone = true;
  }

  private void takeBody(byte[] data, int at, int length) {
    ChunkReader reader = chunks;
    if (reader != null) {
      reader.take(data, at, length);
    } else if (lengthBytes == NO_LENGTH) {
      body.write(data, at, length);
    } else {
      body.write(data, at, (int) Math.min(length, lengthBytes - body.size()));
    }
  }

  /// Whether all of it is there, as far as that can be told before the stream ends.
  boolean isComplete() {
    if (!headDone) {
      return false;
    }
    boolean isBodyless = !hasBody || status() == 204 || status() == 304;
    ChunkReader reader = chunks;
    return isBodyless
        || (reader == null
            ? lengthBytes != NO_LENGTH && body.size() >= lengthBytes
            : reader.isDone());
  }

  /// Whether it is whole now that the stream has ended.
  boolean isCompleteAtEnd() {
    return isComplete() || (headDone && lengthBytes == NO_LENGTH && chunks == null);
  }

  /// Whether the head is there.
  public boolean hasHead() {
    return headDone;
  }

  /// The head with the empty line behind it, as it was sent.
  public String head() {
    return head.toString();
  }

  /// The first line.
  public String statusLine() {
    return statusLine;
  }

  /// The status; 0 when there is none.
  public int status() {
    String[] words = statusLine.split(" ", -1);
    return words.length > 1 && words[1].matches("\\d{3}") ? Integer.parseInt(words[1]) : 0;
  }

  /// The value of a header; null when it is not there.
  public @Nullable String header(String name) {
    return HttpHeader.find(headers, name);
  }

  /// The length that the head gives; -1 for none.
  public long lengthBytes() {
    return lengthBytes;
  }

  /// How much there is of the body.
  public int bodyBytes() {
    return body.size();
  }

  /// The body as text.
  public String text() {
    return body.toString(StandardCharsets.UTF_8);
  }
}

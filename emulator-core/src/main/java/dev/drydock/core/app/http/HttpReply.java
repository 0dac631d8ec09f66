package dev.drydock.core.app.http;

import java.nio.charset.StandardCharsets;
import java.util.List;

/// What a server writes in answer to one request.
///
/// @param writes one after the other: each is a call of `write`, and so a segment of its own when
///   it is small
/// @param keepsOpen whether it waits for another request
record HttpReply(List<byte[]> writes, boolean keepsOpen) {
  /// Nothing at all, and the connection is closed.
  static final HttpReply CLOSE = new HttpReply(List.of(), false);

  /// The status that its head tells; 0 when it has none.
  int status() {
    String[] words = first().split(" ", 3);
    return words.length > 1 && words[1].matches("\\d{3}") ? Integer.parseInt(words[1]) : 0;
  }

  /// How long its head is, with the empty line behind it.
  int headBytes() {
    int end = first().indexOf("\r\n\r\n");
    return end < 0 ? 0 : end + 4;
  }

  private String first() {
    if (writes.isEmpty()) {
      return "";
    }
    byte[] bytes = writes.getFirst();
    int length = Math.min(bytes.length, HttpServer.HEAD_BYTES_MAX);
    return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
  }
}

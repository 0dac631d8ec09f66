package dev.drydock.core.app.http;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/// Pieces of HTTP that all servers write alike.
final class HttpText {
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private HttpText() {}

  /// A date (RFC 9110 section 5.6.7).
  static String date(Instant time) {
    return DATE.format(time);
  }

  /// A head with the empty line behind it.
  static String head(String statusLine, List<String> headers) {
    StringBuilder head = new StringBuilder(statusLine).append("\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    return head.append("\r\n").toString();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] join(byte[] first, byte[] second) {
    byte[] joined = new byte[first.length + second.length];
    System.arraycopy(first, 0, joined, 0, first.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }
}

package dev.drydock.pcap.print;

import java.util.List;
import java.util.Locale;

/// The text of HTTP (`print-http.c`, `txtproto_print`): the first line of a message, and with `-v`
/// all lines until something is no text.
final class HttpPrinter {
  private static final List<String> METHODS =
      List.of(
          "GET",
          "PUT",
          "COPY",
          "HEAD",
          "LOCK",
          "MOVE",
          "POLL",
          "POST",
          "BCOPY",
          "BMOVE",
          "MKCOL",
          "TRACE",
          "LABEL",
          "MERGE",
          "DELETE",
          "SEARCH",
          "UNLOCK",
          "REPORT",
          "UPDATE",
          "NOTIFY",
          "BDELETE",
          "CONNECT",
          "OPTIONS",
          "CHECKIN",
          "PROPFIND",
          "CHECKOUT",
          "CCM_POST",
          "SUBSCRIBE",
          "PROPPATCH",
          "BPROPFIND",
          "BPROPPATCH",
          "UNCHECKOUT",
          "MKACTIVITY",
          "MKWORKSPACE",
          "UNSUBSCRIBE",
          "RPC_CONNECT",
          "VERSION-CONTROL",
          "BASELINE-CONTROL");

  private final PrintContext context;

  HttpPrinter(PrintContext context) {
    this.context = context;
  }

  void print(Octets data, int length) {
    context.enter("http");
    StringBuilder out = context.out().append("HTTP");
    Octets text = data.first(length);
    if (!isMessage(text)) {
      return;
    }
    if (context.options().verbose() == 0) {
      line(text, 0, length, ": ");
      return;
    }
    out.append(", length: ").append(length);
    int at = 0;
    do {
      at = line(text, at, length, "\n\t");
    } while (at > 0 && at < length);
  }

  /// Whether it begins with a method, or its second word is a status.
  private static boolean isMessage(Octets text) {
    int end = token(text, 0);
    if (end == 0 || end > text.size()) {
      return false;
    }
    if (METHODS.contains(text.text(0, end).toUpperCase(Locale.ROOT))) {
      return true;
    }
    int second = end;
    while (second < text.size() && isBlank(text.u8(second))) {
      second++;
    }
    int secondEnd = token(text, second);
    return secondEnd - second == 3
        && text.text(second, 3).chars().allMatch(digit -> digit >= '0' && digit <= '9');
  }

  /// Where the word that begins here ends; here when there is none or it does not end.
  private static int token(Octets text, int from) {
    int at = from;
    while (at < text.size() && text.u8(at) > ' ' && text.u8(at) < 0x7f) {
      at++;
    }
    return at >= text.size() || !isSpace(text.u8(at)) ? from : at;
  }

  private static boolean isBlank(int value) {
    return value == ' ' || value == '\t';
  }

  private static boolean isSpace(int value) {
    return value == ' ' || (value >= '\t' && value <= '\r');
  }

  /// @return where the next line begins, 0 when that was the last
  private int line(Octets text, int from, int length, String prefix) {
    int at = from;
    while (at < length) {
      int value = text.u8(at);
      if (value == '\n') {
        context.out().append(prefix).append(text.text(from, at - from));
        return at + 1;
      }
      if (value == '\r') {
        if (at + 1 >= length || text.u8(at + 1) != '\n') {
          return 0;
        }
        context.out().append(prefix).append(text.text(from, at - from));
        return at + 2;
      }
      if ((value < ' ' || value >= 0x7f) && value != '\t') {
        return 0;
      }
      at++;
    }
    context.out().append(prefix).append(text.text(from, length - from));
    context.cutOff();
    return 0;
  }
}

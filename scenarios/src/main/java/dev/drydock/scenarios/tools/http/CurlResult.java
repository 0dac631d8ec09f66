package dev.drydock.scenarios.tools.http;

import dev.drydock.core.app.http.HttpClient;
import dev.drydock.core.app.http.HttpResponse;
import dev.drydock.core.transport.SocketError;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What came of a transfer of `curl`: what `-w` can show.
final class CurlResult {
  private static final int NOT_CONNECTED = 7;
  private static final double SECOND_NANOS = 1e9;

  private final String typed;
  private final String method;

  @Nullable Url url;
  int status;
  String error = "";
  long lookupNanos;
  long totalNanos;
  long requestBytes;

  private long connectNanos;
  private long firstByteNanos;
  private @Nullable HttpClient client;

  CurlResult(String typed, String method) {
    this.typed = typed;
    this.method = method;
  }

  void fail(int newStatus, String text) {
    status = newStatus;
    error = text;
  }

  void take(HttpClient ended) {
    client = ended;
    connectNanos = lookupNanos + Math.max(ended.connectedNanos(), 0);
    firstByteNanos = lookupNanos + Math.max(ended.firstByteNanos(), 0);
  }

  /// Whether the server's machine refused the connection.
  boolean isRefused() {
    return status == NOT_CONNECTED
        && client != null
        && client.error() == SocketError.CONNECTION_REFUSED;
  }

  /// The status of the response; 0 for none.
  int responseCode() {
    return client == null || !client.response().hasHead() ? 0 : client.response().status();
  }

  /// Fills a format in: `%{variable}`, `%%`, and `\n`, `\r`, `\t`.
  String format(String format) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < format.length()) {
      char c = format.charAt(at);
      char next = at + 1 < format.length() ? format.charAt(at + 1) : 0;
      int close = c == '%' && next == '{' ? format.indexOf('}', at) : -1;
      if (close > 0) {
        out.append(variable(format.substring(at + 2, close)));
        at = close + 1;
      } else if (c == '%' && next == '%') {
        out.append('%');
        at += 2;
      } else if (c == '\\' && next != 0) {
        out.append(escaped(next));
        at += 2;
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  private static String escaped(char letter) {
    return switch (letter) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      default -> "\\" + letter;
    };
  }

  private String variable(String name) {
    HttpClient known = client;
    HttpResponse response = known == null ? null : known.response();
    return switch (name) {
      case "http_code", "response_code" ->
          String.format(Locale.ROOT, "%03d", response == null ? 0 : response.status());
      case "size_download" -> Integer.toString(response == null ? 0 : response.bodyBytes());
      case "size_header" -> Integer.toString(response == null ? 0 : response.head().length());
      case "size_request" -> Long.toString(requestBytes);
      case "content_type" -> {
        String type = response == null ? null : response.header("Content-Type");
        yield type == null ? "" : type;
      }
      case "remote_ip" ->
          known == null || connectNanos == 0 ? "" : known.remote().address().toString();
      case "remote_port" -> known == null ? "0" : Integer.toString(known.remote().port());
      case "local_ip" ->
          known == null || connectNanos == 0 ? "" : known.local().address().toString();
      case "local_port" -> known == null ? "0" : Integer.toString(known.local().port());
      case "num_connects" -> known != null && known.connectedNanos() >= 0 ? "1" : "0";
      case "http_version" -> response == null || response.status() == 0 ? "0" : "1.1";
      case "exitcode" -> Integer.toString(status);
      case "errormsg" -> error;
      default -> other(name);
    };
  }

  private String other(String name) {
    Url known = url;
    return switch (name) {
      case "time_total" -> seconds(totalNanos);
      case "time_namelookup" -> seconds(lookupNanos);
      case "time_connect", "time_pretransfer" -> seconds(connectNanos);
      case "time_appconnect", "time_redirect" -> seconds(0);
      case "time_starttransfer" -> seconds(firstByteNanos);
      case "url" -> typed;
      case "url_effective" -> known == null ? typed : known.toString();
      case "method" -> method;
      case "scheme" -> known == null ? "" : known.scheme().toUpperCase(Locale.ROOT);
      default -> "curl: unknown --write-out variable: '" + name + "'\n";
    };
  }

  private static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.6f", nanos / SECOND_NANOS);
  }
}

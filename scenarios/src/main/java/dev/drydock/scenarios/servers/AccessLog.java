package dev.drydock.scenarios.servers;

import dev.drydock.core.app.http.Access;
import dev.drydock.core.app.http.AccessListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.scenarios.model.Serve;
import dev.drydock.scenarios.tools.Output;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the web servers of a container write of each request, where `docker logs` finds it.
///
/// - nginx: `log_format main` of its image's `nginx.conf`
/// - Apache: `CustomLog /proc/self/fd/1 common` of its image's `httpd.conf`; the images that are
///   built on Debian's write `combined`
/// - Python: `log_request` and `log_error` of `http.server`, to standard error
/// - BusyBox: with `-v` the status, with `-vv` the path before it, with `-vvv` the connection
///   (`send_headers`, `handle_incoming_and_exit`, `log_and_exit`); to standard error
///
/// @param image repository of the container's image
/// @param words the command line of the server
record AccessLog(String image, List<String> words, Output output) {
  /// Of servers whose output nobody reads.
  static final AccessLog NONE = new AccessLog("", List.of(), (text, isError) -> {});

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss '+0000'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final DateTimeFormatter PYTHON_TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu HH:mm:ss", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /// What one server writes.
  AccessListener of(Serve.Http serve) {
    return switch (image.isEmpty() ? "" : serve.server()) {
      case "nginx" -> access -> line(nginx(access));
      case "httpd" -> access -> line(image.equals("httpd") ? common(access) : combined(access));
      case PythonOptions.SERVER -> this::python;
      case "busybox-httpd", Sites.BUSYBOX_WITH_CGI -> busybox();
      default -> AccessListener.NOBODY;
    };
  }

  private void line(String text) {
    output.write(text + "\n", false);
  }

  private static String nginx(Access access) {
    return "%s - - [%s] \"%s\" %d %d \"%s\" \"%s\" \"%s\""
        .formatted(
            access.remote().address(),
            TIME.format(access.answered()),
            orDash(escaped(access.line(), true)),
            access.status(),
            access.bodyBytes(),
            header(access, "Referer", true),
            header(access, "User-Agent", true),
            header(access, "X-Forwarded-For", true));
  }

  /// `%h %l %u %t "%r" %>s %b`.
  private static String common(Access access) {
    String bytes = access.bodyBytes() == 0 ? "-" : Long.toString(access.bodyBytes());
    return start(access) + " " + bytes;
  }

  /// `%h %l %u %t "%r" %>s %O "%{Referer}i" "%{User-Agent}i"`.
  private static String combined(Access access) {
    return "%s %d \"%s\" \"%s\""
        .formatted(
            start(access),
            access.headBytes() + access.bodyBytes(),
            header(access, "Referer", false),
            header(access, "User-Agent", false));
  }

  private static String start(Access access) {
    return "%s - - [%s] \"%s\" %d"
        .formatted(
            access.remote().address(),
            TIME.format(access.asked()),
            orDash(escaped(access.line(), false)),
            access.status());
  }

  private void python(Access access) {
    int status = access.status() == 0 ? 400 : access.status(); // an answer without a head
    String start = access.remote().address() + " - - [" + PYTHON_TIME.format(access.asked()) + "] ";
    String told =
        switch (status) {
          case 400 -> "Bad request syntax ('" + access.line() + "')";
          case 404 -> "File not found";
          case 501 -> "Unsupported method ('" + access.line().replaceFirst(" .*", "") + "')";
          default -> "";
        };
    if (!told.isEmpty()) {
      output.write(start + "code " + status + ", message " + told + "\n", true);
    }
    output.write(start + "\"" + access.line() + "\" " + status + " -\n", true);
  }

  private static String header(Access access, String name, boolean isNginx) {
    String value = access.header(name);
    return orDash(value == null ? "" : escaped(value, isNginx));
  }

  private static String orDash(String text) {
    return text.isEmpty() ? "-" : text;
  }

  /// What is not plain is written as `\xHH`; Apache writes a quote and a backslash with a backslash
  /// (`ngx_http_log_escape`, `ap_escape_logitem`).
  private static String escaped(String text, boolean isNginx) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char each = text.charAt(i);
      boolean isQuoted = each == '"' || each == '\\';
      if (isQuoted && !isNginx) {
        escaped.append('\\').append(each);
      } else if (isQuoted || each < ' ' || each > '~') {
        escaped.append(String.format(Locale.ROOT, isNginx ? "\\x%02X" : "\\x%02x", (int) each));
      } else {
        escaped.append(each);
      }
    }
    return escaped.toString();
  }

  private AccessListener busybox() {
    int verbosity = verbosity();
    return verbosity == 0 ? AccessListener.NOBODY : new Busybox(verbosity, output);
  }

  private int verbosity() {
    int verbosity = 0;
    for (String word : words) {
      if (word.matches("-[fiv]*v[fiv]*")) {
        verbosity += (int) word.chars().filter(letter -> letter == 'v').count();
      }
    }
    return verbosity;
  }

  /// The children of BusyBox's server, each of which bears its client's address as its name.
  private record Busybox(int verbosity, Output output) implements AccessListener {
    @Override
    public void opened(SocketAddress remote) {
      write(3, remote, "connected");
    }

    @Override
    public void answered(Access access) {
      String path = path(access.line());
      if (path != null) {
        write(2, access.remote(), "url:" + path);
      }
      write(1, access.remote(), "response:" + access.status());
    }

    @Override
    public void closed(SocketAddress remote) {
      write(3, remote, "closed");
    }

    private void write(int level, SocketAddress remote, String text) {
      if (verbosity >= level) {
        output.write("%s: %s\n".formatted(name(remote), text), true);
      }
    }

    /// The server's socket is IPv6, IPv4 comes mapped.
    private static String name(SocketAddress remote) {
      IpAddress address = remote.address();
      String shown = address.isV6() ? address.toString() : "::ffff:" + address;
      return "[" + shown + "]:" + remote.port();
    }

    private static @Nullable String path(String line) {
      String[] words = line.split(" ", -1);
      return words.length < 2 || !words[1].startsWith("/")
          ? null
          : words[1].replaceFirst("[?].*", "");
    }
  }
}

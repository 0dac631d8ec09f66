package dev.drydock.core.app.http;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `httpd` of BusyBox 1.35 without a configuration file (`networking/httpd.c`): one process for
/// each connection, which it closes after the answer. Headers and bodies as recorded.
///
/// Built without CGI (`FEATURE_HTTPD_CGI`), as Debian's is, it answers HEAD as it does GET.
public final class BusyboxHttpd implements HttpProgram {
  private final HttpSite site;
  private final boolean hasCgi;

  /// A server of these files, of a build without CGI.
  public BusyboxHttpd(HttpSite site) {
    this(site, false);
  }

  /// A server of these files.
  ///
  /// @param hasCgi whether it was built with CGI, as by default
  public BusyboxHttpd(HttpSite site, boolean hasCgi) {
    this.site = site;
    this.hasCgi = hasCgi;
  }

  /// `COMMON_BUFSIZE`.
  @Override
  public int readBytes() {
    return 1024;
  }

  @Override
  public HttpReply reply(Call call) {
    HttpRequest request = call.request();
    String path = request.path();
    if (!path.startsWith("/")) {
      return refuse(call.now());
    }
    boolean isHead = request.method().equals("HEAD");
    if (!isHead && !request.method().equals("GET")) {
      return error(call.now(), "501 Not Implemented", "The requested method is not recognized");
    }
    if (site.isFolder(path) && !path.endsWith("/")) {
      return redirect(call);
    }
    byte @Nullable [] content = site.find(path);
    if (content == null) {
      return error(call.now(), "404 Not Found", "The requested URL was not found");
    }
    String file = path.endsWith("/") ? path + "index.html" : path;
    byte[] head = HttpText.bytes(HttpText.head("HTTP/1.1 200 OK", headers(call, file, content)));
    return new HttpReply(isHead && hasCgi ? List.of(head) : List.of(head, content), false);
  }

  private List<String> headers(Call call, String file, byte[] content) {
    List<String> headers = common(call.now(), type(file));
    headers.add("Accept-Ranges: bytes");
    headers.add("Last-Modified: " + HttpText.date(site.modified()));
    headers.add(
        String.format(
            Locale.ROOT, "ETag: \"%x-%x\"", site.modified().getEpochSecond(), content.length));
    headers.add("Content-Length: " + content.length);
    return headers;
  }

  private static List<String> common(Instant now, String type) {
    List<String> headers = new ArrayList<>();
    headers.add("Date: " + HttpText.date(now));
    headers.add("Connection: close");
    if (!type.isEmpty()) {
      headers.add("Content-type: " + type);
    }
    return headers;
  }

  /// By the end of the name; its table is short, and a browser may guess the others.
  private static String type(String file) {
    return switch (file.substring(file.lastIndexOf('.') + 1)) {
      case "htm", "html" -> "text/html";
      case "jpg", "jpeg" -> "image/jpeg";
      case "gif" -> "image/gif";
      case "png" -> "image/png";
      case "txt", "h", "c", "cc", "cpp" -> "text/plain";
      case "css" -> "text/css";
      default -> "";
    };
  }

  private static HttpReply redirect(Call call) {
    List<String> headers = common(call.now(), "text/html");
    headers.add("Location: " + call.request().path() + "/");
    byte[] head = HttpText.bytes(HttpText.head("HTTP/1.1 302 Found", headers));
    return new HttpReply(List.of(head), false);
  }

  @Override
  public boolean sendsFiles() {
    return true;
  }

  @Override
  public boolean wantsVersion() {
    return true;
  }

  @Override
  public HttpReply refuse(Instant now) {
    return error(now, "400 Bad Request", "Unsupported method");
  }

  /// Head and page in one write.
  private static HttpReply error(Instant now, String status, String text) {
    String page =
        """
        <HTML><HEAD><TITLE>%1$s</TITLE></HEAD>
        <BODY><H1>%1$s</H1>
        %2$s
        </BODY></HTML>
        """
            .formatted(status, text);
    String head = HttpText.head("HTTP/1.1 " + status, common(now, "text/html"));
    return new HttpReply(List.of(HttpText.bytes(head + page)), false);
  }
}

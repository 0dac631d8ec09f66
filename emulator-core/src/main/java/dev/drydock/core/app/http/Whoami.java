package dev.drydock.core.app.http;

import dev.drydock.core.wire.IpAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// `traefik/whoami`: says who it is and who asked, which shows what a load balancer or a
/// translation did.
public final class Whoami implements HttpProgram {
  private final String name;
  private final String hostname;
  private final Supplier<List<IpAddress>> addresses;

  /// A server on one host.
  ///
  /// @param name what it is told to call itself; empty for nothing
  /// @param addresses asked anew for each answer
  public Whoami(String name, String hostname, Supplier<List<IpAddress>> addresses) {
    this.name = name;
    this.hostname = hostname;
    this.addresses = addresses;
  }

  @Override
  public HttpReply reply(Call call) {
    HttpRequest request = call.request();
    StringBuilder text = new StringBuilder(name.isEmpty() ? "" : "Name: " + name + "\n");
    text.append("Hostname: ").append(hostname).append('\n');
    addresses.get().forEach(address -> text.append("IP: ").append(address).append('\n'));
    text.append("RemoteAddr: ").append(call.remote()).append('\n');
    text.append(request.method()).append(' ').append(request.target());
    text.append(' ').append(request.version()).append("\r\n");
    String host = request.header("Host");
    text.append("Host: ").append(host == null ? "" : host).append("\r\n");
    request.headers().stream()
        .filter(header -> !header.name().equalsIgnoreCase("Host"))
        .sorted((one, other) -> one.name().compareTo(other.name()))
        .forEach(header -> text.append(header).append("\r\n"));
    byte[] content = HttpText.bytes(text.append("\r\n").toString());
    List<String> headers = new ArrayList<>();
    headers.add("Date: " + HttpText.date(call.now()));
    headers.add("Content-Length: " + content.length);
    headers.add("Content-Type: text/plain; charset=utf-8");
    if (!request.keepsAlive()) {
      headers.add("Connection: close");
    }
    byte[] head = HttpText.bytes(HttpText.head("HTTP/1.1 200 OK", headers));
    return new HttpReply(List.of(HttpText.join(head, content)), request.keepsAlive());
  }

  @Override
  public HttpReply refuse(Instant now) {
    String head =
        HttpText.head(
            "HTTP/1.1 400 Bad Request",
            List.of("Content-Type: text/plain; charset=utf-8", "Connection: close"));
    return new HttpReply(List.of(HttpText.bytes(head + "400 Bad Request")), false);
  }
}

package dev.drydock.scenarios.tools.dns;

import dev.drydock.core.app.dns.DnsMessage;
import dev.drydock.core.app.dns.DnsQuestion;
import dev.drydock.core.app.dns.DnsReader;
import dev.drydock.core.app.dns.ServerQuery;
import dev.drydock.core.app.dns.StreamQuery;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.transport.PathMtuDiscovery;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.tcp.ConnectOptions;
import dev.drydock.scenarios.tools.Invocation;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a tool of BIND has with one name server, and how it complains.
final class ServerTalk implements ServerQuery.Listener {
  /// What the connections of BIND 9.18 allow themselves (`NM_MAXSEG` of `netmgr/tcpdns.c`).
  private static final int SEGMENT_BYTES_MOST = 1220;

  private final Invocation invocation;
  private final SocketAddress server;
  private final int timeoutSeconds;
  private @Nullable DnsMessage message;
  private int size;
  private String name = "";
  private long startNanos;
  private long endNanos;
  private boolean stream;
  private boolean isNoWay;

  ServerTalk(Invocation invocation, SocketAddress server, int timeoutSeconds) {
    this.invocation = invocation;
    this.server = server;
    this.timeoutSeconds = timeoutSeconds;
  }

  /// Asks once by a datagram, which may be fragmented (`isc__nm_socket_disable_pmtud`).
  ///
  /// @return whether an answer came
  boolean ask(DnsMessage query) {
    begin(query);
    ServerQuery.Plan plan = new ServerQuery.Plan(server, timeoutSeconds * Nanos.SECOND, 1, false);
    ServerQuery running =
        new ServerQuery(invocation.place().namespace(), plan, List.of(query), this);
    invocation.await(running.withPathMtu(PathMtuDiscovery.DONT));
    return message != null;
  }

  /// Asks over a connection.
  void askOverStream(DnsMessage query) {
    begin(query);
    stream = true;
    message = null;
    long timeoutNanos = 2L * timeoutSeconds * Nanos.SECOND;
    ConnectOptions options = new ConnectOptions(null, SEGMENT_BYTES_MOST);
    StreamQuery.Plan plan = new StreamQuery.Plan(server, timeoutNanos, options);
    StreamQuery running = new StreamQuery(invocation.place().namespace(), plan, query, this::take);
    invocation.await(running);
    endNanos = invocation.lab().loop().nowNanos();
    if (message == null) {
      SocketError error = running.error();
      String why = error == null ? "end of file" : word(error);
      invocation.out(";; Connection to " + place() + " for " + name + " failed: " + why + ".");
    }
  }

  private void begin(DnsMessage query) {
    DnsQuestion question = query.question();
    name = question == null ? "" : question.name();
    startNanos = invocation.lab().loop().nowNanos();
  }

  @Override
  public void answered(int query, DnsMessage got, int bytes) {
    message = got;
    size = bytes;
    endNanos = invocation.lab().loop().nowNanos();
  }

  @Override
  public void failed(@Nullable SocketError error) {
    if (error == SocketError.NETWORK_UNREACHABLE) {
      isNoWay = true;
      invocation.out(
          ";; UDP setup with " + place() + " for " + name + " failed: " + word(error) + ".");
      return;
    }
    String why = error == null ? "timed out" : word(error);
    invocation.out(";; communications error to " + socket() + ": " + why);
  }

  /// Whether there was no way to the server, so that nothing was asked.
  boolean isNoWay() {
    return isNoWay;
  }

  private void take(byte @Nullable [] bytes) {
    message = bytes == null ? null : DnsReader.read(bytes, 0, bytes.length);
    size = bytes == null ? 0 : bytes.length;
  }

  private static String word(SocketError error) {
    return switch (error) {
      case TIMED_OUT -> "timed out";
      case HOST_UNREACHABLE -> "host unreachable";
      default -> error.text().toLowerCase(Locale.ROOT).replace("is ", "");
    };
  }

  /// `127.0.0.11#53`.
  String socket() {
    return server.address() + "#" + server.port();
  }

  private String place() {
    return socket() + "(" + server.address() + ")";
  }

  /// The answer; null when none came.
  @Nullable DnsMessage answer() {
    return message;
  }

  /// How many bytes it has.
  int size() {
    return size;
  }

  /// Whether the answer was cut off.
  boolean isTruncated() {
    return !stream && message != null && message.has(DnsMessage.TC);
  }

  /// Whether it came over a connection.
  boolean isStream() {
    return stream;
  }

  /// From the question to the answer.
  long durationNanos() {
    return endNanos - startNanos;
  }
}

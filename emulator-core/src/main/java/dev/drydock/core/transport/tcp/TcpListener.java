package dev.drydock.core.transport.tcp;

import dev.drydock.core.ip.SendResult;
import dev.drydock.core.transport.AcceptListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.wire.Tcp;
import org.jspecify.annotations.Nullable;

/// A listening socket.
public final class TcpListener {
  /// So long after a SYN cookie was sent one is expected back (`tcp_synq_no_recent_overflow`).
  private static final long COOKIE_NANOS = 120_000_000_000L;

  private final TcpProtocol protocol;
  private final SocketAddress local;
  private final int backlog;
  private final AcceptListener acceptor;
  private int halfOpen;
  private int waiting;
  private boolean open = true;
  private boolean warned;
  private long cookieNanos = -COOKIE_NANOS;
  private boolean takesIpv4;

  TcpListener(TcpProtocol protocol, SocketAddress local, int backlog, AcceptListener acceptor) {
    this.protocol = protocol;
    this.local = local;
    this.backlog = backlog;
    this.acceptor = acceptor;
  }

  /// Where it listens.
  public SocketAddress local() {
    return local;
  }

  /// Lets a listener on `::` take IPv4 connections (`bindv6only` 0).
  ///
  /// @return false when another one has the port for IPv4
  public boolean takeIpv4() {
    takesIpv4 = !protocol.hasIpv4(local.port());
    return takesIpv4;
  }

  boolean takesIpv4() {
    return takesIpv4;
  }

  int backlog() {
    return backlog;
  }

  /// Connections that stand and are not accepted yet.
  int waiting() {
    return waiting;
  }

  /// Whether one more connection may be accepted later (`sk_acceptq_is_full`).
  boolean hasRoom() {
    return open && waiting <= backlog;
  }

  /// A SYN came (`tcp_conn_request`): half-open connections are limited by the backlog too.
  void syn(Segment s, TcpPath path) {
    int cookies = protocol.settings().synCookies;
    boolean flooded = halfOpen > backlog;
    if (flooded && cookies != 2) {
      warn(cookies == 1);
    }
    if (!hasRoom() || (flooded && cookies == 0) || (cookies == 0 && isBacklogShort())) {
      return;
    }
    TcpConnection connection = new TcpConnection(protocol, path);
    connection.ends.set(s.ends);
    if (connection.resolve() != SendResult.OK) {
      return;
    }
    if (flooded || cookies == 2) {
      cookieNanos = nowNanos();
      connection.answerWithCookie(s);
      return;
    }
    halfOpen++;
    protocol.table().add(connection);
    connection.answer(s, this);
  }

  /// Without cookies the last quarter of `tcp_max_syn_backlog` is for peers that are known.
  private boolean isBacklogShort() {
    int most = protocol.settings().maxSynBacklog;
    return most - halfOpen < most >> 2;
  }

  private void warn(boolean sends) {
    if (!warned) {
      warned = true;
      String where = local.address() + ":" + local.port();
      String what = sends ? "Sending cookies." : "Dropping request.";
      String text = "TCP: request_sock_TCP: Possible SYN flooding on port " + where + ". " + what;
      protocol.softnet().log().addLimited(nowNanos(), text);
    }
  }

  private long nowNanos() {
    return protocol.softnet().loop().nowNanos();
  }

  /// A segment came for no connection: perhaps for one that was answered with a cookie.
  ///
  /// @return that connection, still half open; null when it is for none
  @Nullable TcpConnection remember(Segment s, TcpPath path) {
    boolean expected = nowNanos() - cookieNanos < COOKIE_NANOS && hasRoom();
    if (!expected || !s.has(Tcp.ACK) || s.has(Tcp.RST | Tcp.SYN)) {
      return null;
    }
    int mss = protocol.cookies().mss(s, nowNanos());
    TcpConnection connection = new TcpConnection(protocol, path);
    connection.ends.set(s.ends);
    if (mss == 0 || connection.resolve() != SendResult.OK) {
      return null;
    }
    halfOpen++;
    protocol.table().add(connection);
    connection.remember(s, mss, this);
    return connection;
  }

  /// A half-open connection stands.
  void completed() {
    halfOpen--;
    waiting++;
  }

  /// A half-open connection is gone.
  void dropped() {
    halfOpen--;
  }

  /// The program takes a connection.
  void deliver(TcpStream stream) {
    waiting--;
    if (open) {
      acceptor.accepted(stream);
    } else {
      stream.abort();
    }
  }

  /// Stops listening. Connections that were not accepted are reset.
  public void close() {
    if (open) {
      open = false;
      protocol.close(this);
    }
  }
}

package dev.drydock.core.transport.tcp;

import dev.drydock.core.ip.SendResult;
import dev.drydock.core.transport.AcceptListener;
import dev.drydock.core.transport.SocketAddress;

/// A listening socket.
public final class TcpListener {
  private final TcpProtocol protocol;
  private final SocketAddress local;
  private final int backlog;
  private final AcceptListener acceptor;
  private int halfOpen;
  private int waiting;
  private boolean open = true;
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

  /// Lets a listener on `::` take IPv4 connections where nobody else does (`bindv6only` 0).
  public void takeIpv4() {
    takesIpv4 = true;
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

  boolean isOpen() {
    return open;
  }

  /// Whether one more connection may be accepted later (`sk_acceptq_is_full`).
  boolean hasRoom() {
    return open && waiting <= backlog;
  }

  /// A SYN came (`tcp_conn_request`): half-open connections are limited by the backlog too.
  void syn(Segment s, TcpPath path) {
    if (!hasRoom() || halfOpen > backlog) {
      return;
    }
    TcpConnection connection = new TcpConnection(protocol, path);
    connection.ends.set(s.ends);
    if (connection.resolve() != SendResult.OK) {
      return;
    }
    halfOpen++;
    protocol.table().add(connection);
    connection.answer(s, this);
  }

  /// A half-open connection stands.
  void completed(TcpConnection connection) {
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

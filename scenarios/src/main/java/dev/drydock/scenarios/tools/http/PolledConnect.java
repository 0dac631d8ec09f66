package dev.drydock.scenarios.tools.http;

import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;

/// A connection of a program that does not wait in `connect`, but for the socket to be writable,
/// and asks it then what went wrong (`SO_ERROR`). Where the handshake is answered and its end is
/// refused by an ICMP error, the socket is connected and has an error: the program gives up (curl
/// `verifyconnect`, nc `connect_with_timeout`; Linux `tcp_v4_err`, `sk_err_soft`).
///
/// @param program who is told
record PolledConnect(StreamListener program) implements StreamListener {
  @Override
  public void connected(StreamSocket stream) {
    SocketError error = stream.takeError();
    if (error == null) {
      program.connected(stream);
    } else {
      stream.close();
      program.failed(stream, error);
    }
  }

  @Override
  public void readable(StreamSocket stream) {
    program.readable(stream);
  }

  @Override
  public void writable(StreamSocket stream) {
    program.writable(stream);
  }

  @Override
  public void failed(StreamSocket stream, SocketError error) {
    program.failed(stream, error);
  }
}

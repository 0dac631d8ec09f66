package dev.drydock.core.app.perf;

import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.UdpProtocol;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.Bytes;

/// A datagram socket of a test: first for the greeting, in which the sides get to know each other's
/// port, then for the [DatagramFlow].
final class PerfPort implements DatagramListener {
  /// `UDP_CONNECT_MSG` and `UDP_CONNECT_REPLY`, as a little-endian machine writes them.
  private static final int GREETING = 0x3938_3736;

  private static final int ANSWER = 0x3637_3839;
  private static final int GREETING_BYTES = 4;

  private final UdpSocket socket;
  private DatagramListener listener;

  PerfPort(UdpProtocol udp, DatagramListener first) {
    this.listener = first;
    this.socket = udp.open(this);
  }

  UdpSocket socket() {
    return socket;
  }

  /// The greeting is over.
  DatagramFlow become(PerfRun run) {
    DatagramFlow flow = new DatagramFlow(run, socket);
    listener = flow;
    return flow;
  }

  void greet() {
    send(GREETING);
  }

  void answer() {
    send(ANSWER);
  }

  private void send(int word) {
    byte[] bytes = new byte[GREETING_BYTES];
    Bytes.put32(bytes, 0, word);
    socket.send(bytes, 0, GREETING_BYTES);
  }

  @Override
  public void received(Datagram datagram) {
    listener.received(datagram);
  }

  @Override
  public void failed(SocketError error) {
    listener.failed(error);
  }
}

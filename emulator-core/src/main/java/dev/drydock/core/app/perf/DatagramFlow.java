package dev.drydock.core.app.perf;

import dev.drydock.core.sim.Nanos;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamInfo;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.Bytes;

/// Datagrams from one port to another (iperf3 `iperf_udp.c`).
///
/// ```
///   0        4              8        12
///   | seconds | microseconds | number | anything ...
/// ```
final class DatagramFlow implements PerfStream, DatagramListener {
  static final int HEADER_BYTES = 12;

  private final PerfRun run;
  private final UdpSocket socket;
  private final PerfCounts counts = new PerfCounts();

  DatagramFlow(PerfRun run, UdpSocket socket) {
    this.run = run;
    this.socket = socket;
  }

  @Override
  public PerfCounts counts() {
    return counts;
  }

  @Override
  public boolean sendBlock() {
    byte[] block = run.block();
    long now = run.nowNanos();
    counts.packets++;
    Bytes.put32(block, 0, (int) (now / Nanos.SECOND));
    Bytes.put32(block, 4, (int) (now % Nanos.SECOND / 1000));
    Bytes.put32(block, 8, (int) counts.packets);
    counts.bytes += block.length;
    socket.send(block, 0, block.length);
    return true;
  }

  @Override
  public void begin() {
    // What came before has been counted.
  }

  @Override
  public void received(Datagram datagram) {
    if (run.hasEnded() || datagram.length() < HEADER_BYTES) {
      return;
    }
    byte[] data = datagram.data();
    int at = datagram.offset();
    long sent = (Bytes.i32(data, at) & 0xffff_ffffL) * Nanos.SECOND;
    sent += Bytes.i32(data, at + 4) * 1000L;
    counts.bytes += datagram.length();
    counts.datagram(Bytes.i32(data, at + 8) & 0xffff_ffffL, sent, run.nowNanos());
    run.received();
  }

  @Override
  public void failed(SocketError error) {
    // iperf3 goes on: the count of the other side tells.
  }

  @Override
  public StreamInfo info() {
    return StreamInfo.NONE;
  }

  @Override
  public void close() {
    socket.close();
  }
}

package dev.drydock.core.app.perf;

import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamInfo;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;

/// A connection of a test.
final class StreamFlow implements PerfStream, StreamListener {
  private final PerfRun run;
  private final StreamSocket stream;
  private final PerfCounts counts = new PerfCounts();
  private int blockFrom;
  private boolean closed;

  StreamFlow(PerfRun run, StreamSocket stream) {
    this.run = run;
    this.stream = stream;
    stream.setListener(this);
  }

  @Override
  public PerfCounts counts() {
    return counts;
  }

  @Override
  public boolean sendBlock() {
    byte[] block = run.block();
    int written = closed ? 0 : stream.write(block, blockFrom, block.length - blockFrom);
    counts.bytes += written;
    blockFrom += written;
    if (blockFrom < block.length) {
      return false;
    }
    blockFrom = 0;
    counts.packets++;
    return true;
  }

  @Override
  public StreamInfo info() {
    return stream.info();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      stream.close();
    }
  }

  @Override
  public void begin() {
    readable(stream);
  }

  /// Reads and counts; what comes before the test begins stays where it is.
  @Override
  public void readable(StreamSocket socket) {
    if (!run.isRunning() && !run.hasEnded()) {
      return;
    }
    byte[] block = run.block();
    int length = socket.read(block, 0, block.length);
    while (length > 0) {
      if (run.isRunning()) {
        counts.bytes += length;
      }
      length = socket.read(block, 0, block.length);
    }
    if (length < 0) {
      close();
    }
    run.received();
  }

  @Override
  public void writable(StreamSocket socket) {
    run.roomy(this);
  }

  @Override
  public void failed(StreamSocket socket, SocketError error) {
    closed = true;
    run.broken(error);
  }
}

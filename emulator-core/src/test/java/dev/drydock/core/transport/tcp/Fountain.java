package dev.drydock.core.transport.tcp;

import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;

/// A program that writes as much as it is let, up to a number of bytes, and then ends its stream.
final class Fountain implements StreamListener {
  private final byte[] block = new byte[1 << 17];
  private long left;

  Fountain(long bytes) {
    this.left = bytes;
  }

  @Override
  public void connected(StreamSocket stream) {
    writable(stream);
  }

  @Override
  public void writable(StreamSocket stream) {
    int written = 1;
    while (left > 0 && written > 0) {
      written = stream.write(block, 0, (int) Math.min(left, block.length));
      left -= written;
    }
    if (left == 0) {
      stream.shutdownOutput();
    }
  }

  @Override
  public void readable(StreamSocket stream) {}

  @Override
  public void failed(StreamSocket stream, SocketError error) {}
}

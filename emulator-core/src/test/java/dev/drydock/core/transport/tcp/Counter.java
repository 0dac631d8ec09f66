package dev.drydock.core.transport.tcp;

import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;

/// A program that reads everything and counts it.
final class Counter implements StreamListener {
  private final byte[] buffer = new byte[1 << 18];
  long bytes;

  void accept(StreamSocket stream) {
    stream.setListener(this);
  }

  @Override
  public void readable(StreamSocket stream) {
    int count = stream.read(buffer, 0, buffer.length);
    while (count > 0) {
      bytes += count;
      count = stream.read(buffer, 0, buffer.length);
    }
  }

  @Override
  public void failed(StreamSocket stream, SocketError error) {}
}

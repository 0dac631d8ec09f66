package dev.drydock.core.app.perf;

import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.wire.IpAddress;

/// Stands where there is no connection yet: takes nothing and gives nothing.
final class NoStream implements StreamSocket {
  private static final SocketAddress NOWHERE = new SocketAddress(IpAddress.ANY_V4, 0);

  @Override
  public SocketAddress local() {
    return NOWHERE;
  }

  @Override
  public SocketAddress remote() {
    return NOWHERE;
  }

  @Override
  public void setListener(StreamListener listener) {}

  @Override
  public int write(byte[] data, int offset, int length) {
    return 0;
  }

  @Override
  public int available() {
    return 0;
  }

  @Override
  public int read(byte[] data, int offset, int length) {
    return 0;
  }

  @Override
  public void shutdownOutput() {}

  @Override
  public void close() {}

  @Override
  public void abort() {}
}

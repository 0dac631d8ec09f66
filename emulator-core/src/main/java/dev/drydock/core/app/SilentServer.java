package dev.drydock.core.app;

import dev.drydock.core.transport.AcceptListener;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import java.util.ArrayList;
import java.util.List;

/// A server of which only the port is of interest: it takes connections, reads and forgets what
/// comes, says nothing, and closes when the other side does.
public final class SilentServer implements AcceptListener, StreamListener {
  private static final int BUFFER_BYTES = 65_536;

  private final List<StreamSocket> streams = new ArrayList<>();
  private final byte[] buffer = new byte[BUFFER_BYTES];

  /// A server without connections.
  public SilentServer() {}

  @Override
  public void accepted(StreamSocket stream) {
    streams.add(stream);
    stream.setListener(this);
    readable(stream);
  }

  @Override
  public void readable(StreamSocket stream) {
    int length = stream.read(buffer, 0, buffer.length);
    while (length > 0) {
      length = stream.read(buffer, 0, buffer.length);
    }
    if (length < 0) {
      streams.remove(stream);
      stream.close();
    }
  }

  @Override
  public void failed(StreamSocket stream, SocketError error) {
    streams.remove(stream);
  }

  /// Ends all connections, as the kernel does when the process ends.
  public void stop() {
    List.copyOf(streams).forEach(StreamSocket::close);
    streams.clear();
  }
}

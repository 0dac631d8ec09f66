package dev.drydock.core.app;

import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.wire.IpAddress;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Two ends of a stream without a network between them: what one writes the other reads ten
/// microseconds later. Each end keeps a record of what its program did.
public final class StreamPair {
  /// From one end to the other.
  public static final long DELAY_NANOS = 10_000;

  private final EventLoop loop;
  public final End client = new End("client", 40_000);
  public final End server = new End("server", 80);

  public StreamPair(EventLoop loop) {
    this.loop = loop;
    client.other = server;
    server.other = client;
  }

  /// One end.
  public final class End implements StreamSocket {
    /// What the program on this end did: `write N`, `end`, `close`, `reset`.
    public final List<String> acts = new ArrayList<>();

    private final ByteArrayOutputStream arrived = new ByteArrayOutputStream();
    private final SocketAddress address;
    private @Nullable End other;
    private @Nullable StreamListener listener;
    private int readBytes;
    private boolean ended;
    private boolean outputShut;
    private boolean closed;

    End(String name, int port) {
      this.address = new SocketAddress(IpAddress.parse("10.0.0." + name.length()), port);
    }

    private End other() {
      if (other == null) {
        throw new IllegalStateException("a pair has two ends");
      }
      return other;
    }

    private void later(Runnable what) {
      loop.scheduleAfter(
          new Event() {
            @Override
            protected void fire() {
              what.run();
            }
          },
          DELAY_NANOS);
    }

    private void tell() {
      if (listener != null && !closed) {
        listener.readable(this);
      }
    }

    /// Tells the program that the connection stands.
    public void connect() {
      later(() -> {
        if (listener != null) {
          listener.connected(this);
        }
      });
    }

    @Override
    public SocketAddress local() {
      return address;
    }

    @Override
    public SocketAddress remote() {
      return other().address;
    }

    @Override
    public void setListener(StreamListener newListener) {
      listener = newListener;
    }

    @Override
    public int write(byte[] data, int offset, int length) {
      acts.add("write " + length);
      byte[] copy = java.util.Arrays.copyOfRange(data, offset, offset + length);
      later(() -> {
        other().arrived.write(copy, 0, copy.length);
        other().tell();
      });
      return length;
    }

    /// Writes a text.
    public void write(String text) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      write(bytes, 0, bytes.length);
    }

    @Override
    public int available() {
      return arrived.size() - readBytes;
    }

    @Override
    public int read(byte[] data, int offset, int length) {
      int count = Math.min(length, available());
      System.arraycopy(arrived.toByteArray(), readBytes, data, offset, count);
      readBytes += count;
      return count == 0 && ended ? -1 : count;
    }

    /// All that has come to this end, read or not.
    public String arrivedText() {
      return arrived.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void shutdownOutput() {
      if (outputShut) {
        return;
      }
      outputShut = true;
      acts.add("end");
      later(() -> {
        other().ended = true;
        other().tell();
      });
    }

    @Override
    public void close() {
      if (closed) {
        return;
      }
      closed = true;
      if (available() > 0) {
        acts.add("reset");
        reset();
        return;
      }
      acts.add("close");
      shutdownOutput();
    }

    @Override
    public void abort() {
      closed = true;
      acts.add("reset");
      reset();
    }

    private void reset() {
      later(() -> {
        if (other().listener != null && !other().closed) {
          other().closed = true;
          other().listener.failed(other(), SocketError.CONNECTION_RESET);
        }
      });
    }
  }
}

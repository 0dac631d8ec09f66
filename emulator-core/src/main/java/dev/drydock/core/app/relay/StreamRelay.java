package dev.drydock.core.app.relay;

import dev.drydock.core.app.Connector;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.transport.AcceptListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Passes connections on to another server (moby `cmd/docker-proxy/tcp_proxy.go`).
///
/// ```
///   client --- front | front -> back | back --- server
///                    | back -> front |
/// ```
///
/// Each direction is copied by itself. When its source ends, the end is passed on and the other
/// direction goes on; when both have ended, both connections are closed. If the server cannot be
/// reached, the client's connection is closed: it was accepted before.
public final class StreamRelay implements AcceptListener {
  /// From a connection to the attempt to reach the server: recorded are 30 to 330 us.
  private static final long DIAL_NANOS = 145_000;

  /// From something to read to the time it is passed on: recorded are 15 to 170 us.
  private static final long WAKE_NANOS = 80_000;

  /// From one copy to the next: recorded are 14 to 70 us from data to the end of the stream.
  private static final long NEXT_NANOS = 40_000;

  /// What is copied at once (Go's `io.Copy`).
  private static final int BUFFER_BYTES = 32_768;

  private final EventLoop loop;
  private final Connector connector;
  private final SocketAddress server;
  private final List<Pair> pairs = new ArrayList<>();

  /// A relay without connections.
  public StreamRelay(EventLoop loop, Connector connector, SocketAddress server) {
    this.loop = loop;
    this.connector = connector;
    this.server = server;
  }

  @Override
  public void accepted(StreamSocket stream) {
    Pair pair = new Pair(stream);
    pairs.add(pair);
    stream.setListener(pair.front);
    loop.scheduleAfter(pair, DIAL_NANOS);
  }

  /// How many connections it passes on.
  public int connectionCount() {
    return pairs.size();
  }

  /// Ends all connections, as the kernel does when the process ends.
  public void stop() {
    for (Pair pair : List.copyOf(pairs)) {
      pair.close();
    }
  }

  /// A client's connection and the one to the server; as an event, the moment to make that.
  private final class Pair extends Event {
    private final Side front;
    private final Side back;

    Pair(StreamSocket client) {
      this.front = new Side(this);
      this.back = new Side(this);
      front.socket = client;
      front.other = back;
      back.other = front;
    }

    @Override
    protected void fire() {
      back.socket = connector.connect(server, back);
    }

    void close() {
      pairs.remove(this);
      loop.cancel(this);
      front.close();
      back.close();
    }

    void endedOne() {
      if (front.ended && back.ended) {
        close();
      }
    }
  }

  /// One of the two connections, and the direction that begins at it; as an event, the moment when
  /// the program turns to it.
  private final class Side extends Event implements StreamListener {
    private final Pair pair;
    private final byte[] buffer = new byte[BUFFER_BYTES];
    private @Nullable Side other;
    private @Nullable StreamSocket socket;
    private boolean connected;
    private boolean ended;
    private int start;
    private int end;

    Side(Pair pair) {
      this.pair = pair;
    }

    @Override
    public void connected(StreamSocket stream) {
      connected = true;
      wake();
      Side front = other;
      if (front != null) {
        front.connected = true;
        front.wake();
      }
    }

    @Override
    public void readable(StreamSocket stream) {
      wake();
    }

    @Override
    public void writable(StreamSocket stream) {
      Side source = other;
      if (source != null) {
        source.wake();
      }
    }

    private void wake() {
      if (connected && !ended && !isPending()) {
        loop.scheduleAfter(this, WAKE_NANOS);
      }
    }

    /// Copies once, and comes back for what there may be next.
    @Override
    protected void fire() {
      StreamSocket from = socket;
      if (ended || from == null || (start < end && !writeOn())) {
        return;
      }
      int length = from.read(buffer, 0, buffer.length);
      if (length < 0) {
        end();
      } else if (length > 0) {
        start = 0;
        end = length;
        if (writeOn()) {
          loop.scheduleAfter(this, NEXT_NANOS);
        }
      }
    }

    /// @return whether all of the buffer is written
    private boolean writeOn() {
      StreamSocket to = other == null ? null : other.socket;
      if (to == null) {
        end();
        return false;
      }
      start += to.write(buffer, start, end - start);
      return start == end;
    }

    private void end() {
      ended = true;
      StreamSocket to = other == null ? null : other.socket;
      if (to != null) {
        to.shutdownOutput();
      }
      pair.endedOne();
    }

    /// A server that is not there ends both. A connection that breaks later ends the direction from
    /// it; the other ends when there is something to write.
    @Override
    public void failed(StreamSocket stream, SocketError error) {
      socket = null;
      loop.cancel(this);
      if (!connected) {
        pair.close();
      } else if (!ended) {
        end();
      }
    }

    void close() {
      loop.cancel(this);
      ended = true;
      StreamSocket own = socket;
      socket = null;
      if (own != null) {
        own.close();
      }
    }
  }
}

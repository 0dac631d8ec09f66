package dev.drydock.drivers.swarm.gossip;

import dev.drydock.core.machine.Machine;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.transport.AcceptListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.transport.tcp.TcpListener;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The part of a node's gossip that goes over TCP port 7946: states that are pushed and pulled, and
/// what is too long for packets (memberlist `net.go`). One connection carries one message, and for
/// some its answer.
final class GossipStreams implements AcceptListener {
  /// `TCPTimeout`.
  private static final long TIMEOUT_NANOS = 10_000_000_000L;

  private static final int BACKLOG = 4096;
  private static final int HEADER_BYTES = 2 * Long.BYTES;
  private static final int CHUNK_BYTES = 4096;
  private static final int OUT_BYTES = 1 << 16;

  private final Machine machine;
  private final Gossip gossip;
  private final EventLoop loop;
  private final Served served;
  private final List<Exchange> open = new ArrayList<>();
  private final byte[] buffer = new byte[CHUNK_BYTES];

  /// A header, and what stands behind it: only its length counts.
  private final byte[] out = new byte[OUT_BYTES];

  private @Nullable TcpListener listener;

  /// What a message that came over a stream does.
  interface Served {
    /// Works on it.
    ///
    /// @return what is answered on the same connection; null for nothing
    @Nullable GossipMessage heard(GossipMessage message);
  }

  GossipStreams(Machine machine, Gossip gossip, Served served) {
    this.machine = machine;
    this.gossip = gossip;
    this.loop = machine.loop();
    this.served = served;
  }

  void listen() {
    listener =
        machine
            .root()
            .tcp()
            .listen(new SocketAddress(IpAddress.ANY_V6, GossipAgent.PORT), BACKLOG, this)
            .listener();
    if (listener != null) {
      listener.takeIpv4();
    }
  }

  void close() {
    if (listener != null) {
      listener.close();
    }
    List.copyOf(open).forEach(exchange -> exchange.end(false));
  }

  /// Opens a connection, sends a message, and ends it.
  ///
  /// @param wantsAnswer whether to wait for an answer first
  /// @param done is told whether it worked
  void send(IpAddress to, GossipMessage message, boolean wantsAnswer, Consumer<Boolean> done) {
    Exchange exchange = new Exchange(wantsAnswer, done);
    exchange.put(message);
    open.add(exchange);
    exchange.stream =
        machine
            .root()
            .tcp()
            .connect(
                new SocketAddress(IpAddress.ANY_V4, 0),
                new SocketAddress(to, GossipAgent.PORT),
                exchange);
    loop.scheduleAfter(exchange, TIMEOUT_NANOS);
  }

  @Override
  public void accepted(StreamSocket stream) {
    Exchange exchange = new Exchange(true, worked -> {});
    exchange.isServer = true;
    exchange.stream = stream;
    open.add(exchange);
    loop.scheduleAfter(exchange, TIMEOUT_NANOS);
    stream.setListener(exchange);
    exchange.readable(stream);
  }

  /// One connection; as an event, the end of patience with it.
  private final class Exchange extends Event implements StreamListener {
    private final boolean wantsAnswer;
    private final Consumer<Boolean> done;
    private boolean isServer;
    private boolean ended;
    private @Nullable StreamSocket stream;
    private long sentId;
    private int length;
    private int written;
    private final byte[] head = new byte[HEADER_BYTES];
    private int received;

    Exchange(boolean wantsAnswer, Consumer<Boolean> done) {
      this.wantsAnswer = wantsAnswer;
      this.done = done;
    }

    void put(GossipMessage message) {
      length = Math.max(HEADER_BYTES, GossipSizes.of(message));
      sentId = gossip.write(message);
      written = 0;
    }

    @Override
    protected void fire() {
      end(false);
    }

    @Override
    public void connected(StreamSocket connected) {
      writable(connected);
    }

    @Override
    public void writable(StreamSocket to) {
      Bytes.put64(out, 0, sentId);
      Bytes.put64(out, Long.BYTES, length);
      while (written < length) {
        int from = Math.min(written, HEADER_BYTES); // behind the header all is alike
        int count = to.write(out, from, Math.min(length - written, out.length - from));
        if (count == 0) {
          return;
        }
        written += count;
      }
      if (!wantsAnswer || isServer) {
        end(true);
      }
    }

    @Override
    public void readable(StreamSocket from) {
      int count = from.read(buffer, 0, CHUNK_BYTES);
      while (count > 0) {
        int missing = Math.min(count, HEADER_BYTES - received);
        if (missing > 0) {
          System.arraycopy(buffer, 0, head, received, missing);
        }
        received += count;
        count = from.read(buffer, 0, CHUNK_BYTES);
      }
      boolean isWhole = received >= HEADER_BYTES && received >= Bytes.i64(head, Long.BYTES);
      if (isWhole) {
        heard(from);
      } else if (count < 0) {
        end(false);
      }
    }

    private void heard(StreamSocket from) {
      received = Integer.MIN_VALUE; // one message each way
      GossipMessage message = gossip.read(Bytes.i64(head, 0));
      GossipMessage answer = message == null ? null : served.heard(message);
      if (isServer && answer != null) {
        put(answer);
        writable(from);
      } else {
        end(message != null);
      }
    }

    @Override
    public void failed(StreamSocket from, SocketError error) {
      stream = null;
      end(false);
    }

    private void end(boolean worked) {
      if (ended) {
        return;
      }
      ended = true;
      loop.cancel(this);
      open.remove(this);
      StreamSocket standing = stream;
      stream = null;
      if (standing != null) {
        standing.close();
      }
      done.accept(worked);
    }
  }
}

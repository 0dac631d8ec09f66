package dev.drydock.core.app;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.transport.tcp.TcpSocketInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks whether somebody serves a port: by a connection that is closed again, or by an empty
/// datagram.
///
/// A connection that the other side ends at once counts as none: so does docker-proxy when nobody
/// listens behind it. A datagram need not be answered: that no error comes back says as much as can
/// be known. Who wants to know whether large packets arrive gives it something to send.
public final class PortProbe extends Event implements Program, StreamListener, DatagramListener {
  /// How long a new connection must last. A guess that leaves a relay time to find out.
  private static final long LAST_NANOS = 100_000_000;

  /// How often it is looked whether what was sent was acknowledged. A guess.
  private static final long POLL_NANOS = 1_000_000;

  private static final List<TcpSocketInfo> NONE = List.of();

  private final EventLoop loop;
  private final Netns namespace;
  private final Target target;
  private @Nullable StreamSocket stream;
  private @Nullable UdpSocket socket;
  private Outcome outcome = Outcome.PENDING;
  private @Nullable SocketError error;
  private boolean connected;
  private long answeredNanos = -1;
  private long failedNanos = -1;
  private long startNanos;
  private int left;
  private boolean isDelivered;

  /// What is asked.
  ///
  /// @param isTcp or else UDP
  /// @param waitNanos how long an answer is waited for
  /// @param bytes how much is sent; over a connection, all of it has to be acknowledged
  public record Target(SocketAddress address, boolean isTcp, long waitNanos, int bytes) {
    /// With nothing to send.
    public Target(SocketAddress address, boolean isTcp, long waitNanos) {
      this(address, isTcp, waitNanos, 0);
    }
  }

  /// What came of it.
  public enum Outcome {
    /// It has not ended.
    PENDING,
    /// The connection stands, or the datagram was answered.
    OPEN,
    /// Nothing came back.
    SILENT,
    /// The connection was made and ended at once.
    ENDED,
    /// An error came; see [PortProbe#error].
    FAILED
  }

  /// A probe that has not begun.
  public PortProbe(Netns namespace, Target target) {
    this.loop = namespace.softnet().loop();
    this.namespace = namespace;
    this.target = target;
  }

  @Override
  public void start() {
    startNanos = loop.nowNanos();
    loop.scheduleAfter(this, target.waitNanos());
    if (target.isTcp()) {
      stream = StreamPorts.connector(namespace).connect(target.address(), this);
      return;
    }
    UdpSocket opened = namespace.udp().open(this);
    socket = opened;
    SocketError failed = opened.connect(target.address());
    failed = failed == null ? opened.send(new byte[target.bytes()], 0, target.bytes()) : failed;
    if (failed != null) {
      fail(failed);
    }
  }

  @Override
  public void connected(StreamSocket opened) {
    connected = true;
    left = target.bytes();
    writable(opened);
    delivered();
    loop.reschedule(this, loop.nowNanos() + (isDelivered ? LAST_NANOS : POLL_NANOS));
  }

  @Override
  public void writable(StreamSocket opened) {
    left -= left == 0 ? 0 : opened.write(new byte[left], 0, left);
  }

  /// Looks whether all was acknowledged.
  private void delivered() {
    StreamSocket open = stream;
    if (isDelivered || left > 0 || open == null) {
      return;
    }
    for (TcpSocketInfo info : target.bytes() == 0 ? NONE : namespace.tcp().sockets()) {
      boolean isIt = info.local().equals(open.local()) && info.remote().equals(open.remote());
      if (isIt && info.sendQueue() > 0) {
        return;
      }
    }
    isDelivered = true;
    answeredNanos = loop.nowNanos() - startNanos;
  }

  @Override
  public void readable(StreamSocket from) {
    delivered();
    if (outcome == Outcome.PENDING && isDelivered) {
      boolean ends = from.available() == 0;
      end(ends ? Outcome.ENDED : Outcome.OPEN);
    }
  }

  @Override
  public void failed(StreamSocket ignored, SocketError why) {
    stream = null;
    if (connected && outcome == Outcome.PENDING) {
      end(Outcome.ENDED);
    } else {
      fail(why);
    }
  }

  @Override
  public void received(Datagram datagram) {
    answeredNanos = loop.nowNanos() - startNanos;
    end(Outcome.OPEN);
  }

  @Override
  public void failed(SocketError why) {
    fail(why);
  }

  private void fail(SocketError why) {
    if (outcome == Outcome.PENDING) {
      error = why;
      failedNanos = loop.nowNanos() - startNanos;
      end(Outcome.FAILED);
    }
  }

  @Override
  protected void fire() {
    if (!connected || isDelivered) {
      end(connected ? Outcome.OPEN : Outcome.SILENT);
      return;
    }
    delivered();
    long now = loop.nowNanos();
    if (now - startNanos < target.waitNanos()) {
      loop.schedule(this, now + (isDelivered ? LAST_NANOS : POLL_NANOS));
    } else {
      answeredNanos = -1;
      end(Outcome.SILENT);
    }
  }

  private void end(Outcome how) {
    outcome = how;
    loop.cancel(this);
    StreamSocket open = stream;
    stream = null;
    if (open != null && connected && how != Outcome.SILENT) {
      open.close();
    } else if (open != null) {
      open.abort();
    }
    UdpSocket bound = socket;
    if (bound != null) {
      bound.close();
    }
  }

  /// What came of it.
  public Outcome outcome() {
    return outcome;
  }

  /// What failed; null when nothing did.
  public @Nullable SocketError error() {
    return error;
  }

  /// From the start to the connection or the answer; -1 for never.
  public long answeredNanos() {
    return answeredNanos;
  }

  /// From the start to the error; -1 for none.
  public long failedNanos() {
    return failedNanos;
  }

  @Override
  public boolean isDone() {
    return outcome != Outcome.PENDING;
  }

  @Override
  public void interrupt() {
    if (!isDone()) {
      end(Outcome.SILENT);
    }
  }
}

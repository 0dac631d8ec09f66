package dev.drydock.drivers.swarm;

import dev.drydock.core.machine.Machine;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.drivers.EngineException;
import org.jspecify.annotations.Nullable;

/// An engine's attempt to reach the manager it wants to join, for the swarm's certificate (swarmkit
/// `ca/certificates.go`, `DownloadRootCA`): five tries of at most 5 s each, two seconds after each.
/// Who asked waits no longer than 20 s (Docker `daemon/cluster`, `swarmConnectTimeout`).
///
/// Differs from Docker: an attempt that took too long is given up, not tried on in the background.
public final class JoinAttempt extends Event implements StreamListener {
  private static final int TRIES = 5;
  private static final long TRY_NANOS = 5_000_000_000L;
  private static final long PAUSE_NANOS = 2_000_000_000L;
  private static final int HELLO_BYTES = 517;

  /// What a user waits at most.
  public static final long WAIT_NANOS = 20_000_000_000L;

  private final Machine machine;
  private final EventLoop loop;
  private final SocketAddress manager;
  private final byte[] buffer = new byte[HELLO_BYTES];
  private @Nullable StreamSocket stream;
  private @Nullable SocketError error;
  private int tries;
  private boolean trying;
  private boolean answered;

  /// Begins it.
  public JoinAttempt(Machine machine, IpAddress address, int port) {
    this.machine = machine;
    this.loop = machine.loop();
    this.manager = new SocketAddress(address, port);
    open();
  }

  /// Whether it has come to an end, good or bad.
  public boolean isDone() {
    return answered || (tries == TRIES && !trying && !isPending());
  }

  /// What the user is told when nobody answered.
  ///
  /// @throws EngineException unless a manager answered
  public void check() {
    SocketError last = error;
    boolean given = answered;
    boolean tooLate = !isDone();
    stop();
    if (given) {
      return;
    }
    throw tooLate || last == null ? SwarmTexts.joinTimeout() : SwarmTexts.noAnswer(manager, last);
  }

  private void stop() {
    loop.cancel(this);
    StreamSocket open = stream;
    stream = null;
    if (open != null) {
      open.close();
    }
  }

  private void open() {
    tries++;
    trying = true;
    stream = machine.root().tcp().connect(new SocketAddress(IpAddress.ANY_V4, 0), manager, this);
    loop.scheduleAfter(this, TRY_NANOS);
  }

  /// A try took too long, or the pause after one is over.
  @Override
  protected void fire() {
    if (!trying) {
      if (tries < TRIES) {
        open();
      }
      return;
    }
    stop();
    error = null;
    pause();
  }

  private void pause() {
    trying = false;
    stream = null;
    loop.cancel(this);
    loop.scheduleAfter(this, PAUSE_NANOS);
  }

  @Override
  public void connected(StreamSocket connected) {
    connected.write(buffer, 0, HELLO_BYTES);
  }

  @Override
  public void readable(StreamSocket from) {
    int count = from.read(buffer, 0, HELLO_BYTES);
    if (count > 0) {
      answered = true;
      trying = false;
    } else if (count < 0) {
      stop();
      error = SocketError.CONNECTION_RESET;
      pause();
    }
  }

  @Override
  public void failed(StreamSocket from, SocketError why) {
    error = why;
    pause();
  }
}

package dev.drydock.drivers.swarm;

import dev.drydock.core.machine.Machine;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.IpAddress;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A node's talk with a manager by TCP: first, on connections of their own, for its certificate;
/// then it says every few seconds that it is there (swarmkit `agent/session.go`,
/// `ca/certificates.go`, `manager/dispatcher`; between managers, raft's heartbeats). What is said
/// is encrypted; here it is noise of about the recorded sizes.
final class ManagerLink extends Event implements StreamListener {
  /// A tick of raft between managers.
  static final long RAFT_NANOS = 1_000_000_000L;

  private static final long RETRY_NANOS = 1_000_000_000L;
  private static final int HELLO_BYTES = 1270;
  private static final int HEARTBEAT_BYTES = 39;

  private final Machine machine;
  private final EventLoop loop;
  private final Supplier<@Nullable IpAddress> manager;
  private final Period period;
  private final Runnable answered;
  private final BooleanSupplier runs;
  private final byte[] buffer = new byte[HELLO_BYTES];

  /// Who speaks: stands for the node's certificate.
  private final byte[] hello = new byte[HELLO_BYTES];

  private int certificates;
  private @Nullable StreamSocket stream;
  private boolean stands;
  private boolean stopped;
  private final Event patience = new Patience();

  /// How often there is a sign of life.
  ///
  /// @param nanos from one to the next
  /// @param spreadNanos so much sooner or later, each time anew
  /// @param random what chooses
  /// @param patienceNanos how long an answer is waited for before another connection is tried; 0
  ///   for as long as TCP does
  record Period(LongSupplier nanos, long spreadNanos, RandomStream random, long patienceNanos) {
    /// Of a worker to a manager (`DefaultHeartBeatEpsilon`, `dispatcherRPCTimeout`).
    static Period heartbeat(Machine machine, Swarm swarm) {
      return new Period(
          () -> swarm.settings().heartbeatNanos(),
          500_000_000L,
          machine.random("swarm/heartbeat"),
          5_000_000_000L);
    }

    /// Of a manager to another one.
    static Period raft(Machine machine) {
      return new Period(() -> RAFT_NANOS, 0, machine.random("swarm/raft"), 0);
    }

    private long next() {
      long middle = nanos.getAsLong();
      long spread = Math.min(spreadNanos, middle / 2);
      return spread == 0 ? middle : middle - spread + random.nextLong(2 * spread);
    }
  }

  /// A link that is not begun.
  ///
  /// @param manager whom to talk to; null for nobody now
  /// @param period of signs of life
  /// @param beginning what comes first
  ManagerLink(
      Machine machine, Supplier<@Nullable IpAddress> manager, Period period, Beginning beginning) {
    this.machine = machine;
    this.loop = machine.loop();
    this.manager = manager;
    this.period = period;
    this.certificates = beginning.certificates;
    this.answered = beginning.answered;
    this.runs = beginning.runs;
    Bytes.put64(hello, 0, beginning.speaker);
  }

  /// What comes before the lasting connection, and with it.
  ///
  /// @param speaker the number of the node that speaks
  /// @param certificates how many connections there are before it
  /// @param answered what to do whenever the manager speaks on it
  /// @param runs whether there is a daemon to speak
  record Beginning(long speaker, int certificates, Runnable answered, BooleanSupplier runs) {}

  void start() {
    IpAddress to = manager.get();
    if (to == null) {
      again();
      return;
    }
    stream =
        machine
            .root()
            .tcp()
            .connect(
                new SocketAddress(IpAddress.ANY_V4, 0),
                new SocketAddress(to, ManagerDoor.PORT),
                this);
    stream.setNoDelay(true);
    expect();
  }

  /// An answer is to come in time.
  private void expect() {
    if (period.patienceNanos() > 0 && !patience.isPending() && !stopped) {
      loop.scheduleAfter(patience, period.patienceNanos());
    }
  }

  /// Nobody answers: the connection is given up.
  private final class Patience extends Event {
    @Override
    protected void fire() {
      StreamSocket silent = stream;
      if (silent != null) {
        silent.close();
      }
      again();
    }
  }

  /// The daemon ends: nothing is said until it starts again.
  void pause() {
    stop();
  }

  /// The daemon has started.
  void resume() {
    if (stopped) {
      stopped = false;
      start();
    }
  }

  void stop() {
    stopped = true;
    stands = false;
    loop.cancel(this);
    loop.cancel(patience);
    StreamSocket open = stream;
    stream = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void connected(StreamSocket connected) {
    if (certificates > 0) {
      connected.write(hello, 0, HELLO_BYTES);
      return;
    }
    stands = true;
    loop.cancel(patience);
    say(connected, HELLO_BYTES);
  }

  private void say(StreamSocket to, int bytes) {
    to.write(hello, 0, bytes);
    expect();
    if (!stopped && !isPending()) {
      loop.scheduleAfter(this, period.next());
    }
  }

  @Override
  protected void fire() {
    StreamSocket open = stream;
    if (!runs.getAsBoolean()) {
      if (open != null) {
        open.close();
      }
      again();
    } else if (open == null) {
      start();
    } else if (stands) {
      say(open, HEARTBEAT_BYTES);
    }
  }

  @Override
  public void readable(StreamSocket from) {
    int count = from.read(buffer, 0, buffer.length);
    boolean heard = count > 0;
    if (heard) {
      loop.cancel(patience);
    }
    while (count > 0) {
      count = from.read(buffer, 0, buffer.length);
    }
    if (count < 0) {
      from.close();
      again();
    } else if (heard && certificates > 0 && !stopped) {
      certificates--;
      from.close();
      start();
    } else if (heard && !stopped) {
      answered.run();
    }
  }

  @Override
  public void failed(StreamSocket from, SocketError error) {
    again();
  }

  private void again() {
    stream = null;
    stands = false;
    loop.cancel(this);
    loop.cancel(patience);
    if (!stopped) {
      loop.scheduleAfter(this, RETRY_NANOS);
    }
  }
}

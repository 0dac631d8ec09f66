package dev.drydock.core.transport.tcp;

import dev.drydock.core.sim.Event;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamInfo;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import org.jspecify.annotations.Nullable;

/// The program's side of a connection: what it calls, and when it is told that something happened.
final class TcpStream extends Event implements StreamSocket {
  static final int CONNECTED = 1;
  static final int READABLE = 2;
  static final int WRITABLE = 4;
  static final int FAILED = 8;
  static final int ACCEPTED = 16;

  /// From a program's being woken to its next call: about what lies between the handshake and the
  /// request in recordings.
  private static final long WAKE_NANOS = 120_000;

  /// The least that half of the other side's window is taken for (`tcp_bound_to_half_wnd`).
  private static final int MSS_LEAST = 48;

  private final TcpConnection c;
  private @Nullable StreamListener listener;
  private @Nullable SocketError failure;
  private boolean closed;
  private boolean outputShut;
  private int reasons;

  TcpStream(TcpConnection connection) {
    this.c = connection;
  }

  /// Whether the program has closed the socket: nobody is told anything.
  boolean isClosed() {
    return closed;
  }

  @Override
  public SocketAddress local() {
    return c.ends.local();
  }

  @Override
  public SocketAddress remote() {
    return c.ends.remote();
  }

  @Override
  public @Nullable SocketError takeError() {
    SocketError error = c.softError;
    c.softError = null;
    return error;
  }

  @Override
  public void setListener(StreamListener newListener) {
    listener = newListener;
    if (c.received.available() > 0 || c.ended) {
      reasons |= READABLE;
    }
    if (reasons != 0) {
      wake(0);
    }
  }

  @Override
  public int write(byte[] data, int offset, int length) {
    if (closed || outputShut || !c.state.sends()) {
      return 0;
    }
    return c.sender.write(data, offset, length);
  }

  @Override
  public int sendFile(byte[] data, int offset, int length) {
    if (closed || outputShut || !c.state.sends()) {
      return 0;
    }
    return c.sender.writeFile(data, offset, length);
  }

  @Override
  public int available() {
    return c.received.available();
  }

  @Override
  public int read(byte[] data, int offset, int length) {
    if (c.received.available() == 0) {
      return c.ended ? -1 : 0;
    }
    int count = c.received.read(data, offset, length);
    c.window.read(c.loop().nowNanos());
    if (c.state.isOpen() && c.state != TcpState.TIME_WAIT) {
      c.acks.read();
    }
    return count;
  }

  @Override
  public void setNoDelay(boolean on) {
    c.sender.noDelay = on;
    if (on && c.state.sends()) {
      c.sender.pushForProgram();
    }
  }

  @Override
  public StreamInfo info() {
    return new StreamInfo(
        c.sender.retransmits(),
        c.cwnd.segments,
        Math.min(c.mss, Math.max(c.mostWindow >> 1, MSS_LEAST)),
        c.peerWindow,
        c.rtt.smoothedMicros(),
        c.rtt.deviationMicros(),
        c.path.mtuBytes());
  }

  @Override
  public void setKeepAlive(boolean on) {
    c.keepAlive = on;
    if (on && c.state.sends()) {
      c.timers.armKeepalive();
    } else if (!on && c.state.sends()) {
      c.timers.stopKeepalive();
    }
  }

  @Override
  public void shutdownOutput() {
    if (!outputShut) {
      outputShut = true;
      c.sender.end();
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    end();
    if (c.received.available() > 0) {
      c.abort();
    } else if (outputShut && c.state != TcpState.FIN_WAIT2) {
      return; // the FIN is out already
    } else {
      outputShut = true;
      c.closed();
    }
  }

  @Override
  public void abort() {
    if (!closed) {
      end();
      c.abort();
    }
  }

  private void end() {
    closed = true;
    listener = null;
    c.loop().cancel(this);
  }

  /// The connection could not be made, or is broken.
  void failed(SocketError error) {
    failure = error;
    wake(FAILED);
  }

  /// Lets the program know of something, as soon as it runs.
  void wake(int why) {
    reasons |= why;
    if (!isPending() && !closed) {
      c.loop().schedule(this, c.protocol.softnet().readyNanos() + WAKE_NANOS);
    }
  }

  /// Tells the program what has happened since it last ran.
  @Override
  protected void fire() {
    if ((reasons & ACCEPTED) != 0 && c.parent != null) {
      reasons &= ~ACCEPTED;
      c.parent.deliver(this);
      c.loop().cancel(this);
    }
    StreamListener told = listener;
    if (told == null) {
      return; // told when there is somebody to tell
    }
    int why = reasons;
    reasons = 0;
    if ((why & CONNECTED) != 0) {
      told.connected(this);
    }
    if ((why & WRITABLE) != 0 && listener == told) {
      told.writable(this);
    }
    if ((why & READABLE) != 0 && listener == told) {
      told.readable(this);
    }
    if ((why & FAILED) != 0 && listener == told && failure != null) {
      told.failed(this, failure);
    }
  }
}

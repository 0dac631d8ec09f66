package dev.drydock.core.app.http;

import dev.drydock.core.app.Connector;
import dev.drydock.core.app.Program;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One request and its response on a connection of its own, which the client closes when it has
/// all.
public final class HttpClient implements Program, StreamListener {
  /// From the last byte of a response to the end of the connection: recorded are 20 to 200 us.
  private static final long CLOSE_NANOS = 150_000;

  private static final int BUFFER_BYTES = 16_384;

  private final EventLoop loop;
  private final Connector connector;
  private final HttpCall call;
  private final HttpResponse response;
  private final Pause pause = new Pause();
  private final Deadline totalDeadline = new Deadline();
  private final Deadline idleDeadline = new Deadline();

  private final byte[] request;
  private @Nullable StreamSocket socket;
  private @Nullable SocketAddress local;
  private @Nullable SocketError error;
  private HttpOutcome pendingOutcome = HttpOutcome.PENDING;
  private HttpOutcome outcome = HttpOutcome.PENDING;
  private int sentBytes;
  private boolean sending;
  private boolean connected;
  private long startNanos;
  private long connectedNanos = -1;
  private long firstByteNanos = -1;
  private long endNanos;

  /// A request that has not begun.
  public HttpClient(EventLoop loop, Connector connector, HttpCall call) {
    this.loop = loop;
    this.connector = connector;
    this.call = call;
    this.request = call.request().getBytes(StandardCharsets.ISO_8859_1);
    this.response = new HttpResponse(!call.isHead());
  }

  @Override
  public void start() {
    startNanos = loop.nowNanos();
    HttpCall.Limits limits = call.limits();
    if (limits.totalNanos() > 0) {
      loop.scheduleAfter(totalDeadline, limits.totalNanos());
    }
    if (limits.connectNanos() > 0) {
      loop.scheduleAfter(idleDeadline, limits.connectNanos());
    }
    socket = connector.connect(call.remote(), this);
  }

  @Override
  public void connected(StreamSocket stream) {
    connected = true;
    connectedNanos = loop.nowNanos() - startNanos;
    loop.cancel(idleDeadline);
    touch();
    loop.scheduleAfter(pause, call.limits().sendNanos());
  }

  private void touch() {
    if (call.limits().idleNanos() > 0) {
      loop.reschedule(idleDeadline, loop.nowNanos() + call.limits().idleNanos());
    }
  }

  private void send() {
    StreamSocket stream = socket;
    if (stream != null && sentBytes < request.length) {
      int left = request.length - sentBytes;
      sentBytes += stream.write(request, sentBytes, left);
    }
  }

  @Override
  public void writable(StreamSocket stream) {
    if (sending) {
      send();
    }
  }

  @Override
  public void readable(StreamSocket stream) {
    if (pendingOutcome != HttpOutcome.PENDING) {
      return;
    }
    byte[] buffer = new byte[BUFFER_BYTES];
    int length = stream.read(buffer, 0, buffer.length);
    while (length > 0) {
      firstByteNanos = firstByteNanos < 0 ? loop.nowNanos() - startNanos : firstByteNanos;
      response.take(buffer, length);
      length = stream.read(buffer, 0, buffer.length);
    }
    touch();
    if (response.isComplete() || (length < 0 && response.isCompleteAtEnd())) {
      endSoon(HttpOutcome.DONE);
    } else if (length < 0) {
      endSoon(HttpOutcome.ENDED);
    }
  }

  /// The program notices, prints, and ends.
  private void endSoon(HttpOutcome why) {
    pendingOutcome = why;
    loop.cancel(totalDeadline);
    loop.cancel(idleDeadline);
    loop.reschedule(pause, loop.nowNanos() + CLOSE_NANOS);
  }

  @Override
  public void failed(StreamSocket stream, SocketError why) {
    socket = null;
    if (pendingOutcome == HttpOutcome.PENDING) {
      error = why;
      end(connected ? HttpOutcome.BROKEN : HttpOutcome.NOT_CONNECTED);
    }
  }

  private void end(HttpOutcome why) {
    loop.cancel(pause);
    loop.cancel(totalDeadline);
    loop.cancel(idleDeadline);
    outcome = why;
    endNanos = loop.nowNanos() - startNanos;
    StreamSocket stream = socket;
    socket = null;
    if (stream != null) {
      local = stream.local();
      stream.close();
    }
  }

  /// How it ended.
  public HttpOutcome outcome() {
    return outcome;
  }

  /// What the socket said; null when it said nothing.
  public @Nullable SocketError error() {
    return error;
  }

  /// What has come.
  public HttpResponse response() {
    return response;
  }

  /// The own end of the connection; that of the server before there is one.
  public SocketAddress local() {
    StreamSocket stream = socket;
    SocketAddress known = stream == null ? local : stream.local();
    return known == null ? call.remote() : known;
  }

  /// The server's address.
  public SocketAddress remote() {
    return call.remote();
  }

  /// From the start to the connection; -1 when there was none.
  public long connectedNanos() {
    return connectedNanos;
  }

  /// From the start to the first byte of the response; -1 when there was none.
  public long firstByteNanos() {
    return firstByteNanos;
  }

  /// From the start to the end.
  public long endNanos() {
    return endNanos;
  }

  @Override
  public boolean isDone() {
    return outcome != HttpOutcome.PENDING;
  }

  @Override
  public void interrupt() {
    if (!isDone()) {
      end(connected ? HttpOutcome.TIMED_OUT : HttpOutcome.CONNECT_TIMED_OUT);
    }
  }

  /// The time the program takes before it sends, and before it ends.
  private final class Pause extends Event {
    @Override
    protected void fire() {
      if (pendingOutcome != HttpOutcome.PENDING) {
        end(pendingOutcome);
        return;
      }
      sending = true;
      send();
    }
  }

  /// The end of the program's patience.
  private final class Deadline extends Event {
    @Override
    protected void fire() {
      interrupt();
    }
  }
}

package dev.drydock.core.app.dns;

import dev.drydock.core.app.Program;
import dev.drydock.core.app.StreamPorts;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.transport.tcp.ConnectOptions;
import org.jspecify.annotations.Nullable;

/// One query to a name server over a connection of its own.
public final class StreamQuery extends Event implements Program, StreamListener {
  private final EventLoop loop;
  private final Netns namespace;
  private final Plan plan;
  private final byte[] query;
  private final Listener listener;
  private @Nullable StreamSocket stream;
  private @Nullable MessageStream messages;
  private byte @Nullable [] answer;
  private @Nullable SocketError error;
  private boolean done;

  /// Whom to ask, and how long to wait for the connection and the answer.
  ///
  /// @param options of the connection
  public record Plan(SocketAddress server, long timeoutNanos, ConnectOptions options) {
    /// With nothing set.
    public Plan(SocketAddress server, long timeoutNanos) {
      this(server, timeoutNanos, ConnectOptions.NONE);
    }
  }

  /// Who hears the end.
  public interface Listener {
    /// It is over.
    ///
    /// @param answer its bytes, null when none came
    void ended(byte @Nullable [] answer);
  }

  /// A query that is not sent yet.
  public StreamQuery(Netns namespace, Plan plan, DnsMessage query, Listener listener) {
    this.loop = namespace.softnet().loop();
    this.namespace = namespace;
    this.plan = plan;
    this.listener = listener;
    this.query = DnsWriter.write(query, true);
  }

  @Override
  public void start() {
    loop.scheduleAfter(this, plan.timeoutNanos());
    stream = StreamPorts.connector(namespace, plan.options()).connect(plan.server(), this);
  }

  @Override
  public void connected(StreamSocket to) {
    messages = new MessageStream(to);
    messages.send(query);
  }

  @Override
  public void readable(StreamSocket from) {
    answer = messages == null ? null : messages.receive();
    if (answer != null || (messages != null && messages.isEnded())) {
      finish();
    }
  }

  @Override
  public void writable(StreamSocket to) {
    if (messages != null) {
      messages.flush();
    }
  }

  @Override
  public void failed(StreamSocket from, SocketError why) {
    error = why;
    stream = null;
    finish();
  }

  /// The time is over.
  @Override
  protected void fire() {
    error = SocketError.TIMED_OUT;
    finish();
  }

  private void finish() {
    if (!done) {
      interrupt();
      listener.ended(answer);
    }
  }

  /// The bytes of the answer; null when none came.
  public byte @Nullable [] answer() {
    return answer;
  }

  /// Why none came; null when the server just closed the connection.
  public @Nullable SocketError error() {
    return error;
  }

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public void interrupt() {
    if (done) {
      return;
    }
    done = true;
    loop.cancel(this);
    if (stream != null) {
      stream.close();
    }
  }
}

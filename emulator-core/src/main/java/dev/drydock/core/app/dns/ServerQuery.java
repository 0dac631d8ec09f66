package dev.drydock.core.app.dns;

import dev.drydock.core.app.Program;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.PathMtuDiscovery;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.UdpSocket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Queries to one name server, sent at once from a connected socket and again at an interval as
/// long as answers are missing: how tools ask that do not leave it to the C library.
public final class ServerQuery extends Event implements Program, DatagramListener {
  /// From one `write` to the next: 0.2 ms in the recording icc-internal-ipam 08, more in
  /// default-bridge 07, so that a near server answers in between.
  private static final long GAP_NANOS = 250_000;

  private final Netns namespace;
  private final Plan plan;
  private final List<DnsMessage> queries;
  private final Listener listener;
  private final boolean[] answered;
  private @Nullable UdpSocket socket;
  private PathMtuDiscovery pathMtu = PathMtuDiscovery.WANT;
  private int tries;
  private int resends;
  private int toSend;
  private boolean done;

  /// How it is asked.
  ///
  /// @param server whom
  /// @param intervalNanos how long each try waits
  /// @param tries how often
  /// @param isPatient whether an error is only noted and the wait goes on; otherwise it ends the
  ///   try, and each try has a socket of its own
  public record Plan(SocketAddress server, long intervalNanos, int tries, boolean isPatient) {}

  /// Who hears what comes.
  public interface Listener {
    /// An answer came to a query that had none.
    ///
    /// @param query its place
    /// @param bytes how long the answer was
    void answered(int query, DnsMessage answer, int bytes);

    /// A try failed, with the error; null when its time was over.
    void failed(@Nullable SocketError error);

    /// There is no way to the server; nothing follows.
    default void notConnected(SocketError error) {
      failed(error);
    }

    /// A query could not be written, perhaps since an error had come by then; nothing follows.
    default void notSent(SocketError error) {
      failed(error);
    }
  }

  /// Queries that are not sent yet.
  public ServerQuery(Netns namespace, Plan plan, List<DnsMessage> queries, Listener listener) {
    this.namespace = namespace;
    this.plan = plan;
    this.queries = List.copyOf(queries);
    this.listener = listener;
    this.answered = new boolean[queries.size()];
  }

  /// Has its sockets treat the path's MTU otherwise than usual; before the start.
  public ServerQuery withPathMtu(PathMtuDiscovery other) {
    pathMtu = other;
    return this;
  }

  @Override
  public void start() {
    attempt();
  }

  private void attempt() {
    tries++;
    resends = 0;
    SocketError error = plan.isPatient() && socket != null ? null : open();
    if (error != null) {
      listener.notConnected(error);
      finish();
    } else {
      toSend = 0;
      sendNext();
    }
  }

  private void sendNext() {
    while (toSend < answered.length && answered[toSend]) {
      toSend++;
    }
    UdpSocket asked = socket;
    if (asked != null && toSend < answered.length) {
      byte[] bytes = DnsWriter.write(queries.get(toSend), true);
      SocketError error = asked.send(bytes, 0, bytes.length);
      if (error != null) {
        notSent(error);
        return;
      }
      toSend++;
    }
    boolean isLast = toSend == answered.length;
    EventLoop loop = namespace.softnet().loop();
    loop.scheduleAfter(this, isLast ? plan.intervalNanos() : GAP_NANOS);
  }

  private void notSent(SocketError error) {
    listener.notSent(error);
    finish();
  }

  private @Nullable SocketError open() {
    if (socket != null) {
      socket.close();
    }
    socket = namespace.udp().open(this);
    socket.options().pathMtu = pathMtu;
    return socket.connect(plan.server());
  }

  @Override
  protected void fire() {
    if (toSend < answered.length) {
      sendNext();
      return;
    }
    if (!plan.isPatient()) {
      listener.failed(null);
    }
    goOn();
  }

  private void goOn() {
    if (tries < plan.tries()) {
      attempt();
    } else {
      finish();
    }
  }

  @Override
  public void received(Datagram datagram) {
    DnsMessage answer = DnsReader.read(datagram.data(), datagram.offset(), datagram.length());
    for (int i = 0; answer != null && answer.isResponse() && i < answered.length; i++) {
      if (!answered[i] && queries.get(i).id() == answer.id()) {
        take(i, answer, datagram.length());
        break;
      }
    }
    for (boolean has : answered) {
      if (!has) {
        return;
      }
    }
    if (!done) {
      finish();
    }
  }

  /// A patient one asks again at once when the server failed, twice for each query.
  private void take(int query, DnsMessage answer, int bytes) {
    UdpSocket asked = socket;
    boolean again = plan.isPatient() && answer.responseCode() == DnsMessage.SERVFAIL;
    if (again && asked != null && resends < 2 * answered.length) {
      resends++;
      byte[] sent = DnsWriter.write(queries.get(query), true);
      asked.send(sent, 0, sent.length);
    } else {
      answered[query] = true;
      listener.answered(query, answer, bytes);
    }
  }

  @Override
  public void failed(SocketError error) {
    if (done) {
      return;
    }
    if (plan.isPatient() && toSend > 0 && toSend < answered.length) {
      notSent(error); // the next write finds it
      return;
    }
    listener.failed(error);
    if (!plan.isPatient()) {
      namespace.softnet().loop().cancel(this);
      goOn();
    }
  }

  /// Whether an answer came to a query.
  public boolean isAnswered(int query) {
    return answered[query];
  }

  private void finish() {
    done = true;
    namespace.softnet().loop().cancel(this);
    if (socket != null) {
      socket.close();
    }
  }

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public void interrupt() {
    if (!done) {
      finish();
    }
  }
}

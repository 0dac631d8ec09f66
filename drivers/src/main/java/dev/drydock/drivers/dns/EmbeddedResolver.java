package dev.drydock.drivers.dns;

import dev.drydock.core.app.dns.DnsMessage;
import dev.drydock.core.app.dns.DnsQuestion;
import dev.drydock.core.app.dns.DnsReader;
import dev.drydock.core.app.dns.DnsType;
import dev.drydock.core.app.dns.DnsWriter;
import dev.drydock.core.app.dns.StreamService;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.transport.tcp.TcpListener;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The name server in one container's namespace. It listens on ports of 127.0.0.11 that the
/// namespace chooses; rules translate port 53 to them.
///
/// ```
///   program -> 127.0.0.11:53 -> DNAT -> 127.0.0.11:PORT -> known? -> answer
///                                                            |
///                                                            '-> server outside -> its answer
/// ```
public final class EmbeddedResolver implements DatagramListener {
  /// Where it listens.
  static final IpAddress ADDRESS = IpAddress.parse("127.0.0.11");

  /// Go listens with what the machine allows (`net.core.somaxconn`).
  private static final int BACKLOG = 4096;

  /// `maxConcurrent`.
  private static final int FORWARDED_MAX = 1024;

  /// How long the daemon sleeps on after a query whose answer it knows: recorded answers came after
  /// 110 us at the least, in the middle after 400.
  private static final long WAKE_NANOS = 150_000;

  private final Netns namespace;
  private final Upstream upstream;
  private final LocalAnswers local;
  private final NameSource names;
  private final UdpSocket socket;
  private final StreamService streams;
  private @Nullable TcpListener listener;
  private final List<ForwardedQuery> forwarded = new ArrayList<>();
  private final List<Runnable> ready = new ArrayList<>();
  private final Turn turn = new Turn();
  private boolean started;

  /// A resolver that has not begun.
  ///
  /// @param namespace the container's
  /// @param random for the order of answers
  public EmbeddedResolver(
      Netns namespace, NameSource names, Upstream upstream, RandomStream random) {
    this.namespace = namespace;
    this.names = names;
    this.upstream = upstream;
    this.local = new LocalAnswers(names, random);
    this.socket = namespace.udp().open(this);
    this.streams = new StreamService((query, reply) -> asked(new Asked(query, true, reply)));
  }

  /// Begins to answer, unless it does already: sockets, then rules.
  public void start() {
    if (started) {
      return;
    }
    started = true;
    SocketAddress any = new SocketAddress(ADDRESS, 0);
    socket.bind(any);
    listener = namespace.tcp().listen(any, BACKLOG, streams).listener();
    int port = listener == null ? 0 : listener.local().port();
    new ResolverRules(namespace).add(port, socket.local().port());
  }

  /// Ends it, with whatever it waits for.
  public void stop() {
    socket.close();
    namespace.softnet().loop().cancel(turn);
    ready.clear();
    streams.stop();
    if (listener != null) {
      listener.close();
    }
    for (ForwardedQuery query : List.copyOf(forwarded)) {
      query.stop();
    }
    forwarded.clear();
  }

  Upstream upstream() {
    return upstream;
  }

  Netns namespaceOf(ExternalServer server) {
    return server.fromHost() ? upstream.host() : namespace;
  }

  /// Whether a server may be asked at all.
  boolean mayAsk(ExternalServer server) {
    return switch (upstream.forwarding()) {
      case SILENT -> true;
      case BY_GATEWAY -> names.hasGateway();
      case REPORTING -> !server.fromHost() || names.reachesOutside();
    };
  }

  /// A query and how to answer it.
  ///
  /// @param isStream whether it came over a connection
  /// @param reply takes the bytes of the answer
  record Asked(DnsMessage query, boolean isStream, Consumer<byte[]> reply) {
    /// Sends an answer, cut off where it is too long for a datagram.
    void answer(DnsMessage answer, boolean compressed) {
      reply.accept(
          isStream ? DnsWriter.write(answer, compressed) : query.datagram(answer, compressed));
    }
  }

  @Override
  public void received(Datagram datagram) {
    DnsMessage query = DnsReader.read(datagram.data(), datagram.offset(), datagram.length());
    SocketAddress client = datagram.from();
    if (query != null && !query.isResponse()) {
      asked(new Asked(query, false, bytes -> socket.sendTo(client, bytes, 0, bytes.length)));
    }
  }

  private void asked(Asked asked) {
    DnsMessage query = asked.query();
    DnsQuestion question = query.question();
    if (question == null) {
      return;
    }
    DnsMessage known = local.answer(query, question);
    DnsMessage answer = known == null && isPlain(question) ? LocalAnswers.empty(query) : known;
    if (answer == null) {
      forward(asked);
    } else if (asked.isStream()) {
      asked.answer(answer, false);
    } else {
      ready.add(() -> asked.answer(answer, false));
      if (!turn.isPending()) {
        namespace.softnet().loop().scheduleAfter(turn, WAKE_NANOS);
      }
    }
  }

  /// The daemon's turn: it has read what came meanwhile, with a goroutine for each query
  /// (`serveUDP` of miekg/dns). Go runs the one that was made last first (`runnext` in `runqput` of
  /// its scheduler), so that of two questions of glibc the second is answered first: recorded with
  /// 20.10.24 for 68 of 79 pairs less than 100 us apart.
  private final class Turn extends Event {
    @Override
    protected void fire() {
      List<Runnable> answers = List.copyOf(ready);
      ready.clear();
      answers.getLast().run();
      answers.subList(0, answers.size() - 1).forEach(Runnable::run);
    }
  }

  /// A name without a dot where the user wants search domains to be tried.
  private boolean isPlain(DnsQuestion question) {
    boolean isAddress = question.type() == DnsType.A || question.type() == DnsType.AAAA;
    return upstream.keepsPlainNames() && isAddress && question.name().indexOf('.') < 0;
  }

  private void forward(Asked asked) {
    if (forwarded.size() >= FORWARDED_MAX) {
      fail(asked, DnsMessage.REFUSED);
      return;
    }
    ForwardedQuery running = new ForwardedQuery(this, asked);
    forwarded.add(running);
    running.start();
  }

  /// A forwarded query came to its end with an answer.
  void answered(ForwardedQuery query, DnsMessage answer) {
    forwarded.remove(query);
    query.asked().answer(answer, true);
  }

  /// Nobody could answer.
  void unanswered(ForwardedQuery query) {
    forwarded.remove(query);
    fail(query.asked(), DnsMessage.SERVFAIL);
  }

  private void fail(Asked asked, int code) {
    if (upstream.forwarding() != Forwarding.SILENT) {
      asked.answer(asked.query().response(code), false);
    }
  }
}

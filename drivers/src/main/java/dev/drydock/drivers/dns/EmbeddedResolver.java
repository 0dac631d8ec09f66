package dev.drydock.drivers.dns;

import dev.drydock.core.app.dns.DnsMessage;
import dev.drydock.core.app.dns.DnsQuestion;
import dev.drydock.core.app.dns.DnsReader;
import dev.drydock.core.app.dns.DnsType;
import dev.drydock.core.app.dns.DnsWriter;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;

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

  /// `maxConcurrent`.
  private static final int FORWARDED_MAX = 1024;

  private final Netns namespace;
  private final Upstream upstream;
  private final LocalAnswers local;
  private final NameSource names;
  private final UdpSocket socket;
  private final List<ForwardedQuery> forwarded = new ArrayList<>();
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
  }

  /// Begins to answer, unless it does already: sockets, then rules.
  public void start() {
    if (started) {
      return;
    }
    started = true;
    socket.bind(new SocketAddress(ADDRESS, 0));
    new ResolverRules(namespace).add(0, socket.local().port());
  }

  /// Ends it, with whatever it waits for.
  public void stop() {
    socket.close();
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
    return !server.fromHost()
        || upstream.forwarding() == Forwarding.SILENT
        || names.reachesOutside();
  }

  @Override
  public void received(Datagram datagram) {
    DnsMessage query = DnsReader.read(datagram.data(), datagram.offset(), datagram.length());
    DnsQuestion question = query == null ? null : query.question();
    if (query == null || question == null || query.isResponse()) {
      return;
    }
    SocketAddress client = datagram.from();
    DnsMessage answer = local.answer(query, question);
    if (answer == null && isPlain(question)) {
      answer = LocalAnswers.empty(query);
    }
    if (answer != null) {
      reply(client, query, DnsWriter.write(answer, false), answer);
    } else {
      forward(client, query);
    }
  }

  /// A name without a dot where the user wants search domains to be tried.
  private boolean isPlain(DnsQuestion question) {
    boolean isAddress = question.type() == DnsType.A || question.type() == DnsType.AAAA;
    return upstream.keepsPlainNames() && isAddress && question.name().indexOf('.') < 0;
  }

  private void forward(SocketAddress client, DnsMessage query) {
    if (forwarded.size() >= FORWARDED_MAX) {
      if (upstream.forwarding() == Forwarding.REPORTING) {
        fail(client, query, DnsMessage.REFUSED);
      }
      return;
    }
    ForwardedQuery running = new ForwardedQuery(this, client, query);
    forwarded.add(running);
    running.start();
  }

  /// A forwarded query came to its end with an answer.
  void answered(ForwardedQuery query, DnsMessage answer) {
    forwarded.remove(query);
    reply(query.client(), query.query(), DnsWriter.write(answer, true), answer);
  }

  /// Nobody could answer.
  void unanswered(ForwardedQuery query) {
    forwarded.remove(query);
    if (upstream.forwarding() == Forwarding.REPORTING) {
      fail(query.client(), query.query(), DnsMessage.SERVFAIL);
    }
  }

  private void fail(SocketAddress client, DnsMessage query, int code) {
    DnsMessage answer = query.response(code);
    reply(client, query, DnsWriter.write(answer, false), answer);
  }

  private void reply(SocketAddress client, DnsMessage query, byte[] bytes, DnsMessage answer) {
    byte[] sent = bytes;
    if (bytes.length > query.datagramBytes()) {
      sent = DnsWriter.write(answer.truncated(), false);
    }
    socket.sendTo(client, sent, 0, sent.length);
  }
}

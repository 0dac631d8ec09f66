package dev.drydock.drivers.dns;

import dev.drydock.core.app.dns.DnsMessage;
import dev.drydock.core.app.dns.DnsReader;
import dev.drydock.core.app.dns.DnsWriter;
import dev.drydock.core.app.dns.StreamQuery;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.UdpSocket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A query that was passed on: one server after the other is asked, each from a new socket.
final class ForwardedQuery extends Event implements DatagramListener {
  /// `extIOTimeout`.
  private static final long TIMEOUT_NANOS = 4_000_000_000L;

  /// `maxExtDNS`.
  private static final int SERVERS_MAX = 3;

  private final EmbeddedResolver resolver;
  private final EmbeddedResolver.Asked asked;
  private final DnsMessage query;
  private final List<ExternalServer> servers;
  private @Nullable UdpSocket socket;
  private @Nullable StreamQuery stream;
  private @Nullable EventLoop loop;
  private int next;

  ForwardedQuery(EmbeddedResolver resolver, EmbeddedResolver.Asked asked) {
    this.resolver = resolver;
    this.asked = asked;
    this.query = asked.query();
    List<ExternalServer> all = resolver.upstream().servers().get();
    this.servers = List.copyOf(all.subList(0, Math.min(SERVERS_MAX, all.size())));
  }

  EmbeddedResolver.Asked asked() {
    return asked;
  }

  void start() {
    while (next < servers.size()) {
      ExternalServer server = servers.get(next++);
      if (resolver.mayAsk(server) && ask(server)) {
        return;
      }
    }
    resolver.unanswered(this);
  }

  private boolean ask(ExternalServer server) {
    Netns namespace = resolver.namespaceOf(server);
    SocketAddress to = new SocketAddress(server.address(), DnsMessage.PORT);
    loop = namespace.softnet().loop();
    boolean sent = asked.isStream() ? connect(namespace, to) : send(namespace, to);
    if (sent) {
      loop.scheduleAfter(this, TIMEOUT_NANOS);
    }
    return sent;
  }

  private boolean send(Netns namespace, SocketAddress to) {
    UdpSocket opened = namespace.udp().open(this);
    byte[] bytes = DnsWriter.write(query, false);
    if (opened.connect(to) != null || opened.send(bytes, 0, bytes.length) != null) {
      opened.close();
      return false;
    }
    socket = opened;
    return true;
  }

  /// What came over a connection is asked over one.
  private boolean connect(Netns namespace, SocketAddress to) {
    StreamQuery running =
        new StreamQuery(namespace, new StreamQuery.Plan(to, TIMEOUT_NANOS), query, this::answered);
    stream = running;
    running.start();
    return true;
  }

  private void answered(byte @Nullable [] bytes) {
    DnsMessage answer = bytes == null ? null : DnsReader.read(bytes, 0, bytes.length);
    if (answer == null || !answer.isResponse()) {
      goOn();
    } else {
      take(answer);
    }
  }

  /// Ends it without an answer.
  void stop() {
    if (loop != null) {
      loop.cancel(this);
    }
    if (socket != null) {
      socket.close();
      socket = null;
    }
    if (stream != null) {
      stream.interrupt();
      stream = null;
    }
  }

  @Override
  protected void fire() {
    goOn();
  }

  @Override
  public void failed(SocketError error) {
    goOn();
  }

  private void goOn() {
    stop();
    start();
  }

  @Override
  public void received(Datagram datagram) {
    DnsMessage answer = DnsReader.read(datagram.data(), datagram.offset(), datagram.length());
    if (answer != null && answer.isResponse() && answer.id() == query.id()) {
      take(answer);
    }
  }

  private void take(DnsMessage answer) {
    stop();
    if (resolver.upstream().forwarding().passesOver(answer)) {
      start();
    } else {
      resolver.answered(this, answer);
    }
  }
}

package dev.drydock.drivers.dns;

import dev.drydock.core.app.dns.DnsMessage;
import dev.drydock.core.app.dns.DnsReader;
import dev.drydock.core.app.dns.DnsWriter;
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
  private final SocketAddress client;
  private final DnsMessage query;
  private final List<ExternalServer> servers;
  private @Nullable UdpSocket socket;
  private @Nullable EventLoop loop;
  private int next;

  ForwardedQuery(EmbeddedResolver resolver, SocketAddress client, DnsMessage query) {
    this.resolver = resolver;
    this.client = client;
    this.query = query;
    List<ExternalServer> all = resolver.upstream().servers().get();
    this.servers = List.copyOf(all.subList(0, Math.min(SERVERS_MAX, all.size())));
  }

  SocketAddress client() {
    return client;
  }

  DnsMessage query() {
    return query;
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
    UdpSocket opened = namespace.udp().open(this);
    byte[] bytes = DnsWriter.write(query, false);
    SocketAddress to = new SocketAddress(server.address(), DnsMessage.PORT);
    if (server.address().isV6()
        || opened.connect(to) != null
        || opened.send(bytes, 0, bytes.length) != null) {
      opened.close();
      return false;
    }
    socket = opened;
    loop = namespace.softnet().loop();
    loop.scheduleAfter(this, TIMEOUT_NANOS);
    return true;
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
    if (answer == null || !answer.isResponse() || answer.id() != query.id()) {
      return;
    }
    stop();
    if (resolver.upstream().forwarding().passesOver(answer)) {
      start();
    } else {
      resolver.answered(this, answer);
    }
  }
}

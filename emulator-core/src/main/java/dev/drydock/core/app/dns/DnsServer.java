package dev.drydock.core.app.dns;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.transport.tcp.ListenResult;
import dev.drydock.core.transport.tcp.TcpListener;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A name server with the ways of dnsmasq 2.89 that has nobody to ask (`src/rfc1035.c`,
/// `setup_reply`): names of its hosts are answered with authority and a TTL of 0, other names of
/// its local domains do not exist, and everything else is refused.
public final class DnsServer {
  /// What it says of itself in EDNS (`edns-packet-max`).
  private static final int EDNS_BYTES = 1232;

  /// Extended error 14, "not ready": there is no server to ask (RFC 8914).
  private static final String NOT_READY = "000f0002000e";

  /// Connections that may wait (`TCP_BACKLOG` of dnsmasq).
  private static final int BACKLOG = 32;

  private final Netns namespace;
  private final DnsZone zone;
  private final int port;
  private final List<UdpSocket> sockets = new ArrayList<>();
  private final StreamService streams;
  private @Nullable TcpListener listener;

  /// A server that has not begun.
  public DnsServer(Netns namespace, DnsZone zone, int port) {
    this.namespace = namespace;
    this.zone = zone;
    this.port = port;
    this.streams =
        new StreamService((query, reply) -> reply.accept(DnsWriter.write(answer(query), true)));
  }

  /// Begins to listen on every address, for datagrams and connections.
  ///
  /// @return why it cannot, null when it does
  public @Nullable SocketError start() {
    SocketAddress any = new SocketAddress(IpAddress.ANY_V4, port);
    ListenResult listening = namespace.tcp().listen(any, BACKLOG, streams);
    listener = listening.listener();
    SocketError error = listening.error();
    if (error == null) {
      error = open(any);
    }
    if (error == null) {
      error = open(new SocketAddress(IpAddress.ANY_V6, port));
    }
    if (error != null) {
      stop();
    }
    return error;
  }

  /// One socket for each family, as dnsmasq has them.
  private @Nullable SocketError open(SocketAddress any) {
    Answering answering = new Answering();
    UdpSocket socket = namespace.udp().open(answering);
    answering.socket = socket;
    socket.options().v6Only = true;
    sockets.add(socket);
    return socket.bind(any);
  }

  /// Ends it.
  public void stop() {
    sockets.forEach(UdpSocket::close);
    streams.stop();
    if (listener != null) {
      listener.close();
    }
  }

  /// What comes to a socket is answered from it.
  private final class Answering implements DatagramListener {
    private @Nullable UdpSocket socket;

    @Override
    public void received(Datagram datagram) {
      DnsMessage query = DnsReader.read(datagram.data(), datagram.offset(), datagram.length());
      if (query != null && !query.isResponse() && socket != null) {
        byte[] bytes = query.datagram(answer(query), true);
        socket.answer(datagram, bytes, 0, bytes.length);
      }
    }
  }

  /// The response to a query.
  public DnsMessage answer(DnsMessage query) {
    DnsQuestion question = query.question();
    boolean isQuery = (query.flags() & 0x7800) == 0;
    if (question == null || !isQuery) {
      return query.response(DnsMessage.RA | DnsMessage.NOTIMP);
    }
    List<DnsRecord> answers = answers(question);
    if (!answers.isEmpty()) {
      int flags = DnsMessage.RA | (isOwn(question) ? DnsMessage.AA : 0);
      return withEdns(query, query.response(flags).withAnswers(answers), "");
    }
    String name = question.name();
    if (zone.knows(name) || (zone.anyName() != null && !zone.isLocal(name))) {
      return withEdns(query, query.response(DnsMessage.RA), "");
    }
    return zone.isLocal(name)
        ? withEdns(query, query.response(DnsMessage.RA | DnsMessage.NXDOMAIN), "")
        : withEdns(query, query.response(DnsMessage.RA | DnsMessage.REFUSED), NOT_READY);
  }

  private boolean isOwn(DnsQuestion question) {
    return question.type() == DnsType.PTR || zone.knows(question.name());
  }

  private List<DnsRecord> answers(DnsQuestion question) {
    List<DnsRecord> answers = new ArrayList<>();
    String name = question.name();
    int type = question.type();
    for (int wanted : new int[] {DnsType.A, DnsType.AAAA}) {
      if (type == wanted || type == DnsType.ANY) {
        for (IpAddress address : zone.addresses(name, wanted == DnsType.AAAA)) {
          answers.add(DnsRecord.of(name, wanted, 0, new DnsData.Address(address)));
        }
      }
    }
    if (type == DnsType.PTR) {
      zone.name(name)
          .ifPresent(host -> answers.add(DnsRecord.of(name, type, 0, new DnsData.Name(host))));
    }
    return answers;
  }

  private static DnsMessage withEdns(DnsMessage query, DnsMessage response, String options) {
    return query.edns() == null
        ? response
        : response.withAdditionals(List.of(DnsRecord.edns(EDNS_BYTES, options)));
  }
}

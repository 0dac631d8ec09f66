package dev.drydock.core.app.dns;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.IpAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How musl asks (`src/network/res_msend.c`): one socket without a partner, every question to every
/// server at once, and again when a part of the time is over. The first good answer counts; a
/// server that fails is asked again at once, twice for each server; other failures are not heard.
public final class MuslExchange extends Event implements DnsExchange, DatagramListener {
  private final Netns namespace;
  private final ResolverConfig config;
  private final RandomStream random;
  private final List<DnsQuestion> questions;
  private final int[] ids;
  private final @Nullable DnsMessage[] responses;
  private final UdpSocket socket;
  private long endNanos;
  private int failuresLeft;
  private boolean done;

  /// An exchange that has not begun.
  public MuslExchange(
      Netns namespace, ResolverConfig config, RandomStream random, List<DnsQuestion> questions) {
    this.namespace = namespace;
    this.config = config;
    this.random = random;
    this.questions = List.copyOf(questions);
    this.ids = new int[questions.size()];
    this.responses = new @Nullable DnsMessage[questions.size()];
    this.socket = namespace.udp().open(this);
    this.failuresLeft = 2 * config.servers().size();
  }

  @Override
  public void start() {
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.nextInt(1 << 16);
    }
    endNanos = namespace.softnet().loop().nowNanos() + config.timeoutNanos();
    boolean v6 = config.servers().stream().anyMatch(IpAddress::isV6);
    IpAddress any = v6 ? IpAddress.ANY_V6 : IpAddress.ANY_V4;
    if (socket.bind(new SocketAddress(any, 0)) != null) {
      finish();
      return;
    }
    askAll();
  }

  private void askAll() {
    for (int i = 0; i < ids.length; i++) {
      if (responses[i] == null) {
        for (IpAddress server : config.servers()) {
          send(i, new SocketAddress(server, DnsMessage.PORT));
        }
      }
    }
    long again = namespace.softnet().loop().nowNanos() + config.timeoutNanos() / config.attempts();
    namespace.softnet().loop().reschedule(this, Math.min(again, endNanos));
  }

  /// What cannot be sent is not asked; the time runs all the same.
  private void send(int question, SocketAddress server) {
    DnsMessage query = DnsMessage.query(ids[question], questions.get(question));
    byte[] bytes = DnsWriter.write(query, true);
    if (socket.sendTo(server, bytes, 0, bytes.length) != null) {
      failuresLeft--;
    }
  }

  @Override
  protected void fire() {
    if (namespace.softnet().loop().nowNanos() >= endNanos) {
      finish();
    } else {
      askAll();
    }
  }

  @Override
  public void received(Datagram datagram) {
    DnsMessage message = DnsReader.read(datagram.data(), datagram.offset(), datagram.length());
    if (message == null
        || !message.isResponse()
        || done
        || !config.servers().contains(datagram.from().address())) {
      return;
    }
    for (int i = 0; i < ids.length; i++) {
      if (message.id() == ids[i] && responses[i] == null) {
        take(i, message, datagram.from());
        break;
      }
    }
    for (DnsMessage response : responses) {
      if (response == null) {
        return;
      }
    }
    finish();
  }

  private void take(int question, DnsMessage message, SocketAddress server) {
    switch (message.responseCode()) {
      case DnsMessage.NOERROR, DnsMessage.NXDOMAIN -> responses[question] = message;
      case DnsMessage.SERVFAIL -> {
        if (failuresLeft > 0) {
          failuresLeft--;
          send(question, server);
        }
      }
      default -> {}
    }
  }

  private void finish() {
    done = true;
    namespace.softnet().loop().cancel(this);
    socket.close();
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

  @Override
  public @Nullable DnsMessage response(int question) {
    return responses[question];
  }
}

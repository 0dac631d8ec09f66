package dev.drydock.core.app.dns;

import dev.drydock.core.app.Program;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.UdpSocket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How programs written in Go ask for a name's addresses (`net/dnsclient_unix.go`): A and AAAA by
/// two goroutines of their own, each question from a new socket; every server in turn, and all of
/// them as often as there are attempts, until one does not fail.
public final class GoLookup implements Program {
  /// `maxDNSPacketSize`.
  private static final int UDP_BYTES = 1232;

  /// From one goroutine's question to the other's: 16 to 80 us in two recorded sessions of a swarm.
  private static final long GAP_NANOS = 40_000;

  private final Netns namespace;
  private final ResolverConfig config;
  private final RandomStream random;
  private final String name;
  private final Runnable whenDone;
  private @Nullable Side first;
  private @Nullable Side second;
  private int running;
  private boolean hasAddress;

  /// A lookup that has not begun.
  public GoLookup(Netns namespace, ResolverConfig config, RandomStream random, Wanted wanted) {
    this.namespace = namespace;
    this.config = config;
    this.random = random;
    this.name = wanted.name();
    this.whenDone = wanted.whenDone();
  }

  /// What is looked for.
  ///
  /// @param name whose addresses
  /// @param whenDone called when both questions are answered, or nobody answers them
  public record Wanted(String name, Runnable whenDone) {}

  @Override
  public void start() {
    boolean swapped = random.nextInt(2) == 0;
    Side one = new Side(swapped ? DnsType.AAAA : DnsType.A);
    Side other = new Side(swapped ? DnsType.A : DnsType.AAAA);
    first = one;
    second = other;
    running = 2;
    one.begin(0);
    other.begin(GAP_NANOS);
  }

  @Override
  public boolean isDone() {
    return running == 0;
  }

  /// Whether some answer had an address.
  public boolean hasAddress() {
    return hasAddress;
  }

  @Override
  public void interrupt() {
    for (Side side : new @Nullable Side[] {first, second}) {
      if (side != null) {
        side.stop();
      }
    }
    running = 0;
  }

  /// The goroutine of one type.
  private final class Side extends Event implements DatagramListener {
    private final DnsQuestion question;
    private int tries;
    private int id;
    private @Nullable UdpSocket socket;

    Side(int type) {
      this.question = DnsQuestion.of(name, type);
    }

    void begin(long nanos) {
      namespace.softnet().loop().scheduleAfter(this, nanos);
    }

    /// It is this one's turn, or a server did not answer in time.
    @Override
    protected void fire() {
      ask();
    }

    private void ask() {
      stop();
      while (tries < config.attempts() * config.servers().size()) {
        int server = tries++ % config.servers().size();
        if (send(new SocketAddress(config.servers().get(server), DnsMessage.PORT))) {
          namespace.softnet().loop().scheduleAfter(this, config.timeoutNanos());
          return;
        }
      }
      end();
    }

    private boolean send(SocketAddress server) {
      UdpSocket opened = namespace.udp().open(this);
      opened.options().receiveErrors = true;
      id = random.nextInt(1 << 16);
      byte[] bytes =
          DnsWriter.write(
              DnsMessage.query(id, question)
                  .withAdditionals(List.of(DnsRecord.edns(UDP_BYTES, ""))),
              true);
      if (opened.connect(server) != null || opened.send(bytes, 0, bytes.length) != null) {
        opened.close();
        return false;
      }
      socket = opened;
      return true;
    }

    @Override
    public void received(Datagram datagram) {
      DnsMessage answer = DnsReader.read(datagram.data(), datagram.offset(), datagram.length());
      if (answer == null || !answer.isResponse() || answer.id() != id) {
        return;
      }
      switch (answer.responseCode()) {
        case DnsMessage.SERVFAIL, DnsMessage.NOTIMP, DnsMessage.REFUSED -> ask();
        default -> {
          hasAddress |= answer.answers().stream().anyMatch(each -> each.type() == question.type());
          end();
        }
      }
    }

    @Override
    public void failed(SocketError error) {
      ask();
    }

    private void end() {
      stop();
      running--;
      if (running == 0) {
        whenDone.run();
      }
    }

    void stop() {
      namespace.softnet().loop().cancel(this);
      if (socket != null) {
        socket.close();
        socket = null;
      }
    }
  }
}

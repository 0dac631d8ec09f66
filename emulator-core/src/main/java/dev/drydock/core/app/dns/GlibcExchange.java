package dev.drydock.core.app.dns;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.DatagramListener;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.IpAddress;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How glibc asks (`send_dg` of `resolv/res_send.c`): one server after the other, each from a
/// connected socket, all questions at once; who does not answer in time, refuses or fails is passed
/// over. When only one of two answers came in time, the same server is asked again, one question
/// after the other, and then so from a new socket for each.
public final class GlibcExchange extends Event implements DnsExchange, DatagramListener {
  /// From one question of a `sendmmsg` to the next: 28 to 91 us in the recordings user-bridge 02
  /// and 04 and default-bridge 20, so that a near server may answer in between.
  private static final long GAP_NANOS = 60_000;

  private final Netns namespace;
  private final ResolverConfig config;
  private final RandomStream random;
  private final List<DnsQuestion> questions;
  private final int[] ids;
  private final @Nullable DnsMessage[] responses;
  private final boolean[] failed;

  /// How the questions are put.
  private enum Manner {
    TOGETHER,
    /// `RES_SNGLKUP`.
    IN_TURN,
    /// `RES_SNGLKUPREOP`.
    IN_TURN_ANEW
  }

  /// One for each server, kept for the next round unless it refused a lone question.
  private final @Nullable UdpSocket[] sockets;

  private int attempt;
  private int server;
  private @Nullable StreamQuery stream;
  private int toSend;
  private Manner manner = Manner.TOGETHER;
  private boolean done;

  /// An exchange that has not begun.
  public GlibcExchange(
      Netns namespace, ResolverConfig config, RandomStream random, List<DnsQuestion> questions) {
    this.namespace = namespace;
    this.config = config;
    this.random = random;
    this.questions = List.copyOf(questions);
    this.ids = new int[questions.size()];
    this.responses = new @Nullable DnsMessage[questions.size()];
    this.failed = new boolean[questions.size()];
    this.sockets = new @Nullable UdpSocket[config.servers().size()];
  }

  @Override
  public void start() {
    for (int i = 0; i < ids.length; i++) {
      ids[i] = random.nextInt(1 << 16);
    }
    ask();
  }

  /// Asks the server whose turn it is, or the next that can be asked at all.
  private void ask() {
    while (attempt < config.attempts()) {
      if (server >= config.servers().size()) {
        server = 0;
        attempt++;
      } else if (askServer()) {
        return;
      } else {
        server++;
      }
    }
    finish();
  }

  private boolean askServer() {
    UdpSocket socket = open();
    if (socket == null) {
      return false;
    }
    Arrays.fill(responses, null);
    Arrays.fill(failed, false);
    toSend = 0;
    return sendNext(socket);
  }

  private boolean sendNext(UdpSocket socket) {
    if (!send(socket, toSend)) {
      close();
      return false;
    }
    toSend++;
    if (manner == Manner.TOGETHER && toSend < ids.length) {
      arm(GAP_NANOS);
    } else if (manner == Manner.TOGETHER || toSend == 1) {
      arm(timeoutNanos());
    }
    return true;
  }

  private @Nullable UdpSocket open() {
    UdpSocket known = sockets[server];
    if (known != null) {
      return known;
    }
    IpAddress address = config.servers().get(server);
    UdpSocket opened = namespace.udp().open(this);
    opened.options().receiveErrors = true;
    if (opened.connect(new SocketAddress(address, DnsMessage.PORT)) != null) {
      opened.close();
      return null;
    }
    sockets[server] = opened;
    return opened;
  }

  private boolean send(UdpSocket to, int question) {
    DnsMessage query = DnsMessage.query(ids[question], questions.get(question));
    byte[] bytes = DnsWriter.write(query, true);
    return to.send(bytes, 0, bytes.length) == null;
  }

  /// The first server has the whole time, each further one twice as much, parted among them all.
  private long timeoutNanos() {
    long nanos = config.timeoutNanos() << server;
    nanos = server > 0 ? nanos / config.servers().size() : nanos;
    return Math.max(Nanos.SECOND, nanos);
  }

  private void arm(long nanos) {
    namespace.softnet().loop().cancel(this);
    namespace.softnet().loop().scheduleAfter(this, nanos);
  }

  /// The next question is due, or the time is over.
  @Override
  protected void fire() {
    UdpSocket asked = sockets[server];
    if (asked != null && manner == Manner.TOGETHER && toSend < ids.length) {
      if (!sendNext(asked)) {
        goOn();
      }
    } else {
      timedOut();
    }
  }

  private void timedOut() {
    if (count() == questions.size() || manner == Manner.IN_TURN_ANEW) {
      goOn();
      return;
    }
    manner = manner == Manner.TOGETHER ? Manner.IN_TURN : Manner.IN_TURN_ANEW;
    if (manner == Manner.IN_TURN_ANEW) {
      close();
    }
    if (!askServer()) {
      goOn();
    }
  }

  /// Asks the second question when the first is answered.
  private void askInTurn() {
    if (manner == Manner.IN_TURN_ANEW) {
      close();
    }
    UdpSocket socket = open();
    if (socket == null || !sendNext(socket)) {
      goOn();
    }
  }

  private int count() {
    int missing = 0;
    for (DnsMessage response : responses) {
      missing += response == null ? 1 : 0;
    }
    return missing;
  }

  private int missing() {
    for (int i = 0; i < responses.length; i++) {
      if (responses[i] == null && !failed[i]) {
        return i;
      }
    }
    return -1;
  }

  /// This server is done with: the next one, unless there is an answer already.
  private void goOn() {
    namespace.softnet().loop().cancel(this);
    if (count() < questions.size()) {
      finish();
      return;
    }
    server++;
    ask();
  }

  private void close() {
    UdpSocket socket = sockets[server];
    if (socket != null) {
      socket.close();
      sockets[server] = null;
    }
  }

  @Override
  public void received(Datagram datagram) {
    DnsMessage message = DnsReader.read(datagram.data(), datagram.offset(), datagram.length());
    int question = message == null ? -1 : questionOf(message);
    if (message == null || question < 0 || done) {
      return;
    }
    if (message.has(DnsMessage.TC)) {
      askOverStreams();
      return;
    }
    take(question, message);
  }

  private void take(int question, DnsMessage message) {
    switch (message.responseCode()) {
      case DnsMessage.SERVFAIL, DnsMessage.NOTIMP, DnsMessage.REFUSED -> failed[question] = true;
      default -> responses[question] = message;
    }
    if (missing() < 0) {
      if (ids.length == 1 && failed[question]) {
        close();
      }
      goOn();
    } else if (manner != Manner.TOGETHER && toSend < ids.length && !failed[question]) {
      askInTurn();
    }
  }

  /// An answer was cut off: this server is asked for everything over connections, one question
  /// after the other, which is where glibc uses one connection for both.
  private void askOverStreams() {
    close();
    namespace.softnet().loop().cancel(this);
    Arrays.fill(responses, null);
    toSend = ids.length;
    askOverStream(0);
  }

  private void askOverStream(int question) {
    if (question == ids.length) {
      goOn();
      return;
    }
    SocketAddress to = new SocketAddress(config.servers().get(server), DnsMessage.PORT);
    DnsMessage query = DnsMessage.query(ids[question], questions.get(question));
    StreamQuery.Plan plan = new StreamQuery.Plan(to, timeoutNanos());
    stream =
        new StreamQuery(
            namespace,
            plan,
            query,
            bytes -> {
              DnsMessage answer = bytes == null ? null : DnsReader.read(bytes, 0, bytes.length);
              if (answer != null && questionOf(answer) == question) {
                responses[question] = answer;
              }
              askOverStream(question + 1);
            });
    stream.start();
  }

  private int questionOf(DnsMessage message) {
    for (int i = 0; i < ids.length; i++) {
      DnsQuestion asked = questions.get(i);
      DnsQuestion answered = message.question();
      if (message.isResponse()
          && message.id() == ids[i]
          && responses[i] == null
          && answered != null
          && answered.type() == asked.type()
          && DnsName.key(answered.name()).equals(DnsName.key(asked.name()))) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public void failed(SocketError error) {
    if (!done) {
      close();
      goOn();
    }
  }

  private void finish() {
    done = true;
    namespace.softnet().loop().cancel(this);
    for (UdpSocket socket : sockets) {
      if (socket != null) {
        socket.close();
      }
    }
    if (stream != null) {
      stream.interrupt();
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

  @Override
  public @Nullable DnsMessage response(int question) {
    return responses[question];
  }
}

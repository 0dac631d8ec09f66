package dev.drydock.core.app.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What glibc asks a name server on its own machine, one word for a question: its type, the second
/// it came in, and which of the client's ports it came from.
class GlibcExchangeTest {
  private final TestNet net = new TestNet();
  private final Netns namespace = net.namespace("one");
  private final List<String> asked = new ArrayList<>();
  private final List<Integer> ports = new ArrayList<>();

  /// Types that are answered, and those that are refused; the server is deaf to others.
  private final Set<Integer> known = new LinkedHashSet<>();

  private final Set<Integer> refused = new LinkedHashSet<>();
  private final UdpSocket server = namespace.udp().open(this::query);

  @BeforeEach
  void serve() {
    server.bind(new SocketAddress(IpAddress.parse("127.0.0.1"), DnsMessage.PORT));
  }

  private void query(Datagram datagram) {
    DnsMessage query =
        Objects.requireNonNull(
            DnsReader.read(datagram.data(), datagram.offset(), datagram.length()));
    SocketAddress client = datagram.from();
    if (!ports.contains(client.port())) {
      ports.add(client.port());
    }
    int type = Objects.requireNonNull(query.question()).type();
    long second = net.loop().nowNanos() / Nanos.SECOND;
    asked.add(type + "@" + second + "/" + ports.indexOf(client.port()));
    if (known.contains(type) || refused.contains(type)) {
      int code = known.contains(type) ? DnsMessage.NOERROR : DnsMessage.REFUSED;
      byte[] bytes = DnsWriter.write(query.response(code), false);
      server.sendTo(client, bytes, 0, bytes.length);
    }
  }

  private GlibcExchange ask(int... types) {
    List<DnsQuestion> questions = new ArrayList<>();
    for (int type : types) {
      questions.add(DnsQuestion.of("web.test", type));
    }
    ResolverConfig config = ResolverConfig.parse("nameserver 127.0.0.1");
    GlibcExchange exchange =
        new GlibcExchange(namespace, config, new RandomStream(1, "ids"), questions);
    exchange.start();
    net.run(40);
    return exchange;
  }

  @Test
  void both_questions_of_each_round_come_from_one_port() {
    ask(DnsType.A, DnsType.AAAA);

    assertEquals(List.of("1@0/0", "28@0/0", "1@5/0", "28@5/0"), asked);
  }

  @Test
  void a_lone_question_that_is_refused_is_asked_again_from_another_port() {
    refused.add(DnsType.PTR);
    ask(DnsType.PTR);

    assertEquals(List.of("12@0/0", "12@0/1"), asked);
  }

  @Test
  void two_questions_that_are_refused_are_asked_again_from_the_same_port() {
    refused.addAll(List.of(DnsType.A, DnsType.AAAA));
    ask(DnsType.A, DnsType.AAAA);

    assertEquals(List.of("1@0/0", "28@0/0", "1@0/0", "28@0/0"), asked);
  }

  @Test
  void where_the_second_answer_is_lost_both_are_asked_for_in_turn_then_from_new_ports() {
    known.add(DnsType.A);
    GlibcExchange exchange = ask(DnsType.A, DnsType.AAAA);

    List<String> turns = List.of("1@0/0", "28@0/0", "1@5/0", "28@5/0", "1@10/1", "28@10/2");
    assertEquals(turns, asked);
    assertNotNull(exchange.response(0));
    assertNull(exchange.response(1));
  }

  @Test
  void where_the_first_answer_is_lost_the_second_is_given_up() {
    known.add(DnsType.AAAA);
    GlibcExchange exchange = ask(DnsType.A, DnsType.AAAA);

    assertEquals(List.of("1@0/0", "28@0/0", "1@5/0", "1@10/0"), asked);
    assertNull(exchange.response(1));
  }
}

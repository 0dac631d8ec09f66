package dev.drydock.drivers.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.app.dns.DnsData;
import dev.drydock.core.app.dns.DnsMessage;
import dev.drydock.core.app.dns.DnsName;
import dev.drydock.core.app.dns.DnsQuestion;
import dev.drydock.core.app.dns.DnsReader;
import dev.drydock.core.app.dns.DnsRecord;
import dev.drydock.core.app.dns.DnsServer;
import dev.drydock.core.app.dns.DnsType;
import dev.drydock.core.app.dns.DnsWriter;
import dev.drydock.core.app.dns.DnsZone;
import dev.drydock.core.app.dns.GlibcExchange;
import dev.drydock.core.app.dns.ResolverConfig;
import dev.drydock.core.netfilter.Rule;
import dev.drydock.core.netfilter.RuleLine;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.Datagram;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4Prefix;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Containers three (172.18.0.2) and four (172.18.0.3) on the network numbers, which ask
/// 127.0.0.11.
class ResolverTest {
  private static final NetworkSpec.Flags INTERNAL =
      new NetworkSpec.Flags(true, false, false, null, null);

  private final RandomStream random = new RandomStream(1, "ids");
  private TestEngine dock = new TestEngine("20.10");

  @BeforeEach
  void start() {
    begin("20.10");
  }

  private void begin(String version) {
    dock = new TestEngine(version);
    dock.networks().create(NetworkSpec.bridge("numbers"));
    dock.run(TestEngine.busybox("three").network("numbers"));
    dock.run(TestEngine.busybox("four").network("numbers"));
  }

  private DnsMessage answer(String container, String name, int type) {
    return Objects.requireNonNull(ask(container, name, type));
  }

  private @Nullable DnsMessage ask(String container, String name, int type) {
    Netns namespace = dock.containers().get(container).namespace();
    ResolverConfig config = ResolverConfig.parse("nameserver 127.0.0.11");
    GlibcExchange exchange =
        new GlibcExchange(namespace, config, random, List.of(DnsQuestion.of(name, type)));
    exchange.start();
    dock.net.run(30);
    return exchange.response(0);
  }

  @Test
  void of_two_questions_of_glibc_the_second_is_answered_first() {
    Netns namespace = dock.containers().get("three").namespace();
    List<Integer> types = new ArrayList<>();
    UdpSocket socket = namespace.udp().open(datagram -> types.add(typeOf(datagram)));
    SocketAddress resolver = new SocketAddress(IpAddress.parse("127.0.0.11"), DnsMessage.PORT);
    for (int type : List.of(DnsType.A, DnsType.AAAA)) {
      byte[] query = DnsWriter.write(DnsMessage.query(type, DnsQuestion.of("four", type)), false);
      socket.sendTo(resolver, query, 0, query.length);
    }
    dock.net.run(1);

    assertEquals(List.of(DnsType.AAAA, DnsType.A), types);
  }

  private static int typeOf(Datagram datagram) {
    DnsMessage answer = DnsReader.read(datagram.data(), datagram.offset(), datagram.length());
    return Objects.requireNonNull(Objects.requireNonNull(answer).question()).type();
  }

  private List<String> addresses(String container, String name) {
    DnsMessage message = ask(container, name, DnsType.A);
    List<String> addresses = new ArrayList<>();
    for (DnsRecord item : message == null ? List.<DnsRecord>of() : message.answers()) {
      addresses.add(((DnsData.Address) item.data()).address().toString());
    }
    return addresses;
  }

  private void alias(String container) {
    EndpointSpec endpoint = EndpointSpec.on("numbers").withAliases(List.of("search"));
    dock.run(TestEngine.busybox(container).network("numbers").endpoint(endpoint));
  }

  @Test
  @Tag("S047")
  void a_container_is_found_by_name_short_id_and_full_name() {
    String id = dock.containers().get("three").id().substring(0, 12);

    assertEquals(List.of("172.18.0.2"), addresses("four", "three"));
    assertEquals(List.of("172.18.0.2"), addresses("four", "THREE"));
    assertEquals(List.of("172.18.0.2"), addresses("four", id));
    assertEquals(List.of("172.18.0.2"), addresses("four", "three.numbers"));
    assertEquals(List.of("172.18.0.2"), addresses("three", "three"));
    assertEquals(List.of(), addresses("four", "three.letters"));
  }

  @Test
  void a_known_name_has_no_other_records() {
    DnsMessage v6 = answer("four", "three", DnsType.AAAA);
    DnsMessage mail = answer("four", "three", DnsType.MX);

    assertEquals(DnsMessage.QR | DnsMessage.RD | DnsMessage.RA, v6.flags());
    assertEquals(List.of(), v6.answers());
    assertEquals(List.of(), mail.answers());
  }

  @Test
  void an_address_has_the_containers_name_on_the_network() {
    DnsMessage message =
        answer("four", DnsName.reverse(IpAddress.parse("172.18.0.2")), DnsType.PTR);

    assertEquals(new DnsData.Name("three.numbers"), message.answers().getFirst().data());
    assertEquals(600, message.answers().getFirst().ttlSeconds());
  }

  @Test
  @Tag("L02")
  void an_alias_of_several_gives_all_in_any_order() {
    alias("w1");
    alias("w2");
    alias("w3");
    Set<List<String>> orders = new LinkedHashSet<>();
    for (int i = 0; i < 20; i++) {
      List<String> answer = addresses("four", "search");
      orders.add(answer);
      assertEquals(
          List.of("172.18.0.4", "172.18.0.5", "172.18.0.6"), answer.stream().sorted().toList());
    }
    assertTrue(orders.size() > 3, "some orders: " + orders);

    dock.containers().stop("w2", StopOptions.AT_ONCE);

    assertEquals(
        List.of("172.18.0.4", "172.18.0.6"),
        addresses("four", "search").stream().sorted().toList());
  }

  @Test
  void a_long_answer_comes_over_a_connection() {
    for (int i = 0; i < 40; i++) {
      alias("w" + i);
    }

    assertEquals(40, addresses("four", "search").size());
  }

  @Test
  @Tag("S048")
  void a_name_follows_its_container_to_another_address() {
    dock.containers().stop("three", StopOptions.AT_ONCE);
    assertEquals(List.of(), addresses("four", "three"));
    dock.run(TestEngine.busybox("five").network("numbers"));

    dock.containers().start("three");

    assertNotEquals("172.18.0.2", dock.address("three", "numbers"));
    assertEquals(List.of(dock.address("three", "numbers")), addresses("four", "three"));
  }

  @Test
  @Tag("S037")
  void the_default_bridge_has_no_resolver() {
    dock.run("one");
    Netns one = dock.containers().get("one").namespace();

    assertEquals(List.of(), one.udp().sockets());
    assertNull(one.ipv4().netfilter().tables().find(Table.Kind.NAT));
    assertNull(ask("one", "three", DnsType.A));
  }

  @Test
  void a_container_that_joins_a_network_is_known_there_at_once_and_until_it_leaves() {
    dock.run("one");
    dock.networks().connect("one", EndpointSpec.on("numbers"));
    assertEquals(List.of("172.18.0.4"), addresses("four", "one"));
    assertEquals(List.of("172.18.0.2"), addresses("one", "three"));

    dock.networks().disconnect("numbers", "one");

    assertEquals(List.of(), addresses("four", "one"));
    assertEquals(List.of(), addresses("one", "three"));
  }

  @Test
  void rules_lead_from_port_53_to_the_sockets() {
    Netns namespace = dock.containers().get("three").namespace();
    Table nat = Objects.requireNonNull(namespace.ipv4().netfilter().tables().find(Table.Kind.NAT));
    int port = namespace.udp().sockets().getFirst().local().port();
    List<String> lines = new ArrayList<>();
    for (String chain : List.of("OUTPUT", "POSTROUTING", "DOCKER_OUTPUT", "DOCKER_POSTROUTING")) {
      for (Rule rule : Objects.requireNonNull(nat.chain(chain)).rules()) {
        lines.add(RuleLine.of(rule));
      }
    }

    assertEquals("-d 127.0.0.11/32 -j DOCKER_OUTPUT", lines.get(0));
    assertEquals("-d 127.0.0.11/32 -j DOCKER_POSTROUTING", lines.get(1));
    assertEquals(
        "-d 127.0.0.11/32 -p udp -m udp --dport 53 -j DNAT --to-destination 127.0.0.11:" + port,
        lines.get(3));
    assertEquals(
        "-s 127.0.0.11/32 -p udp -m udp --sport " + port + " -j SNAT --to-source :53",
        lines.get(5));
  }

  @Test
  @Tag("L05")
  void without_the_rules_nobody_answers() {
    Netns namespace = dock.containers().get("three").namespace();
    namespace.ipv4().netfilter().tables().clear();

    assertNull(ask("three", "four", DnsType.A));
  }

  /// The name server of the machine's resolv.conf, on the machine itself.
  private void serve() {
    Netns root = dock.machine.root();
    root.ipv4()
        .interfaces()
        .addAddress(dock.device("eth0"), Ipv4Prefix.parse("203.0.113.10/32"), 0);
    DnsZone zone =
        DnsZone.of(Map.of("example.test", IpAddress.parse("203.0.113.10")), List.of("test"));
    assertNull(new DnsServer(root, zone, DnsMessage.PORT).start());
  }

  @Test
  @Tag("S035")
  void other_names_are_asked_for_from_the_container() {
    serve();

    assertEquals(List.of("203.0.113.10"), addresses("four", "example.test"));
    assertEquals(DnsMessage.NXDOMAIN, answer("four", "x.test", DnsType.A).responseCode());
  }

  @Test
  void an_old_engine_says_nothing_when_nobody_answers() {
    Netns namespace = dock.containers().get("four").namespace();
    ResolverConfig once = ResolverConfig.parse("nameserver 127.0.0.11\noptions attempts:1");
    GlibcExchange exchange =
        new GlibcExchange(namespace, once, random, List.of(DnsQuestion.of("a.test", DnsType.A)));
    exchange.start();
    dock.net.run(4.5);

    assertFalse(exchange.isDone());
    dock.net.run(1);
    assertTrue(exchange.isDone());
  }

  @Test
  @Tag("L50")
  void a_new_engine_asks_from_the_machine_but_not_for_a_container_that_is_kept_inside() {
    begin("28");
    serve();
    dock.networks().create(NetworkSpec.bridge("inner").withFlags(INTERNAL));
    dock.run(TestEngine.busybox("shut").network("inner"));

    assertEquals(List.of("203.0.113.10"), addresses("four", "example.test"));
    assertNull(ask("shut", "example.test", DnsType.A));
    assertNotNull(ask("shut", "shut", DnsType.A));
  }
}

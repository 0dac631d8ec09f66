package dev.drydock.core.app.dns;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.IpAddress;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A client 10.1.0.2 and a server 10.1.0.3 on a bridge, and both C libraries as clients.
class DnsServerTest {
  private final TestNet net = new TestNet();
  private final Bridge bridge = net.bridge("br0", "10.1.0.1/24");
  private final Netns client = net.namespace("client");
  private final Netns server = net.namespace("server");
  private final NetDevice eth0 = net.join(client, bridge, "10.1.0.2/24");
  private final NetDevice serverEth0 = net.join(server, bridge, "10.1.0.3/24");
  private final RandomStream random = new RandomStream(1, "ids");

  private static DnsZone zone() {
    Map<String, IpAddress> hosts = new LinkedHashMap<>();
    hosts.put("Example.test", IpAddress.parse("203.0.113.10"));
    return DnsZone.of(hosts, List.of("test"));
  }

  private DnsServer started() {
    DnsServer dns = new DnsServer(server, zone(), DnsMessage.PORT);
    assertNull(dns.start());
    return dns;
  }

  private static ResolverConfig config(String... lines) {
    return ResolverConfig.parse(String.join("\n", lines));
  }

  private static List<DnsQuestion> bothOf(String name) {
    return List.of(DnsQuestion.of(name, DnsType.A), DnsQuestion.of(name, DnsType.AAAA));
  }

  private <E extends DnsExchange> E run(E exchange, double seconds) {
    exchange.start();
    net.run(seconds);
    return exchange;
  }

  private GlibcExchange glibc(ResolverConfig config, String name) {
    return new GlibcExchange(client, config, random, bothOf(name));
  }

  private MuslExchange musl(ResolverConfig config, String name) {
    return new MuslExchange(client, config, random, bothOf(name));
  }

  private static byte[] answer(String query) {
    DnsServer dns = new DnsServer(new TestNet().namespace("x"), zone(), DnsMessage.PORT);
    byte[] bytes = HexFormat.of().parseHex(query);
    DnsMessage message = DnsReader.read(bytes, 0, bytes.length);
    return DnsWriter.write(dns.answer(assertNotNullAnd(message)), true);
  }

  private static DnsMessage assertNotNullAnd(@Nullable DnsMessage message) {
    assertNotNull(message);
    return message;
  }

  @Test
  void a_host_is_answered_as_recorded() {
    assertArrayEquals(
        HexFormat.of()
            .parseHex(
                "7b9c85800001000100000000076578616d706c6504746573740000010001"
                    + "c00c00010001000000000004cb00710a"),
        answer("7b9c01000001000000000000076578616d706c6504746573740000010001"));
  }

  @Test
  void a_host_without_such_an_address_is_answered_as_recorded() {
    assertArrayEquals(
        HexFormat.of().parseHex("448681800001000000000000076578616d706c65047465737400001c0001"),
        answer("448601000001000000000000076578616d706c65047465737400001c0001"));
  }

  @Test
  void a_foreign_name_is_refused_as_recorded() {
    assertArrayEquals(
        HexFormat.of()
            .parseHex(
                "63e2818500010000000000010a6e6f737563686e616d65000001000100002904d0000000000006"
                    + "000f0002000e"),
        answer(
            "63e2012000010000000000010a6e6f737563686e616d65000001000100002904d000000000000c"
                + "000a0008200396f48517fa67"));
  }

  @Test
  void an_unknown_name_of_an_own_domain_does_not_exist() {
    DnsServer dns = new DnsServer(server, zone(), DnsMessage.PORT);
    DnsMessage query = DnsMessage.query(1, DnsQuestion.of("nobody.test", DnsType.A));

    assertEquals(DnsMessage.NXDOMAIN, dns.answer(query).responseCode());
  }

  @Test
  void an_address_has_the_name_of_its_host() {
    DnsServer dns = new DnsServer(server, zone(), DnsMessage.PORT);
    DnsMessage query =
        DnsMessage.query(1, DnsQuestion.of("10.113.0.203.in-addr.arpa", DnsType.PTR));

    assertEquals(new DnsData.Name("example.test"), dns.answer(query).answers().getFirst().data());
  }

  /// Recorded with dnsmasq 2.90 and two `--host-record`.
  @Test
  void of_two_hosts_with_one_address_the_first_one_names_it() {
    Map<String, IpAddress> hosts = new LinkedHashMap<>();
    hosts.put("outside.test", IpAddress.parse("203.0.113.10"));
    hosts.put("example.test", IpAddress.parse("203.0.113.10"));
    DnsServer dns = new DnsServer(server, DnsZone.of(hosts, List.of()), DnsMessage.PORT);
    DnsMessage query =
        DnsMessage.query(1, DnsQuestion.of("10.113.0.203.in-addr.arpa", DnsType.PTR));

    List<DnsRecord> answers = dns.answer(query).answers();

    assertEquals(
        List.of(new DnsData.Name("outside.test")), answers.stream().map(DnsRecord::data).toList());
  }

  @Test
  void glibc_asks_for_both_families_from_one_port() {
    started();
    net.watch(eth0);

    GlibcExchange exchange = run(glibc(config("nameserver 10.1.0.3"), "example.test"), 1);

    assertTrue(exchange.isDone());
    assertEquals(1, assertNotNullAnd(exchange.response(0)).answers().size());
    assertEquals(0, assertNotNullAnd(exchange.response(1)).answers().size());
    List<String> udp =
        net.seen(eth0).stream().filter(l -> l.startsWith(">") && l.contains("UDP")).toList();
    assertEquals(2, udp.size());
    assertEquals(udp.get(0), udp.get(1));
  }

  @Test
  void go_asks_for_each_family_from_new_ports_and_twice_when_it_is_refused() {
    started();
    net.watch(eth0);
    int[] ends = new int[1];
    GoLookup.Wanted wanted = new GoLookup.Wanted("docker.io", () -> ends[0]++);
    GoLookup lookup = new GoLookup(client, config("nameserver 10.1.0.3"), random, wanted);
    lookup.start();
    net.run(1);
    List<String> asked =
        net.seen(eth0).stream().filter(l -> l.startsWith(">") && l.contains("UDP")).toList();
    assertEquals(4, asked.size(), asked.toString());
    assertEquals(4, asked.stream().distinct().count(), "each from a port of its own");
    assertEquals(1, ends[0]);
    assertTrue(lookup.isDone());
  }

  @Test
  void glibc_passes_over_a_server_that_is_not_there() {
    started();

    GlibcExchange exchange =
        run(glibc(config("nameserver 10.1.0.2", "nameserver 10.1.0.3"), "example.test"), 1);

    assertTrue(exchange.isDone());
    assertNotNull(exchange.response(0));
  }

  @Test
  void glibc_gives_up_on_silent_servers_after_two_rounds() {
    UdpSocket mute = server.udp().open(datagram -> {});
    assertNull(mute.bind(new SocketAddress(IpAddress.ANY_V4, DnsMessage.PORT)));
    GlibcExchange exchange = glibc(config("nameserver 192.0.2.1", "nameserver 10.1.0.3"), "a.test");

    run(exchange, 9.5);
    assertEquals(false, exchange.isDone());
    net.run(1);

    assertTrue(exchange.isDone());
    assertNull(exchange.response(0));
  }

  @Test
  void glibc_does_not_wait_for_a_server_without_a_mac() {
    serverEth0.setUp(false);

    GlibcExchange exchange = run(glibc(config("nameserver 10.1.0.3"), "a.test"), 7);

    assertTrue(exchange.isDone());
  }

  @Test
  void musl_asks_all_servers_at_once_and_does_not_hear_refusals() {
    started();
    ResolverConfig config = config("nameserver 10.1.0.1", "nameserver 10.1.0.3");

    MuslExchange found = run(musl(config, "example.test"), 1);
    MuslExchange refused = run(musl(config, "foreign.name"), 4.9);

    assertTrue(found.isDone());
    assertNotNull(found.response(0));
    assertEquals(false, refused.isDone());
    net.run(0.2);
    assertTrue(refused.isDone());
    assertNull(refused.response(0));
  }

  @Test
  void a_query_over_a_connection_is_answered() {
    started();
    DnsMessage query = DnsMessage.query(9, DnsQuestion.of("example.test", DnsType.A));
    SocketAddress to = new SocketAddress(IpAddress.parse("10.1.0.3"), DnsMessage.PORT);
    StreamQuery stream =
        new StreamQuery(client, new StreamQuery.Plan(to, 4_000_000_000L), query, bytes -> {});

    stream.start();
    net.run(1);

    byte[] bytes = stream.answer();
    assertNotNull(bytes);
    assertEquals(1, assertNotNullAnd(DnsReader.read(bytes, 0, bytes.length)).answers().size());
  }

  @Test
  void a_connection_that_is_refused_ends_the_query() {
    DnsMessage query = DnsMessage.query(9, DnsQuestion.of("example.test", DnsType.A));
    SocketAddress to = new SocketAddress(IpAddress.parse("10.1.0.3"), DnsMessage.PORT);
    StreamQuery stream =
        new StreamQuery(client, new StreamQuery.Plan(to, 4_000_000_000L), query, bytes -> {});

    stream.start();
    net.run(1);

    assertTrue(stream.isDone());
    assertNull(stream.answer());
    assertEquals(SocketError.CONNECTION_REFUSED, stream.error());
  }

  @Test
  void options_of_the_file_are_read_and_bounded() {
    ResolverConfig config =
        config(
            "# comment",
            "domain one.test",
            "search two.test three.test",
            "options ndots:99 timeout:2 attempts:x");

    assertEquals(List.of("two.test", "three.test"), config.search());
    assertEquals(15, config.ndots());
    assertEquals(2_000_000_000L, config.timeoutNanos());
    assertEquals(2, config.attempts());
    assertEquals(List.of(IpAddress.parse("127.0.0.1")), config.servers());
  }
}

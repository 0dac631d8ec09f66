package dev.drydock.core.app.perf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.app.StreamPorts;
import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.CostModel;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Tests of throughput between two namespaces on a bridge.
class PerfTest {
  private final TestNet net = new TestNet(CostModel.LINUX);
  private final Bridge bridge = net.bridge("br0", "10.0.0.1/24");
  private final Netns client = net.namespace("client");
  private final Netns server = net.namespace("server");
  private final RandomStream random = new RandomStream(1, "perf");
  private final PerfServer served =
      new PerfServer(server, random, PerfServer.PORT, PerfReporter.NOBODY);

  PerfTest() {
    net.join(client, bridge, "10.0.0.2/24");
    net.join(server, bridge, "10.0.0.3/24");
  }

  private void listen() {
    SocketAddress any = new SocketAddress(IpAddress.ANY_V4, PerfServer.PORT);
    StreamPorts.listen(new StreamPorts.Place(server, any, 5), served);
  }

  /// Notes what it is told.
  private static final class Notes implements PerfReporter {
    final List<PerfResults> results = new ArrayList<>();
    final List<PerfInterval> intervals = new ArrayList<>();
    final List<String> failures = new ArrayList<>();

    @Override
    public void interval(List<PerfInterval> streams) {
      intervals.addAll(streams);
    }

    @Override
    public void finished(PerfResults came) {
      results.add(came);
    }

    @Override
    public void failed(String why) {
      failures.add(why);
    }
  }

  private Notes run(PerfParameters parameters) {
    Notes notes = new Notes();
    SocketAddress remote = new SocketAddress(IpAddress.parse("10.0.0.3"), PerfServer.PORT);
    new PerfClient(client, random, new PerfClient.Order(remote, parameters, 1_000_000_000L, notes))
        .start();
    net.run(5);
    return notes;
  }

  private static PerfParameters tcp(int seconds, long bytes, int streams, boolean reverse) {
    return new PerfParameters(false, seconds, bytes, 0, streams, 131_072, reverse, 0, false);
  }

  private static PerfParameters udp(int seconds, int streams, boolean reverse) {
    return new PerfParameters(true, seconds, 0, 0, streams, 1448, reverse, 10_000_000, false);
  }

  @Test
  void a_stream_is_measured_on_both_sides() {
    listen();
    Notes notes = run(tcp(2, 0, 1, false));

    PerfResults results = notes.results.getFirst();
    PerfTotal sent = results.sent().getFirst();
    PerfTotal received = results.received().getFirst();
    assertEquals(2, notes.intervals.size());
    assertEquals(2.0, sent.seconds());
    assertTrue(received.bytes() > 100_000_000, "received " + received.bytes());
    assertTrue(received.bytes() <= sent.bytes());
    assertEquals(1, served.testCount());
    net.run(200);
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void a_server_sends_in_reverse_on_several_streams() {
    listen();
    Notes notes = run(tcp(1, 0, 3, true));

    PerfResults results = notes.results.getFirst();
    assertEquals(List.of(5, 7, 9), results.sockets());
    for (PerfTotal received : results.received()) {
      assertTrue(received.bytes() > 1_000_000, "received " + received.bytes());
    }
    assertTrue(results.sent().getFirst().bytes() >= results.received().getFirst().bytes());
  }

  @Test
  void a_number_of_bytes_ends_a_test() {
    listen();
    Notes notes = run(tcp(0, 10_000_000, 1, false));

    long sent = notes.results.getFirst().sent().getFirst().bytes();
    assertTrue(sent >= 10_000_000 && sent < 10_200_000, "sent " + sent);
  }

  @Test
  void datagrams_keep_their_rate_and_are_counted() {
    listen();
    PerfTotal received = run(udp(2, 1, false)).results.getFirst().received().getFirst();

    assertEquals(10e6, received.bitsPerSecond(), 0.02e6);
    assertEquals(0, received.lost());
    assertEquals(received.bytes() / 1448, received.packets());
  }

  @Test
  void datagrams_come_in_reverse_as_well() {
    listen();
    PerfResults results = run(udp(1, 2, true)).results.getFirst();

    assertEquals(2, results.received().size());
    assertEquals(results.sent().getLast().packets(), results.received().getLast().packets());
  }

  @Test
  void a_second_client_is_sent_away() {
    listen();
    Notes first = new Notes();
    SocketAddress remote = new SocketAddress(IpAddress.parse("10.0.0.3"), PerfServer.PORT);
    new PerfClient(client, random, new PerfClient.Order(remote, tcp(2, 0, 1, false), 0, first))
        .start();
    net.run(0.5);
    Notes second = run(tcp(1, 0, 1, false));

    assertEquals(List.of("the server is busy running a test. try again later"), second.failures);
    assertEquals(1, first.results.size());
  }

  @Test
  void without_a_server_the_connection_is_refused() {
    assertEquals(
        List.of("unable to connect to server: Connection refused"),
        run(tcp(1, 0, 1, false)).failures);
  }

  @Test
  void datagrams_that_are_late_are_no_longer_lost() {
    PerfCounts counts = new PerfCounts();
    counts.datagram(1, 0, 1000);
    counts.datagram(4, 0, 1000);
    assertEquals(2, counts.lost);
    counts.datagram(2, 0, 17_000);

    assertEquals(1, counts.lost);
    assertEquals(1, counts.outOfOrder);
    assertEquals(1e-6, counts.jitterSeconds, 1e-12);
  }

  @Test
  void a_text_that_is_none_has_defaults() {
    PerfParameters read = PerfParameters.parse("{\"udp\":true,\"time\":x,\"len\":1e99}");

    assertTrue(read.udp());
    assertEquals(0, read.seconds());
    assertEquals(1 << 20, read.blockBytes());
    assertEquals(read, PerfParameters.parse(read.toJson()));
  }
}

package dev.drydock.core.transport.tcp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import org.junit.jupiter.api.Test;

/// Streams over a wire that is slow, or loses frames: every byte arrives, once and in order.
class BadWireTest {
  private final TestNet net = new TestNet();
  private final Netns client = net.namespace("client");
  private final Netns server = net.namespace("server");
  private final BadWire there = BadWire.pair(net.machine().softnet());
  private final BadWire back = there.peer();

  BadWireTest() {
    client.add(there);
    server.add(back);
    there.setUp(true);
    back.setUp(true);
    net.address(client, there, "10.0.0.2/24");
    net.address(server, back, "10.0.0.3/24");
    there.delayNanos = 5_000_000;
    back.delayNanos = 5_000_000;
  }

  private static byte[] pattern(int length) {
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) ((i * 31) ^ (i >> 8) ^ (i >> 16));
    }
    return bytes;
  }

  private void loseBothWays(int oneIn) {
    there.lossOneIn = oneIn;
    back.lossOneIn = oneIn;
  }

  /// Sends bytes both ways and says how long that took, in seconds.
  private void exchange(int up, int down, double seconds) {
    Talk listening = Talk.saying(pattern(down));
    listening.endsAfterWriting = true;
    server.tcp().listen(TwoEnds.address("0.0.0.0", 80), 5, listening::accept);
    Talk talking = Talk.saying(pattern(up));
    talking.endsAfterWriting = true;
    talking.stream =
        client
            .tcp()
            .connect(TwoEnds.address("0.0.0.0", 0), TwoEnds.address("10.0.0.3", 80), talking);
    net.run(seconds);
    assertArrayEquals(talking.toWrite, listening.heard.toByteArray(), () -> "" + listening.events);
    assertArrayEquals(listening.toWrite, talking.heard.toByteArray(), () -> "" + talking.events);
    net.run(300);
    assertEquals(0, client.tcp().sockets().size());
    assertEquals(1, server.tcp().sockets().size());
    assertEquals(0, net.frames().outstanding());
  }

  @Test
  void nothing_is_lost_on_a_perfect_wire() {
    exchange(1_000_000, 1_000_000, 5);
    assertEquals(0, there.lost);
  }

  @Test
  void every_byte_arrives_when_one_frame_in_fifty_is_lost() {
    loseBothWays(50);
    exchange(2_000_000, 2_000_000, 100);
    assertTrue(there.lost > 20);
  }

  @Test
  void every_byte_arrives_when_one_frame_in_six_is_lost() {
    loseBothWays(6);
    exchange(100_000, 100_000, 500);
  }

  @Test
  void every_byte_arrives_without_sack() {
    client.sysctls().set("net.ipv4.tcp_sack", "0");
    loseBothWays(50);
    exchange(500_000, 500_000, 200);
  }

  @Test
  void every_byte_arrives_without_time_stamps_and_scaling() {
    client.sysctls().set("net.ipv4.tcp_timestamps", "0");
    client.sysctls().set("net.ipv4.tcp_window_scaling", "0");
    loseBothWays(50);
    exchange(500_000, 500_000, 100);
  }

  @Test
  void every_byte_arrives_with_reno() {
    client.sysctls().set("net.ipv4.tcp_congestion_control", "reno");
    server.sysctls().set("net.ipv4.tcp_congestion_control", "reno");
    loseBothWays(100);
    exchange(1_000_000, 1_000_000, 100);
  }

  @Test
  void frames_that_come_twice_or_late_do_no_harm() {
    there.doubleOneIn = 10;
    back.doubleOneIn = 10;
    there.reorderOneIn = 10;
    back.reorderOneIn = 10;
    exchange(1_000_000, 1_000_000, 60);
  }

  @Test
  void a_gigabit_wire_with_a_round_trip_of_20_ms_is_filled() {
    there.rateBitsPerSecond = 1_000_000_000;
    back.rateBitsPerSecond = 1_000_000_000;
    there.delayNanos = 10_000_000;
    back.delayNanos = 10_000_000;
    Counter counter = new Counter();
    server.tcp().listen(TwoEnds.address("0.0.0.0", 80), 5, counter::accept);
    Talk talking = Talk.saying(new byte[200_000_000]);
    talking.stream =
        client
            .tcp()
            .connect(TwoEnds.address("0.0.0.0", 0), TwoEnds.address("10.0.0.3", 80), talking);
    net.run(1.5);
    long before = counter.bytes;
    net.run(0.2);

    double share = (counter.bytes - before) * 8.0 / 0.2 / 1e9 * 1514 / 1448;
    assertTrue(share > 0.95, "share of the wire: " + share);
  }
}

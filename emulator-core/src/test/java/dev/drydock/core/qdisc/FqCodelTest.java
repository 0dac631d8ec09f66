package dev.drydock.core.qdisc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Fair queueing with controlled delay (RFC 8290).
class FqCodelTest {
  private static final long MILLISECOND = 1_000_000;
  private static final int BYTES = 1000;

  private final Bench bench = new Bench().wire(MILLISECOND);

  private static FqCodel queue(int limit, boolean ecn) {
    FqCodel.Settings usual = FqCodel.Settings.usual(1514);
    FqCodel.Codel codel =
        new FqCodel.Codel(usual.codel().targetNanos(), usual.codel().intervalNanos(), -1, ecn);
    return new FqCodel(1, new FqCodel.Settings(limit, 1024, 1514, codel, usual.memoryBytes(), 64));
  }

  /// A UDP packet of a flow; the first byte numbers it.
  private Frame packet(int number, int port, int tos) {
    Frame frame = bench.frame(number, BYTES);
    byte[] data = frame.data();
    int at = frame.offset() + Ethernet.HEADER_BYTES;
    Bytes.put16(data, frame.offset() + 12, Ethernet.IPV4);
    for (int i = at; i < frame.end(); i++) {
      data[i] = 0;
    }
    Bytes.put16(data, at, 0x4500 | tos);
    Bytes.put8(data, at + 9, 17);
    Bytes.put64(data, at + 12, 0x0a00_0001_0a00_0002L);
    Bytes.put32(data, at + 20, (port << 16) | 80);
    return frame;
  }

  @Test
  void a_new_flow_goes_before_what_waits() {
    EgressQueue queue = new EgressQueue(queue(10_240, true), bench);
    for (int i = 0; i < 6; i++) {
      queue.enqueue(packet(i, 1000, 0));
    }
    queue.enqueue(packet(99, 2000, 0));
    bench.run(20 * MILLISECOND);

    assertEquals(List.of(0, 1, 99, 2, 3, 4, 5), bench.numbers());
    assertEquals(0, bench.frames.outstanding());
  }

  @Test
  void two_flows_take_turns() {
    EgressQueue queue = new EgressQueue(queue(10_240, true), bench);
    for (int i = 0; i < 6; i++) {
      queue.enqueue(packet(i, 1000, 0));
    }
    for (int i = 10; i < 16; i++) {
      queue.enqueue(packet(i, 2000, 0));
    }
    bench.run(20 * MILLISECOND);

    int early = (int) bench.numbers().subList(0, 6).stream().filter(n -> n >= 10).count();
    assertTrue(early == 3 || early == 2, () -> bench.numbers().toString());
  }

  @Test
  void a_queue_that_stays_long_loses_frames_ever_sooner() {
    FqCodel root = queue(10_240, false);
    EgressQueue queue = new EgressQueue(root, bench);
    for (int i = 0; i < 600; i++) {
      queue.enqueue(packet(i & 0x7f, 1000, 0));
    }
    bench.run(90 * MILLISECOND);
    assertEquals(0, root.counters().drops());
    bench.run(100 * MILLISECOND);
    long first = root.counters().drops();
    assertTrue(first >= 1 && first <= 2, () -> first + " lost");
    bench.run(300 * MILLISECOND);
    assertTrue(root.counters().drops() >= 6, () -> root.counters().drops() + " lost");
    bench.run(1000 * MILLISECOND);
    assertEquals(0, bench.frames.outstanding());
    assertEquals(0, root.memoryBytes());
  }

  @Test
  void those_who_understand_it_are_marked_and_not_lost() {
    FqCodel root = queue(10_240, true);
    EgressQueue queue = new EgressQueue(root, bench);
    for (int i = 0; i < 300; i++) {
      queue.enqueue(packet(i & 0x7f, 1000, 2));
    }
    bench.run(1000 * MILLISECOND);
    assertEquals(0, root.counters().drops());
    assertTrue(root.statistics().marked >= 1);
  }

  @Test
  void the_longest_queue_makes_room_when_there_are_too_many() {
    FqCodel root = queue(100, true);
    EgressQueue queue = new EgressQueue(root, bench);
    queue.enqueue(packet(99, 2000, 0));
    queue.enqueue(packet(98, 2000, 0));
    for (int i = 0; i < 100; i++) {
      queue.enqueue(packet(i & 0x3f, 1000, 0));
    }
    assertTrue(root.statistics().overLimit >= 1);
    assertTrue(root.counters().backlogFrames() <= 100);
    bench.run(2000 * MILLISECOND);
    assertTrue(bench.numbers().contains(98));
    assertEquals(0, bench.frames.outstanding());
  }

  @Test
  void what_waits_is_released_when_the_device_goes() {
    FqCodel root = queue(10_240, true);
    EgressQueue queue = new EgressQueue(root, bench);
    for (int i = 0; i < 10; i++) {
      queue.enqueue(packet(i, 1000 + i, 0));
    }
    queue.reset();
    assertEquals(0, bench.frames.outstanding());
    assertEquals(0, root.counters().backlogFrames());
  }
}

package dev.drydock.core.qdisc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.core.observe.DropReason;
import java.util.List;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private static final long MILLISECOND = 1_000_000;

  private final Bench bench = new Bench();

  private static TokenBucket bucket(long burstBytes, long limitBytes) {
    return new TokenBucket(1, new TokenBucket.Settings(100_000, burstBytes, limitBytes, 0, 0));
  }

  @Test
  void a_burst_leaves_at_once_and_the_rest_at_the_rate() {
    TokenBucket bucket = bucket(200, 10_000);
    bench.queue(bucket, 4, 100);
    bench.run(MILLISECOND * 10);

    assertEquals(List.of(0L, 0L, MILLISECOND, 2 * MILLISECOND), bench.times());
    assertEquals(List.of(0, 1, 2, 3), bench.numbers());
    assertEquals(400, bucket.counters().sentBytes());
  }

  @Test
  void a_pause_fills_the_bucket_again_and_no_more() {
    TokenBucket bucket = bucket(200, 10_000);
    EgressQueue queue = bench.queue(bucket, 2, 100);
    bench.run(MILLISECOND * 50);
    for (int i = 2; i < 5; i++) {
      queue.enqueue(bench.frame(i, 100));
    }
    bench.run(MILLISECOND * 10);

    assertEquals(
        List.of(0L, 0L, 50 * MILLISECOND, 50 * MILLISECOND, 51 * MILLISECOND), bench.times());
  }

  @Test
  void what_does_not_fit_is_lost() {
    TokenBucket bucket = bucket(100, 250);
    bench.queue(bucket, 5, 100);
    bench.run(MILLISECOND * 10);

    assertEquals(List.of(0, 1, 2), bench.numbers());
    assertEquals(List.of(DropReason.QDISC_DROP, DropReason.QDISC_DROP), bench.lost);
    assertEquals(2, bucket.counters().drops());
  }

  @Test
  void a_frame_larger_than_the_burst_never_leaves() {
    TokenBucket bucket = bucket(100, 10_000);
    bench.queue(bucket, 1, 101);

    assertEquals(List.of(DropReason.QDISC_DROP), bench.lost);
  }

  @Test
  void a_peak_rate_spaces_the_burst() {
    TokenBucket bucket =
        new TokenBucket(1, new TokenBucket.Settings(100_000, 200, 10_000, 200_000, 100));
    bench.queue(bucket, 4, 100);
    bench.run(MILLISECOND * 10);

    assertEquals(List.of(0L, MILLISECOND / 2, MILLISECOND, 2 * MILLISECOND), bench.times());
  }

  @Test
  void a_discipline_within_may_lose_frames_by_its_own_rules() {
    TokenBucket bucket = bucket(100, 10_000);
    bucket.setChild(new Fifo(1, false, 1));
    bench.queue(bucket, 4, 100);
    bench.run(MILLISECOND * 10);

    assertEquals(List.of(0, 1), bench.numbers());
    assertEquals(0, bucket.counters().backlogFrames());
    assertEquals(2, bucket.counters().drops());
  }

  @Test
  void a_busy_wire_lets_frames_wait_in_the_queue() {
    bench.wire(MILLISECOND);
    Fifo fifo = new Fifo(1, false, 2);
    bench.queue(fifo, 4, 100);
    bench.run(MILLISECOND * 10);

    assertEquals(List.of(0L, MILLISECOND, 2 * MILLISECOND), bench.times());
    assertEquals(1, fifo.counters().drops());
    assertEquals(0, bench.frames.outstanding());
  }
}

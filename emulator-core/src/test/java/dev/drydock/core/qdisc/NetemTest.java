package dev.drydock.core.qdisc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.observe.DropReason;
import dev.drydock.core.qdisc.NetemSettings.Chance;
import dev.drydock.core.qdisc.NetemSettings.Delay;
import dev.drydock.core.qdisc.NetemSettings.Rate;
import dev.drydock.core.sim.RandomStream;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NetemTest {
  private static final long MILLISECOND = 1_000_000;
  private static final long ALL = 0xFFFF_FFFFL;

  private final Bench bench = new Bench();

  private static Netem netem(NetemSettings settings) {
    return new Netem(1, settings, new RandomStream(3, "netem"));
  }

  private static NetemSettings delay(Delay delay) {
    return with(delay, LossModel.NONE, Chance.NEVER);
  }

  private static NetemSettings with(Delay delay, LossModel loss, Chance duplicate) {
    return new NetemSettings(
        1000, delay, loss, duplicate, Chance.NEVER, Chance.NEVER, 0, Rate.NONE, false);
  }

  private static Delay constant(long nanos) {
    return new Delay(nanos, 0, 0, DelayDistribution.UNIFORM);
  }

  private static long part(double part) {
    return Math.round(part * ALL);
  }

  @Test
  void a_constant_delay_delays_all_alike() {
    Netem netem = netem(delay(constant(10 * MILLISECOND)));
    bench.queue(netem, 3, 100);
    assertEquals(300, netem.counters().backlogBytes());

    bench.run(MILLISECOND * 20);

    assertEquals(List.of(0, 1, 2), bench.numbers());
    assertEquals(List.of(10 * MILLISECOND, 10 * MILLISECOND, 10 * MILLISECOND), bench.times());
    assertEquals(3, netem.counters().sentFrames());
    assertEquals(0, netem.counters().backlogFrames());
  }

  @Test
  void without_options_nothing_waits() {
    bench.queue(netem(NetemSettings.NONE), 2, 100);
    assertEquals(List.of(0L, 0L), bench.times());
  }

  @Test
  void jitter_lets_frames_overtake_each_other() {
    Delay delay = new Delay(10 * MILLISECOND, 5 * MILLISECOND, 0, DelayDistribution.UNIFORM);
    bench.queue(netem(delay(delay)), 100, 100);
    bench.run(MILLISECOND * 20);

    assertNotEquals(IntStream.range(0, 100).boxed().toList(), bench.numbers());
    assertEquals(
        IntStream.range(0, 100).boxed().toList(), bench.numbers().stream().sorted().toList());
    assertTrue(bench.times().getFirst() >= 5 * MILLISECOND);
    assertTrue(bench.times().getLast() < 15 * MILLISECOND);
  }

  @Test
  void a_full_queue_loses_what_comes() {
    Netem netem =
        netem(
            new NetemSettings(
                2,
                constant(MILLISECOND),
                LossModel.NONE,
                Chance.NEVER,
                Chance.NEVER,
                Chance.NEVER,
                0,
                Rate.NONE,
                false));
    bench.queue(netem, 5, 100);
    bench.run(MILLISECOND * 2);

    assertEquals(List.of(0, 1), bench.numbers());
    assertEquals(
        List.of(DropReason.QDISC_DROP, DropReason.QDISC_DROP, DropReason.QDISC_DROP), bench.lost);
    assertEquals(3, netem.counters().drops());
    assertEquals(0, bench.frames.outstanding());
  }

  @Test
  void a_rate_spaces_frames() {
    Netem netem =
        netem(
            new NetemSettings(
                1000,
                Delay.NONE,
                LossModel.NONE,
                Chance.NEVER,
                Chance.NEVER,
                Chance.NEVER,
                0,
                new Rate(125_000, 0, 0, 0),
                false));
    bench.queue(netem, 3, 125);
    bench.run(MILLISECOND * 10);

    assertEquals(List.of(MILLISECOND, 2 * MILLISECOND, 3 * MILLISECOND), bench.times());
  }

  @Test
  void a_line_of_cells_carries_whole_cells() {
    assertEquals(53 * 3 * 1000L, new Rate(1_000_000, 0, 48, 5).nanos(100));
    assertEquals(110 * 1000L, new Rate(1_000_000, 10, 0, 0).nanos(100));
  }

  @Test
  void independent_loss_loses_its_part() {
    LossModel loss = new LossModel.Independent(part(0.2), 0);
    Netem netem = netem(with(Delay.NONE, loss, Chance.NEVER));
    bench.queue(netem, 5000, 60);

    assertTrue(Math.abs(bench.lost.size() - 1000) < 120, "lost " + bench.lost.size());
    assertEquals(DropReason.NETEM_LOSS, bench.lost.getFirst());
    assertEquals(bench.lost.size(), netem.counters().drops());
  }

  @Test
  void the_chain_of_gilbert_and_elliott_loses_in_bursts() {
    // In the bad state for 1 / 0.25 = 4 frames, in the good one for 1 / 0.05 = 20: a sixth.
    LossModel.Chain chain =
        new LossModel.Chain(
            new LossModel.GilbertElliott(part(0.05), part(0.25), 0, 0), new RandomStream(1, "ge"));
    int lost = 0;
    int bursts = 0;
    boolean before = false;
    for (int i = 0; i < 20_000; i++) {
      boolean now = chain.loses();
      lost += now ? 1 : 0;
      bursts += now && !before ? 1 : 0;
      before = now;
    }
    assertTrue(Math.abs(lost / 20_000.0 - 1 / 6.0) < 0.02, "lost " + lost);
    assertTrue(lost / (double) bursts > 2.5, "frames in a burst: " + lost / (double) bursts);
  }

  @Test
  void the_chain_of_four_states_loses_alone_and_in_bursts() {
    LossModel.Chain chain =
        new LossModel.Chain(
            new LossModel.FourStates(part(0.02), part(0.5), 0, ALL, part(0.01)),
            new RandomStream(1, "four"));
    int lost = 0;
    for (int i = 0; i < 20_000; i++) {
      lost += chain.loses() ? 1 : 0;
    }
    // A burst begins in 2 % of the frames and has 2 of them; 1 % are lost alone.
    assertTrue(Math.abs(lost / 20_000.0 - 0.048) < 0.01, "lost " + lost);
  }

  @Test
  void duplicates_come_right_behind() {
    Netem netem = netem(with(constant(MILLISECOND), LossModel.NONE, new Chance(ALL, 0)));
    bench.queue(netem, 2, 100);
    bench.run(MILLISECOND);

    assertEquals(List.of(0, 0, 1, 1), bench.numbers());
    assertEquals(0, bench.frames.outstanding());
  }

  @Test
  void every_second_frame_goes_at_once_with_gap_2() {
    Netem netem =
        netem(
            new NetemSettings(
                1000,
                constant(MILLISECOND),
                LossModel.NONE,
                Chance.NEVER,
                Chance.NEVER,
                new Chance(ALL, 0),
                2,
                Rate.NONE,
                false));
    bench.queue(netem, 4, 100);
    bench.run(MILLISECOND);

    assertEquals(List.of(1, 3, 0, 2), bench.numbers());
    assertEquals(2, netem.counters().requeues());
  }

  @ParameterizedTest
  @EnumSource(DelayDistribution.class)
  void delays_have_the_mean_and_the_spread(DelayDistribution curve) {
    short[] table = curve.table();
    RandomStream random = new RandomStream(5, "curve");
    double sum = 0;
    double squares = 0;
    int count = 40_000;
    for (int i = 0; i < count; i++) {
      long number = random.nextInt() & ALL;
      double off = DelayDistribution.delay(10_000_000, 1_000_000, table, number) - 1e7;
      sum += off;
      squares += off * off;
    }
    double spread = Math.sqrt(squares / count);
    assertTrue(Math.abs(sum / count) < 40_000, curve + " mean " + sum / count);
    // Of the even spread the jitter is the most; of the others about the standard deviation, cut
    // off where the table ends.
    double wanted = curve == DelayDistribution.UNIFORM ? 1e6 / Math.sqrt(3) : 1e6;
    assertTrue(Math.abs(spread / wanted - 1) < 0.25, curve + " spread " + spread);
  }

  @Test
  void correlated_numbers_are_like_those_before() {
    CorrelatedChance chance = new CorrelatedChance(new RandomStream(1, "c"), part(0.9));
    double steps = 0;
    long before = chance.next();
    for (int i = 0; i < 1000; i++) {
      long now = chance.next();
      steps += Math.abs(now - before) / (double) ALL;
      before = now;
    }
    assertTrue(steps / 1000 < 0.06, "mean step " + steps / 1000); // 1/3 without correlation
  }

  @Test
  void what_leaves_netem_goes_through_the_discipline_within() {
    Netem netem = netem(delay(constant(MILLISECOND)));
    netem.setChild(new TokenBucket(1, new TokenBucket.Settings(100_000, 100, 10_000, 0, 0)));
    bench.queue(netem, 3, 100);
    bench.run(MILLISECOND * 10);

    assertEquals(List.of(MILLISECOND, 2 * MILLISECOND, 3 * MILLISECOND), bench.times());
    assertEquals(0, netem.counters().backlogFrames());
  }

  @Test
  void reset_loses_what_waits() {
    EgressQueue queue = bench.queue(netem(delay(constant(MILLISECOND))), 5, 100);
    queue.reset();
    bench.run(MILLISECOND * 2);

    assertEquals(List.of(), bench.sent);
    assertEquals(0, bench.frames.outstanding());
  }
}

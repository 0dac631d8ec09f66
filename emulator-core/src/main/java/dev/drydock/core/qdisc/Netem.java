package dev.drydock.core.qdisc;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.sim.RandomStream;
import org.jspecify.annotations.Nullable;

/// The network emulator (Linux `net/sched/sch_netem.c`): delays, loses, doubles, damages and
/// reorders what a device sends.
///
/// ```
///   enqueue -> twice? lost? damaged? -> sorted by the time to leave -> child, if any -> dequeue
/// ```
///
/// A frame with more delay than one that comes later is overtaken by it, as on Linux.
public final class Netem implements ParentQdisc {
  private final int handle;
  private final RandomStream random;
  private final QdiscCounters counters = new QdiscCounters();
  private final TimedFrames waiting = new TimedFrames();
  private NetemSettings settings;
  private short[] table;
  private LossModel.Chain loss;
  private CorrelatedChance delayChance;
  private CorrelatedChance duplicateChance;
  private CorrelatedChance corruptChance;
  private CorrelatedChance reorderChance;
  private long sinceReordered;
  private @Nullable Qdisc child;

  /// A netem with these options.
  ///
  /// @param random its own stream
  public Netem(int handle, NetemSettings settings, RandomStream random) {
    this.handle = handle;
    this.random = random;
    this.settings = settings;
    this.table = settings.delay().curve().table();
    this.loss = new LossModel.Chain(settings.loss(), random);
    this.delayChance = new CorrelatedChance(random, settings.delay().correlation());
    this.duplicateChance = new CorrelatedChance(random, settings.duplicate().correlation());
    this.corruptChance = new CorrelatedChance(random, settings.corrupt().correlation());
    this.reorderChance = new CorrelatedChance(random, settings.reorder().correlation());
  }

  /// The options.
  public NetemSettings settings() {
    return settings;
  }

  /// Changes the options; what waits keeps its times (`netem_change`).
  public void change(NetemSettings newSettings) {
    settings = newSettings;
    table = newSettings.delay().curve().table();
    loss = new LossModel.Chain(newSettings.loss(), random);
    delayChance = new CorrelatedChance(random, newSettings.delay().correlation());
    duplicateChance = new CorrelatedChance(random, newSettings.duplicate().correlation());
    corruptChance = new CorrelatedChance(random, newSettings.corrupt().correlation());
    reorderChance = new CorrelatedChance(random, newSettings.reorder().correlation());
    sinceReordered = 0;
  }

  @Override
  public int handle() {
    return handle;
  }

  @Override
  public String kind() {
    return "netem";
  }

  @Override
  public @Nullable Qdisc child() {
    return child;
  }

  @Override
  public void setChild(@Nullable Qdisc newChild) {
    child = newChild;
  }

  @Override
  public void enqueue(Frame frame, long nowNanos, Egress egress) {
    boolean twice = duplicateChance.happens(settings.duplicate().probability());
    if (loss.loses() && !marks(frame)) {
      if (!twice) {
        counters.lost();
        egress.drop(frame, DropReason.NETEM_LOSS);
        return;
      }
      twice = false;
    }
    if (twice) {
      admit(frame.copy(), nowNanos, egress);
    }
    admit(frame, nowNanos, egress);
  }

  /// Whether a packet is marked in place of being lost; it counts as lost all the same.
  private boolean marks(Frame frame) {
    boolean marked = settings.ecn() && CongestionMark.set(frame);
    if (marked) {
      counters.lost();
    }
    return marked;
  }

  private void admit(Frame frame, long nowNanos, Egress egress) {
    if (corruptChance.happens(settings.corrupt().probability())) {
      damage(frame, random);
    }
    frame.orphan(0); // what waits here is under way for its socket (skb_orphan_partial)
    if (counters.backlogFrames() >= settings.limit()) {
      counters.lost();
      egress.drop(frame, DropReason.QDISC_DROP);
      return;
    }
    frame.dueNanos = dueNanos(frame, nowNanos);
    waiting.add(frame);
    counters.took(frame);
  }

  /// Turns over one bit, anywhere.
  public static void damage(Frame frame, RandomStream random) {
    int at = frame.offset() + random.nextInt(frame.length());
    frame.data()[at] ^= (byte) (1 << random.nextInt(8));
    frame.isTunnelSound = false;
  }

  private long dueNanos(Frame frame, long nowNanos) {
    boolean waits =
        settings.gap() == 0
            || sinceReordered < settings.gap() - 1
            || settings.reorder().probability() < reorderChance.next();
    if (!waits) {
      sinceReordered = 0;
      counters.requeued();
      return nowNanos;
    }
    sinceReordered++;
    long number = settings.delay().jitterNanos() == 0 ? 0 : delayChance.next();
    NetemSettings.Delay delay = settings.delay();
    long nanos = DelayDistribution.delay(delay.meanNanos(), delay.jitterNanos(), table, number);
    long from = nowNanos;
    if (settings.rate().bytesPerSecond() > 0) {
      if (waiting.size() > 0 && waiting.latestNanos() > nowNanos) {
        // The line is busy until the last one has left, and that time counts towards the delay.
        nanos = Math.max(0, nanos - (waiting.latestNanos() - nowNanos));
        from = waiting.latestNanos();
      }
      nanos += settings.rate().nanos(frame.length());
    }
    return Math.max(nowNanos, from + nanos);
  }

  @Override
  public @Nullable Frame peek(long nowNanos, Egress egress) {
    Qdisc below = child;
    if (below != null) {
      feed(below, nowNanos, egress);
      return below.peek(nowNanos, egress);
    }
    Frame first = waiting.first();
    return first == null || first.dueNanos > nowNanos ? null : first;
  }

  @Override
  public @Nullable Frame dequeue(long nowNanos, Egress egress) {
    Qdisc below = child;
    if (below != null) {
      feed(below, nowNanos, egress);
      Frame frame = below.dequeue(nowNanos, egress);
      if (frame != null) {
        counters.gave(frame);
      }
      return frame;
    }
    if (peek(nowNanos, egress) == null) {
      return null;
    }
    Frame frame = waiting.take();
    if (frame != null) {
      counters.gave(frame);
    }
    return frame;
  }

  /// Hands on what has waited long enough.
  private void feed(Qdisc below, long nowNanos, Egress egress) {
    Frame first = waiting.first();
    while (first != null && first.dueNanos <= nowNanos) {
      waiting.take();
      long before = below.counters().drops();
      int bytes = first.length();
      below.enqueue(first, nowNanos, egress);
      if (below.counters().drops() > before) {
        counters.lostWaiting(bytes);
      }
      first = waiting.first();
    }
  }

  @Override
  public long nextNanos(long nowNanos) {
    Frame first = waiting.first();
    long own = first == null ? NEVER : first.dueNanos;
    return child == null ? own : Math.min(own, child.nextNanos(nowNanos));
  }

  @Override
  public QdiscCounters counters() {
    return counters;
  }

  @Override
  public void reset() {
    Frame frame = waiting.take();
    while (frame != null) {
      frame.release();
      frame = waiting.take();
    }
    if (child != null) {
      child.reset();
    }
    counters.emptied();
  }
}

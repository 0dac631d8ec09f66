package dev.drydock.core.qdisc;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import org.jspecify.annotations.Nullable;

/// Fair queueing with controlled delay (RFC 8290; Linux `net/sched/sch_fq_codel.c`): each flow has
/// a queue of its own, new flows go first, and a queue whose frames wait too long loses some.
///
/// ```
///   frame --hash of its flow--> queue --> new flows --> old flows, a quantum of bytes each
///                                 '-- waits more than `target` for an `interval`: CoDel
/// ```
public final class FqCodel implements Qdisc {
  /// What the kernel counts for a frame beside its bytes; a guess of `SKB_TRUESIZE`.
  private static final int FRAME_OVERHEAD_BYTES = 768;

  private final int handle;
  private final QdiscCounters counters = new QdiscCounters();
  private final CodelFlow.List fresh = new CodelFlow.List();
  private final CodelFlow.List old = new CodelFlow.List();
  private Settings settings;
  private @Nullable CodelFlow[] flows;
  private final Statistics statistics = new Statistics();
  private @Nullable Frame peeked;
  private long memoryBytes;

  /// An empty queue.
  public FqCodel(int handle, Settings settings) {
    this.handle = handle;
    this.settings = settings;
    this.flows = new @Nullable CodelFlow[settings.flows];
  }

  /// The options.
  ///
  /// @param limitFrames what may wait
  /// @param flows queues there are
  /// @param quantumBytes what a flow may send before the next one's turn
  /// @param codel how long frames may wait
  /// @param memoryBytes what may wait, in memory
  /// @param batch frames lost at once when there are too many
  public record Settings(
      int limitFrames, int flows, int quantumBytes, Codel codel, long memoryBytes, int batch) {
    /// The kernel's defaults.
    ///
    /// @param quantumBytes the MTU with the Ethernet header
    public static Settings usual(int quantumBytes) {
      Codel codel = new Codel(5_000_000L, 100_000_000L, -1, true);
      return new Settings(10_240, 1024, quantumBytes, codel, 32L << 20, 64);
    }
  }

  /// How long frames may wait.
  ///
  /// @param targetNanos the wait that is good
  /// @param intervalNanos how long a longer wait may last
  /// @param markNanos the wait from which frames are marked in any case; negative for none
  /// @param ecn whether frames of those who understand it are marked, not lost
  public record Codel(long targetNanos, long intervalNanos, long markNanos, boolean ecn) {}

  /// What is counted beside.
  public static final class Statistics {
    /// The largest frame.
    public int maxBytes;

    /// Frames lost as there were too many.
    public long overLimit;

    /// Flows that began.
    public long newFlows;

    /// Frames marked.
    public long marked;

    /// Frames marked because of their wait alone.
    public long markedByWait;

    /// Frames lost as they took too much memory.
    public long overMemory;

    private Statistics() {}
  }

  /// The options.
  public Settings settings() {
    return settings;
  }

  /// What is counted beside.
  public Statistics statistics() {
    return statistics;
  }

  /// Bytes in memory of what waits.
  public long memoryBytes() {
    return memoryBytes;
  }

  /// How many flows are new.
  public int newFlows() {
    return fresh.size();
  }

  /// How many flows are old.
  public int oldFlows() {
    return old.size();
  }

  /// Changes the options but for the number of flows; what waits stays.
  public void change(Settings newSettings) {
    settings = newSettings;
  }

  @Override
  public int handle() {
    return handle;
  }

  @Override
  public String kind() {
    return "fq_codel";
  }

  private static int truesize(Frame frame) {
    return frame.length() + FRAME_OVERHEAD_BYTES;
  }

  @Override
  public void enqueue(Frame frame, long nowNanos, Egress egress) {
    int at = FlowHash.of(frame) & Integer.MAX_VALUE;
    int index = at % flows.length;
    CodelFlow flow = flows[index];
    if (flow == null) {
      flow = new CodelFlow();
      flows[index] = flow;
    }
    flow.add(frame, nowNanos);
    counters.took(frame);
    memoryBytes += truesize(frame);
    if (!flow.isListed()) {
      fresh.add(flow);
      statistics.newFlows++;
      flow.deficit = settings.quantumBytes;
    }
    boolean memoryFull = memoryBytes > settings.memoryBytes;
    if (counters.backlogFrames() > settings.limitFrames || memoryFull) {
      shrink(egress, memoryFull);
    }
  }

  /// The longest queue loses half of its bytes, or a batch of frames (`fq_codel_drop`).
  private void shrink(Egress egress, boolean memoryFull) {
    CodelFlow fattest = null;
    for (CodelFlow flow : flows) {
      if (flow != null && (fattest == null || flow.bytes() > fattest.bytes())) {
        fattest = flow;
      }
    }
    long most = fattest == null ? 0 : fattest.bytes() / 2;
    long lost = 0;
    int count = 0;
    while (fattest != null && count < settings.batch && (count == 0 || lost < most)) {
      Frame frame = fattest.take();
      if (frame == null) {
        break;
      }
      lost += frame.length();
      count++;
      lose(frame, egress);
    }
    if (fattest != null) {
      fattest.count += count;
    }
    statistics.overLimit += count;
    statistics.overMemory += memoryFull ? count : 0;
  }

  private void lose(Frame frame, Egress egress) {
    counters.lostWaiting(frame.length());
    memoryBytes -= truesize(frame);
    frame.refuse();
    egress.drop(frame, DropReason.QDISC_DROP);
  }

  @Override
  public @Nullable Frame peek(long nowNanos, Egress egress) {
    if (peeked == null) {
      peeked = next(nowNanos, egress);
    }
    return peeked;
  }

  @Override
  public @Nullable Frame dequeue(long nowNanos, Egress egress) {
    Frame frame = peek(nowNanos, egress);
    peeked = null;
    if (frame != null) {
      counters.gave(frame);
      memoryBytes -= truesize(frame);
    }
    return frame;
  }

  /// The next frame: of new flows, else of old ones (`fq_codel_dequeue`).
  private @Nullable Frame next(long nowNanos, Egress egress) {
    while (true) {
      CodelFlow.List from = fresh.isEmpty() ? old : fresh;
      CodelFlow flow = from.first();
      if (flow == null) {
        return null;
      }
      if (flow.deficit <= 0) {
        flow.deficit += settings.quantumBytes;
        from.removeFirst();
        old.add(flow);
        continue;
      }
      Frame frame = flow.control(nowNanos, control(egress));
      if (frame != null) {
        flow.deficit -= frame.length();
        return frame;
      }
      from.removeFirst();
      if (from == fresh && !old.isEmpty()) {
        old.add(flow); // so that old flows have their turn
      }
    }
  }

  private CodelFlow.Control control(Egress egress) {
    return new CodelFlow.Control(
        settings.codel, statistics, settings.quantumBytes, frame -> lose(frame, egress));
  }

  @Override
  public QdiscCounters counters() {
    return counters;
  }

  @Override
  public void reset() {
    if (peeked != null) {
      peeked.release();
      peeked = null;
    }
    for (CodelFlow flow : flows) {
      for (Frame frame = take(flow); frame != null; frame = take(flow)) {
        frame.release();
      }
    }
    flows = new @Nullable CodelFlow[settings.flows];
    fresh.clear();
    old.clear();
    memoryBytes = 0;
    counters.emptied();
  }

  private static @Nullable Frame take(@Nullable CodelFlow flow) {
    return flow == null ? null : flow.take();
  }
}

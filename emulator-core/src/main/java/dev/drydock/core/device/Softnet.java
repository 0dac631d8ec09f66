package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.frame.FrameReceiver;
import dev.drydock.core.observe.Decision;
import dev.drydock.core.observe.DropListener;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.observe.KernelLog;
import dev.drydock.core.observe.Loss;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The CPU of one machine as far as frames use it: the backlog of Linux `net/core/dev.c`.
///
/// A frame that leaves one namespace for another waits here. The machine serves its backlog in
/// order, one frame at a time; whatever the frame passes on its way charges its cost, and the next
/// frame is served when that time has gone by. So costs show as latency and as a limit of
/// throughput, and nothing re-enters itself. However long the backlog is, it needs one pending
/// event.
public final class Softnet {
  /// `net.core.netdev_max_backlog`.
  public static final int BACKLOG_FRAMES_MAX = 1000;

  /// So long a program waits for a CPU that has other work.
  private static final long PATIENCE_NANOS = 500_000;

  private final EventLoop loop;
  private final FramePool frames;
  private final CostModel costs;
  private final KernelBuild kernel;
  private final Event service = new Service();
  private final Event flush = new Flush();
  private final Event turn = new Turn();

  /// Programs that want the CPU, in the order in which they woke.
  private final ArrayDeque<Runnable> programs = new ArrayDeque<>();

  private long lastTurnNanos;
  private final long[] drops = new long[DropReason.values().length];

  private final KernelLog log = new KernelLog();
  private final NeighbourBudget arp;
  private final NeighbourBudget ndisc;
  private @Nullable DropListener dropListener;
  private @Nullable Frame head;
  private @Nullable Frame tail;
  private int backlog;
  private long busyUntilNanos;
  private long deferredNanos = -1;

  /// Whether a frame is being served: what it leaves behind waits until it is done with.
  private boolean serving;

  /// How many frames of the round under way have not been served.
  private int roundLeft;

  private @Nullable Frame heldHead;
  private @Nullable Frame heldTail;

  private OffloadDefaults offloads = OffloadDefaults.SEGMENTED;

  /// An idle CPU under the usual kernel.
  public Softnet(EventLoop loop, FramePool frames, CostModel costs) {
    this(loop, frames, costs, KernelBuild.USUAL);
  }

  /// An idle CPU.
  public Softnet(EventLoop loop, FramePool frames, CostModel costs, KernelBuild kernel) {
    this.loop = loop;
    this.frames = frames;
    this.costs = costs;
    this.kernel = kernel;
    this.arp = new NeighbourBudget("arp_cache", loop, log);
    this.ndisc = new NeighbourBudget("ndisc_cache", loop, log);
  }

  /// Which kernel the machine runs.
  public KernelBuild kernel() {
    return kernel;
  }

  /// The loop of the machine's partition.
  public EventLoop loop() {
    return loop;
  }

  /// Where the machine's frames come from.
  public FramePool frames() {
    return frames;
  }

  /// What work costs on this machine.
  public CostModel costs() {
    return costs;
  }

  /// What the machine's kernel has to say.
  public KernelLog log() {
    return log;
  }

  /// What the neighbour tables of its namespaces share.
  public NeighbourBudget neighbours(boolean ofIpv6) {
    return ofIpv6 ? ndisc : arp;
  }

  /// Who is told about losses and rewrites; null for nobody.
  public void setDropListener(@Nullable DropListener listener) {
    dropListener = listener;
  }

  /// Who is told about losses and rewrites, if anybody.
  public @Nullable DropListener dropListener() {
    return dropListener;
  }

  /// Which offloads new devices have.
  public OffloadDefaults offloads() {
    return offloads;
  }

  /// Sets which offloads new devices have.
  public void setOffloads(OffloadDefaults defaults) {
    offloads = defaults;
  }

  /// Keeps the CPU busy for some more nanoseconds.
  public void charge(int nanos) {
    busyUntilNanos = Math.max(busyUntilNanos, loop.nowNanos()) + nanos;
  }

  /// When the CPU has done what was charged so far; not in the past.
  public long readyNanos() {
    return Math.max(busyUntilNanos, loop.nowNanos());
  }

  /// Whether no frame waits.
  public boolean isIdle() {
    return head == null;
  }

  /// Whether a program that wakes may run at once: no frame waits, and no other program.
  public boolean isFree() {
    return isIdle() && programs.isEmpty();
  }

  /// Lets a program go on when its turn has come. Of programs that wake while frames wait, the next
  /// one runs when what the one before has sent has been worked on: the soft interrupt comes first.
  /// It comes in the way of none for long, since ksoftirqd takes its turns as well.
  ///
  /// @param program is run then
  public void whenIdle(Runnable program) {
    if (programs.isEmpty()) {
      lastTurnNanos = loop.nowNanos();
    }
    programs.add(program);
    if (isIdle()) {
      giveTurn();
    }
  }

  private void giveTurn() {
    boolean isLate = loop.nowNanos() - lastTurnNanos >= PATIENCE_NANOS;
    if (!turn.isPending() && (isIdle() || isLate)) {
      loop.schedule(turn, readyNanos());
    }
  }

  /// Whether the backlog takes no more frames.
  public boolean isFull() {
    return backlog == BACKLOG_FRAMES_MAX;
  }

  /// Whether the backlog takes so many frames more.
  boolean hasRoom(int more) {
    return backlog + more <= BACKLOG_FRAMES_MAX;
  }

  /// Queues a frame for a receiver on this machine; a full backlog drops it.
  public void enqueue(Frame frame, NetDevice receiver) {
    if (isFull()) {
      receiver.counters().rxDropped++;
      drop(frame, DropReason.CPU_BACKLOG, receiver);
      return;
    }
    frame.receiver = receiver;
    frame.next = null;
    backlog++;
    if (tail == null) {
      head = frame;
      tail = frame;
      if (!serving && !service.isPending()) {
        loop.schedule(service, readyNanos());
      }
    } else {
      tail.next = frame;
      tail = frame;
    }
  }

  /// Queues a frame that a tunnel hands to a later round of the soft interrupt
  /// (`gro_cells_receive`). When somebody was woken meanwhile, that round is ksoftirqd's
  /// (`handle_softirqs`), and whoever has the CPU loses it.
  public void enqueueLater(Frame frame, NetDevice receiver) {
    deferredNanos = loop.nowNanos();
    enqueue(frame, receiver);
  }

  /// Hands a frame on when the round under way is over; at once when there is none.
  ///
  /// A round is what the backlog held when it began (`process_backlog` takes all that waits, what
  /// comes meanwhile is for the next). On machines that are namespaces of one kernel, what a round
  /// sends to another machine waits in the same backlog, behind the rest of the round: so frames
  /// that came together stay together, hop by hop.
  public void afterRound(Frame frame, FrameReceiver next) {
    if (roundLeft == 0 && !flush.isPending()) {
      loop.schedule(flush, loop.nowNanos());
    }
    frame.receiver = next;
    frame.next = null;
    if (heldTail == null) {
      heldHead = frame;
    } else {
      heldTail.next = frame;
    }
    heldTail = frame;
  }

  private void endRound() {
    Frame frame = heldHead;
    heldHead = null;
    heldTail = null;
    while (frame != null) {
      Frame following = frame.next;
      frame.next = null;
      FrameReceiver next = frame.receiver;
      if (next != null) {
        next.receive(frame);
      }
      frame = following;
    }
  }

  /// When a frame was last left to a later round; -1 when none was.
  public long deferredNanos() {
    return deferredNanos;
  }

  /// Loses a frame: counts it, tells the listener and releases it.
  public void drop(Frame frame, DropReason reason, NetDevice where) {
    drop(frame, reason, where, Decision.NONE);
  }

  /// The same, and says what decided it.
  @SuppressWarnings("EnumOrdinal") // an array of counters: nothing else counts without boxing
  public void drop(Frame frame, DropReason reason, NetDevice where, Decision decision) {
    drops[reason.ordinal()]++;
    if (dropListener != null) {
      dropListener.dropped(frame, new Loss(reason, where.site(), decision));
    }
    frame.release();
  }

  /// Loses a packet that is too big to go on.
  ///
  /// @param mtu the most bytes that may
  public void dropTooBig(Frame frame, NetDevice where, int mtu, boolean isV6) {
    DropReason reason = isV6 ? DropReason.PKT_TOO_BIG : DropReason.FRAG_NEEDED;
    Decision by = dropListener == null ? Decision.NONE : new Decision.Mtu(mtu, isV6);
    drop(frame, reason, where, by);
  }

  /// Loses a frame that is longer than a device takes.
  ///
  /// @param narrow whose MTU it exceeds
  void dropTooLong(Frame frame, NetDevice where, NetDevice narrow) {
    Decision by =
        dropListener == null
            ? Decision.NONE
            : new Decision.DeviceMtu(narrow.name(), narrow.mtuBytes());
    drop(frame, DropReason.PKT_TOO_BIG, where, by);
  }

  /// Loses copies of a frame that need not be made for that: counts them, tells the listener once.
  ///
  /// @param frame remains its owner's
  @SuppressWarnings("EnumOrdinal") // see drop
  void dropCopies(Frame frame, int copies, DropReason reason, NetDevice where) {
    drops[reason.ordinal()] += copies;
    if (dropListener != null) {
      dropListener.lostCopies(frame, copies, new Loss(reason, where.site(), Decision.NONE));
    }
  }

  /// How many frames this machine lost for a reason.
  @SuppressWarnings("EnumOrdinal") // see drop
  public long drops(DropReason reason) {
    return drops[reason.ordinal()];
  }

  private final class Flush extends Event {
    @Override
    protected void fire() {
      if (roundLeft == 0) {
        endRound();
      }
    }
  }

  private final class Service extends Event {
    /// Serves one frame, and those behind it as long as nothing else comes before their turn.
    @Override
    protected void fire() {
      serving = true;
      Frame frame = head;
      while (frame != null) {
        if (roundLeft == 0) {
          roundLeft = backlog;
        }
        head = frame.next;
        if (head == null) {
          tail = null;
        }
        backlog--;
        frame.next = null;
        FrameReceiver receiver = frame.receiver;
        if (receiver != null) {
          receiver.receive(frame);
        }
        if (--roundLeft == 0) {
          endRound();
        }
        if (!programs.isEmpty()) {
          giveTurn();
        }
        frame = head;
        boolean isBusy = busyUntilNanos > loop.nowNanos();
        if (frame != null && isBusy && !loop.passTo(busyUntilNanos)) {
          break;
        }
      }
      serving = false;
      if (head != null && !isPending()) {
        loop.schedule(this, readyNanos());
      }
    }
  }

  private final class Turn extends Event {
    @Override
    protected void fire() {
      long now = loop.nowNanos();
      boolean isLate = now - lastTurnNanos >= PATIENCE_NANOS;
      if (programs.isEmpty() || (!isIdle() && !isLate)) {
        return; // the end of the service gives the next turn
      }
      lastTurnNanos = now;
      programs.remove().run();
      if (!programs.isEmpty() && isIdle() && !isPending()) {
        loop.schedule(this, now); // the program has sent nothing
      }
    }
  }
}

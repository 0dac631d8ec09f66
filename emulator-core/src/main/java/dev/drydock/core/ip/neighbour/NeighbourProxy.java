package dev.drydock.core.ip.neighbour;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.sim.Event;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Jiffies;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;

/// Answers that are given for others: whom they are given for, and those that wait, as each comes
/// at a random time (Linux `struct pneigh_entry`, `pneigh_enqueue`).
public final class NeighbourProxy extends Event {
  private final EventLoop loop;
  private final RandomStream random;
  private final List<Entry> entries = new ArrayList<>(1);
  private final List<Waiting> waiting = new ArrayList<>(1);

  NeighbourProxy(EventLoop loop, RandomStream random) {
    this.loop = loop;
    this.random = random;
  }

  /// An address that is answered for on a device (`ip neigh add proxy`).
  ///
  /// @param device where it is answered
  /// @param address whose MAC is asked for
  public record Entry(NetDevice device, IpAddress address) {}

  /// An answer that waits.
  private record Waiting(NetDevice device, long dueNanos, Runnable answer) {}

  /// Whom is answered for.
  List<Entry> entries() {
    return List.copyOf(entries);
  }

  /// Begins to answer.
  ///
  /// @return whether it was not answered before
  boolean add(Entry entry) {
    return !entries.contains(entry) && entries.add(entry);
  }

  /// Ends to answer.
  ///
  /// @return whether it was answered before
  boolean remove(Entry entry) {
    return entries.remove(entry);
  }

  boolean has(NetDevice device, long high, long low) {
    for (int i = 0; i < entries.size(); i++) {
      Entry entry = entries.get(i);
      IpAddress address = entry.address;
      if (entry.device == device && address.low() == low && address.high() == high) {
        return true;
      }
    }
    return false;
  }

  /// Answers at a random time, or not at all when too many wait.
  public void later(NetDevice device, NeighbourConfig config, Runnable answer) {
    long queued = waiting.stream().filter(each -> each.device == device).count();
    if (queued > config.proxyQueueMax) {
      return;
    }
    long now = loop.nowNanos();
    long due = Jiffies.expiryNanos(now, now + random.nextLong(config.proxyDelayNanos));
    waiting.add(new Waiting(device, due, answer));
    arm();
  }

  private void arm() {
    long next = Long.MAX_VALUE;
    for (Waiting each : waiting) {
      next = Math.min(next, each.dueNanos);
    }
    if (next != Long.MAX_VALUE) {
      loop.reschedule(this, Math.max(loop.nowNanos(), next));
    }
  }

  @Override
  protected void fire() {
    long now = loop.nowNanos();
    List<Waiting> due = waiting.stream().filter(each -> each.dueNanos <= now).toList();
    waiting.removeAll(due);
    for (Waiting each : due) {
      if (each.device.isUp()) {
        each.answer.run();
      }
    }
    arm();
  }

  /// A device goes: nothing is answered there.
  void forget(NetDevice device) {
    waiting.removeIf(each -> each.device == device);
    entries.removeIf(entry -> entry.device == device);
  }
}

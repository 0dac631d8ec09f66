package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.EventLoop;

/// The count of changes of the managers' store (swarmkit `manager/state/store`, where it is the
/// index of the raft log).
///
/// The log has more entries than those of objects that can be looked at: those are counted as seen
/// with Docker 20.10.24, where the states of tasks come in one entry or in several, as it happens.
final class Revisions {
  /// A new store holds the cluster before anything else.
  private static final long FIRST = 5;

  /// What a node that joins writes before it is as it stays: it is made, has its certificate, tells
  /// what it is, and is ready.
  private static final int JOINING = 4;

  private final EventLoop loop;
  private long index = FIRST;

  Revisions(EventLoop loop) {
    this.loop = loop;
  }

  /// Something is made.
  Meta made() {
    return new Meta(++index, loop.nowNanos(), loop.nowNanos());
  }

  /// The first node is made, and the cluster changed for it.
  Meta founded() {
    index++;
    Meta made = made();
    index++;
    return made;
  }

  /// A node has joined.
  Meta joined() {
    index += JOINING - 1;
    return made();
  }

  /// A manager has allotted something (`manager/allocator`).
  void allotted() {
    index++;
  }

  /// Something is changed.
  Meta changed(Meta old) {
    return new Meta(++index, old.createdNanos(), loop.nowNanos());
  }
}

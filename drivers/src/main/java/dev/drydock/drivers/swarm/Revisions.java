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
  /// what it is, and is ready; at times one more, as entries come together or not.
  private static final int JOINING = 4;

  /// What the task of a single container on a network writes: it is made, has its address, has its
  /// node, is taken up there, is ready and runs; as seen with a container that was alone.
  private static final int ATTACHING = 6;

  private final EventLoop loop;
  private long index = FIRST;

  Revisions(EventLoop loop) {
    this.loop = loop;
  }

  /// Something is made.
  Meta made() {
    return new Meta(++index, loop.nowNanos(), loop.nowNanos());
  }

  /// A node has come in; for the first one the cluster changes, too.
  Meta entered(boolean isFirst) {
    index += isFirst ? 1 : JOINING - 1;
    Meta made = made();
    index += isFirst ? 1 : 0;
    return made;
  }

  /// A manager has allotted something (`manager/allocator`).
  void allotted() {
    index++;
  }

  /// A single container comes onto a network.
  void attached() {
    index += ATTACHING;
  }

  /// Something is changed.
  Meta changed(Meta old) {
    return new Meta(++index, old.createdNanos(), loop.nowNanos());
  }
}

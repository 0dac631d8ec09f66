package dev.drydock.drivers.swarm;

import dev.drydock.core.sim.EventLoop;

/// The count of changes of the managers' store (swarmkit `manager/state/store`, where it is the
/// index of the raft log).
///
/// Differs from swarmkit: the log has more entries than those of objects that can be looked at, so
/// that numbers are lower here.
final class Revisions {
  /// A new store holds the cluster before anything else.
  private static final long FIRST = 5;

  private final EventLoop loop;
  private long index = FIRST;

  Revisions(EventLoop loop) {
    this.loop = loop;
  }

  /// Something is made.
  Meta made() {
    return new Meta(++index, loop.nowNanos(), loop.nowNanos());
  }

  /// Something is changed.
  Meta changed(Meta old) {
    return new Meta(++index, old.createdNanos(), loop.nowNanos());
  }
}

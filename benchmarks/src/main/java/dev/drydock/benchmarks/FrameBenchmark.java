package dev.drydock.benchmarks;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Taking frames from the pool and giving them back, with and without copying one.
@State(Scope.Thread)
public class FrameBenchmark {
  /// Length of the frame.
  @Param({"64", "1514"})
  public int bytes;

  private final FramePool pool = new FramePool();
  private Frame frame;

  /// Takes the frame to copy.
  @Setup
  public void take() {
    frame = pool.take(bytes);
  }

  /// Copies a frame, as flooding does, and releases the copy.
  @Benchmark
  public long copy() {
    Frame copy = frame.copy();
    long id = copy.id;
    copy.release();
    return id;
  }

  /// Takes a frame and releases it.
  @Benchmark
  public long takeAndRelease() {
    Frame taken = pool.take(bytes);
    long id = taken.id;
    taken.release();
    return id;
  }
}

package dev.drydock.benchmarks;

import dev.drydock.core.wire.Checksum;
import java.util.SplittableRandom;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The Internet checksum: summing a whole frame, and mending it after a change of four bytes.
@State(Scope.Thread)
public class ChecksumBenchmark {
  /// Bytes summed.
  @Param({"64", "1514"})
  public int bytes;

  private byte[] data;
  private int checksum;

  /// Fills the bytes at random.
  @Setup
  public void fill() {
    data = new byte[bytes + 160];
    new SplittableRandom(1).nextBytes(data);
  }

  /// Sums all bytes, from where a frame begins in its array.
  @Benchmark
  public int sum() {
    return Checksum.sum(data, 160, bytes);
  }

  /// Mends the checksum, as NAT does; the length is of no account.
  @Benchmark
  public int update() {
    checksum = Checksum.update32(checksum, checksum + 77, bytes);
    return checksum;
  }
}

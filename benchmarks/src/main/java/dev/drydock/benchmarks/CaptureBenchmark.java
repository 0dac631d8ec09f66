package dev.drydock.benchmarks;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureSettings;
import dev.drydock.pcap.InterfaceDescription;
import dev.drydock.pcap.PcapngWriter;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// Writing frames to a pcapng file in the folder for temporary files.
@State(Scope.Thread)
public class CaptureBenchmark {
  /// Length of the frame.
  @Param({"64", "1514"})
  public int bytes;

  private Frame frame;
  private PcapngWriter writer;
  private long nowNanos;

  /// Begins the file.
  @Setup
  public void open() throws IOException {
    frame = new FramePool().take(bytes);
    writer =
        PcapngWriter.to(new ScratchFile(), "scratch", CaptureSettings.withComment("benchmark"));
    writer.addInterface(new InterfaceDescription("host/eth0", "", 0x0200_0000_0001L, List.of()));
  }

  /// Removes the file.
  @TearDown
  public void close() throws CaptureException {
    writer.close();
  }

  /// Writes one frame.
  @Benchmark
  public long write() {
    nowNanos += 1000;
    writer.write(0, nowNanos, frame, true);
    return nowNanos;
  }
}

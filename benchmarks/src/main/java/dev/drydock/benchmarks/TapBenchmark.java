package dev.drydock.benchmarks;

import dev.drydock.core.device.CostModel;
import dev.drydock.core.observe.Tap;
import dev.drydock.pcap.CaptureException;
import dev.drydock.pcap.CaptureSettings;
import dev.drydock.pcap.InterfaceDescription;
import dev.drydock.pcap.PcapngWriter;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// What it costs to watch: one frame end to end over one bridge, seen at five places (four veth
/// ends and the bridge), by nobody, by a counter, or by a capture file.
@State(Scope.Thread)
public class TapBenchmark {
  /// Length of the frame.
  @Param({"60", "1514"})
  public int bytes;

  /// Who watches: `nobody`, `counter` or `pcapng`.
  @Param({"nobody", "counter", "pcapng"})
  public String watcher = "nobody";

  private BridgeChain chain;
  private @Nullable PcapngWriter writer;
  private long seen;

  /// Builds the chain and sets the taps.
  @Setup
  public void build() throws IOException {
    TwoHosts.showAllDevices();
    chain = new BridgeChain(1, 1, CostModel.LINUX);
    switch (watcher) {
      case "nobody" -> {}
      case "counter" -> chain.watch((timeNanos, frame, outbound) -> seen += frame.length());
      default -> chain.watch(capture());
    }
  }

  private Tap capture() throws IOException {
    PcapngWriter pcapng =
        PcapngWriter.to(new ScratchFile(), "scratch", CaptureSettings.withComment("benchmark"));
    pcapng.addInterface(new InterfaceDescription("host/eth0", "", 0x0200_0000_0001L, List.of()));
    writer = pcapng;
    return (timeNanos, frame, outbound) -> pcapng.write(0, timeNanos, frame, outbound);
  }

  /// Removes the file.
  @TearDown
  public void close() throws CaptureException {
    if (writer != null) {
      writer.close();
    }
  }

  /// One frame end to end.
  @Benchmark
  @OperationsPerInvocation(BridgeChain.BURST)
  public long frame() {
    chain.burst(bytes);
    return chain.received() + seen;
  }
}

package dev.drydock.benchmarks;

import dev.drydock.core.device.CostModel;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.sim.EventLoop;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// The backlog of a machine's CPU: a frame is queued and served, at no cost in virtual time, so
/// that one event serves all.
@State(Scope.Thread)
public class SoftnetBenchmark {
  private static final int BURST = 32;

  private final EventLoop loop = new EventLoop();
  private final FramePool pool = new FramePool();
  private final Softnet softnet = new Softnet(loop, pool, CostModel.ZERO);
  private final Sink sink = new Sink();
  private NetDevice device;

  /// A device that only receives.
  private static final class Terminal extends NetDevice {
    Terminal(Softnet softnet) {
      super(softnet, DeviceKind.PHYSICAL, "eth0", 0x0200_0000_0001L);
    }

    @Override
    protected void send(Frame frame) {
      frame.release();
    }

    @Override
    public boolean hasCarrier() {
      return true;
    }
  }

  /// Shows the JIT every kind of device.
  @Setup
  public void build() {
    TwoHosts.showAllDevices();
    device = new Terminal(softnet);
    device.attach(sink, 1);
    device.setUp(true);
  }

  /// One frame through the backlog.
  @Benchmark
  @OperationsPerInvocation(BURST)
  public long frame() {
    for (int i = 0; i < BURST; i++) {
      softnet.enqueue(pool.take(BridgeChain.SHORT_BYTES), device);
    }
    while (loop.pending() > 0) {
      loop.fireNext(Long.MAX_VALUE);
    }
    return sink.received();
  }
}

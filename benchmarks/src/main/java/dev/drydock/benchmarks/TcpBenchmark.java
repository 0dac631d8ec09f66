package dev.drydock.benchmarks;

import dev.drydock.core.device.CostModel;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.link.Link;
import dev.drydock.core.device.link.Nic;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.SocketError;
import dev.drydock.core.transport.StreamListener;
import dev.drydock.core.transport.StreamSocket;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4Prefix;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// One segment of 1448 bytes of a bulk stream between two machines on a link of a gigabit and a
/// round trip of a millisecond: written and read by programs, with checksums made and verified,
/// acknowledgements, timers, loss recovery at the ready, and congestion control.
@State(Scope.Thread)
public class TcpBenchmark {
  private static final int BURST = 1000;
  private static final int SEGMENT_BYTES = 1448;
  private static final int PORT = 80;

  private final EventLoop loop = new EventLoop();
  private final FramePool pool = new FramePool();
  private final RandomStream random = new RandomStream(1, "benchmark");
  private final Reader reader = new Reader();

  /// Builds the network, and lets the stream become steady.
  @Setup
  public void build() {
    TwoHosts.showAllDevices();
    Link link = new Link(loop, "lan", 1_000_000_000, 500_000);
    Netns one = machine("one", link, "10.0.0.2/24");
    Netns two = machine("two", link, "10.0.0.3/24");
    two.tcp().listen(at("10.0.0.3"), 1, stream -> stream.setListener(reader));
    one.tcp().connect(new SocketAddress(IpAddress.ANY_V4, 0), at("10.0.0.3"), new Writer());
    loop.runUntil(2_000_000_000L);
  }

  private static SocketAddress at(String address) {
    return new SocketAddress(IpAddress.parse(address), PORT);
  }

  private Netns machine(String name, Link link, String prefix) {
    Machine machine = new Machine(loop, pool, random, new Machine.Box(name, CostModel.LINUX));
    machine.root().ipv6().interfaces().setDisabled(null, true); // it would talk on its own
    Nic nic = new Nic(machine.softnet(), DeviceKind.PHYSICAL, "eth0", machine.randomMac());
    machine.root().add(nic);
    link.plug(nic);
    machine.root().ipv4().interfaces().addAddress(nic, Ipv4Prefix.parse(prefix), 0);
    nic.setUp(true);
    return machine.root();
  }

  /// So many segments are read by the program on the other side.
  @Benchmark
  @OperationsPerInvocation(BURST)
  public long segment() {
    long end = reader.bytes + ((long) BURST * SEGMENT_BYTES);
    loop.runUntil(() -> reader.bytes >= end, Long.MAX_VALUE);
    return reader.bytes;
  }

  private static final class Writer implements StreamListener {
    private final byte[] block = new byte[1 << 17];

    @Override
    public void connected(StreamSocket stream) {
      writable(stream);
    }

    @Override
    public void writable(StreamSocket stream) {
      int written = 1;
      while (written > 0) {
        written = stream.write(block, 0, block.length);
      }
    }

    @Override
    public void readable(StreamSocket stream) {}

    @Override
    public void failed(StreamSocket stream, SocketError error) {}
  }

  private static final class Reader implements StreamListener {
    private final byte[] block = new byte[1 << 17];
    private long bytes;

    @Override
    public void readable(StreamSocket stream) {
      int count = stream.read(block, 0, block.length);
      while (count > 0) {
        bytes += count;
        count = stream.read(block, 0, block.length);
      }
    }

    @Override
    public void failed(StreamSocket stream, SocketError error) {}
  }
}

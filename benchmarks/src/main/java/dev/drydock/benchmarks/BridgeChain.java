package dev.drydock.benchmarks;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.CostModel;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.Softnet;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.observe.Tap;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.wire.Ethernet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Bridges in a row, joined by veth pairs, between a sender and a sink; no bridge is no more than
/// one veth pair.
///
/// ```
///   sender --veth-- bridge --veth-- bridge --veth-- sink
/// ```
final class BridgeChain {
  /// Frames sent back to back, then carried to the sink.
  static final int BURST = 32;

  /// The shortest frame of Ethernet, without its check sequence.
  static final int SHORT_BYTES = 60;

  private static final int MTU_BYTES = 9000;
  private static final int ETHERTYPE = 0x88b5; // IEEE 802 local experimental
  private static final long SENDERS = 0x0200_0000_0000L;
  private static final long RECEIVERS = 0x0201_0000_0000L;

  private final EventLoop loop = new EventLoop();
  private final FramePool pool = new FramePool();
  private final Softnet softnet;
  private final Sink sink = new Sink();

  private final BooleanSupplier arrived = this::hasArrived;

  private final List<NetDevice> devices = new ArrayList<>();
  private final NetDevice sender;
  private final NetDevice receiver;
  private final int stations;
  private int turn;

  /// @param stations how many addresses are behind each end
  BridgeChain(int bridges, int stations, CostModel costs) {
    this.softnet = new Softnet(loop, pool, costs);
    this.stations = stations;
    VethEnd end = pair(0);
    sender = end;
    for (int i = 1; i <= bridges; i++) {
      Bridge bridge = new Bridge(softnet, "br" + i, 0x0203_0000_0000L + i);
      devices.add(bridge);
      bridge.setUp(true);
      VethEnd next = pair(i);
      bridge.addPort(end.peer());
      bridge.addPort(next);
      end = next;
    }
    receiver = end.peer();
    for (NetDevice device : devices) {
      device.attach(sink, 1 + devices.indexOf(device));
    }
    teach();
  }

  private VethEnd pair(int number) {
    VethEnd first =
        VethEnd.pair(
            softnet,
            new VethEnd.Spec("a" + number, 0x0204_0000_0000L + number),
            new VethEnd.Spec("b" + number, 0x0205_0000_0000L + number));
    for (VethEnd end : List.of(first, first.peer())) {
      end.setMtu(MTU_BYTES);
      end.setUp(true);
      devices.add(end);
    }
    return first;
  }

  /// Lets every station send once, so that every bridge knows where it is.
  private void teach() {
    for (int i = 0; i < stations; i++) {
      receiver.transmit(frame(SENDERS + i, RECEIVERS + i, SHORT_BYTES));
      drain();
      sender.transmit(frame(RECEIVERS + i, SENDERS + i, SHORT_BYTES));
      drain();
    }
  }

  private Frame frame(long destination, long source, int bytes) {
    Frame frame = pool.take(bytes);
    Ethernet.write(frame.data(), frame.offset(), destination, source, ETHERTYPE);
    return frame;
  }

  /// All devices, to be watched.
  void watch(Tap tap) {
    for (NetDevice device : devices) {
      device.setTap(tap);
    }
  }

  /// Sends frames from one end and lets all of them arrive at the other.
  void burst(int bytes) {
    for (int i = 0; i < BURST; i++) {
      int station = turn++ % stations;
      sender.transmit(frame(RECEIVERS + station, SENDERS + station, bytes));
    }
    drain();
  }

  private void drain() {
    loop.runUntil(arrived, Long.MAX_VALUE);
  }

  /// Whether every frame has come to its end.
  private boolean hasArrived() {
    return pool.outstanding() == 0;
  }

  /// Frames that arrived and were not lost.
  long received() {
    return sink.received();
  }

  /// Frames neither arrived nor lost.
  int outstanding() {
    return pool.outstanding();
  }
}

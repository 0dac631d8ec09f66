package dev.drydock.benchmarks;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.CostModel;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.device.vxlan.VxlanConfig;
import dev.drydock.core.device.vxlan.VxlanDevice;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.core.wire.Udp;
import dev.drydock.core.wire.Vxlan;
import java.util.function.BooleanSupplier;

/// Two namespaces with a bridge each and a veth pair `un` between them, which is a port of both
/// bridges, or carries a VXLAN tunnel that is. The difference is what the tunnel costs: out, and
/// in.
///
/// ```
///   sender --veth-- br0 -- un ============ un -- br0 --veth-- sink          joined
///   sender --veth-- br0 -- vx -- un ==== un -- vx -- br0 --veth-- sink      VXLAN
/// ```
final class TunnelPath {
  /// Frames sent back to back, then carried to the sink.
  static final int BURST = 32;

  private static final int FRAME_BYTES = 60;
  private static final int UNDERLAY_MTU_BYTES = 1600;
  private static final int VNI = 42;
  private static final int FIRST_END = 0xc0a8_0901; // 192.168.9.1
  private static final long SENDER = 0x0200_0000_0001L;
  private static final long RECEIVER = 0x0200_0000_0002L;

  private final EventLoop loop = new EventLoop();
  private final FramePool pool = new FramePool();
  private final Machine machine =
      new Machine(
          loop, pool, new RandomStream(1, "tunnel"), new Machine.Box("host", CostModel.LINUX));

  private final Sink sink = new Sink();
  private final BooleanSupplier arrived = this::hasArrived;
  private final byte[] packet = new byte[FRAME_BYTES];
  private final VethEnd between;
  private final VethEnd sender;

  /// @param vxlan whether the tunnel joins the bridges, or the veth pair itself
  TunnelPath(boolean vxlan) {
    between = pair("un", "un");
    sender = side(between, vxlan, 0);
    VethEnd receiver = side(between.peer(), vxlan, 1);
    write(RECEIVER, SENDER);
    while (loop.pending() > 0) {
      loop.fireNext(Long.MAX_VALUE); // what interfaces say by themselves
    }
    receiver.transmit(frame(SENDER, RECEIVER));
    loop.runUntil(arrived, Long.MAX_VALUE);
    burst(); // the bridges have learned where both are
  }

  private VethEnd pair(String left, String right) {
    VethEnd.Spec first = new VethEnd.Spec(left, machine.randomMac());
    return VethEnd.pair(machine.softnet(), first, new VethEnd.Spec(right, machine.randomMac()));
  }

  /// @return the station's end of the veth pair at the bridge
  private VethEnd side(VethEnd between, boolean vxlan, int number) {
    Netns namespace = machine.newNamespace("side" + number);
    namespace.ipv6().interfaces().setDisabled(null, true);
    Bridge bridge = new Bridge(machine.softnet(), "br0", machine.randomMac());
    namespace.add(bridge);
    bridge.setUp(true);
    namespace.add(between);
    between.setMtu(UNDERLAY_MTU_BYTES);
    between.setUp(true);
    port(bridge, vxlan ? tunnel(namespace, between, number) : between);
    VethEnd station = pair("e0", "pa");
    namespace.add(station.peer());
    station.attach(sink, 1);
    station.setUp(true);
    port(bridge, station.peer());
    return station;
  }

  private static void port(Bridge bridge, NetDevice device) {
    device.setUp(true);
    bridge.addPort(device);
  }

  private VxlanDevice tunnel(Netns namespace, VethEnd under, int number) {
    Ipv4Prefix address = new Ipv4Prefix(FIRST_END + number, 24);
    namespace.ipv4().interfaces().addAddress(under, address, address.broadcast());
    int other = FIRST_END + 1 - number;
    namespace.ipv4().neighbours().addPermanent(under, other, under.peer().mac());
    VxlanDevice device =
        new VxlanDevice(
            machine.softnet(),
            new VxlanDevice.Spec("vx", machine.randomMac(), namespace),
            VxlanConfig.of(VNI, Vxlan.PORT),
            namespace.udp().tunnels());
    namespace.add(device);
    device.fdb().add(number == 0 ? RECEIVER : SENDER, other);
    return device;
  }

  private void write(long destination, long source) {
    int total = FRAME_BYTES - Ethernet.HEADER_BYTES;
    int udp = Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;
    Ethernet.write(packet, 0, destination, source, Ethernet.IPV4);
    Ipv4.writeLengths(packet, Ethernet.HEADER_BYTES, total, 0, Ipv4.DF);
    Ipv4.writeAddresses(
        packet, Ethernet.HEADER_BYTES, (64 << 8) | Ipv4.UDP, 0x0a01_0001, 0x0a01_0002);
    Udp.write(packet, udp, 2000, 9, total - Ipv4.HEADER_BYTES);
    Udp.writeChecksum(packet, udp, 0x0a01_0001, 0x0a01_0002);
  }

  private Frame frame(long destination, long source) {
    Frame frame = pool.take(FRAME_BYTES);
    System.arraycopy(packet, 0, frame.data(), frame.offset(), FRAME_BYTES);
    Ethernet.write(frame.data(), frame.offset(), destination, source, Ethernet.IPV4);
    return frame;
  }

  /// Sends frames from one end and lets all of them arrive at the other.
  void burst() {
    for (int i = 0; i < BURST; i++) {
      sender.transmit(frame(RECEIVER, SENDER));
    }
    loop.runUntil(arrived, Long.MAX_VALUE);
  }

  /// How many frames some work sends between the sides within UDP.
  int encapsulated(Runnable work) {
    int[] seen = new int[1];
    between.setTap((timeNanos, frame, outbound) -> seen[0] += isTunnelled(frame) ? 1 : 0);
    work.run();
    between.setTap(null);
    return seen[0];
  }

  private static boolean isTunnelled(Frame frame) {
    int udp = frame.offset() + Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;
    return Udp.destinationPort(frame.data(), udp) == Vxlan.PORT;
  }

  private boolean hasArrived() {
    return pool.outstanding() == 0;
  }

  /// Frames that arrived.
  long received() {
    return sink.received();
  }
}

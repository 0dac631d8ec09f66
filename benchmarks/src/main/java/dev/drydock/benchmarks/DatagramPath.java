package dev.drydock.benchmarks;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.CostModel;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.transport.SocketAddress;
import dev.drydock.core.transport.UdpSocket;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Ipv4Prefix;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Containers on bridges, the first of each pair with a socket to the second: datagrams go from
/// program to program with real checksums, made and verified. Everybody knows everybody's MAC.
///
/// ```
///   sender --veth-- bridge --veth-- receiver      pairs, 16 to a bridge
/// ```
final class DatagramPath {
  /// Datagrams sent back to back, then carried to the end.
  static final int BURST = 32;

  private static final int PAIRS_PER_BRIDGE = 16;
  private static final int FIRST_ADDRESS = 0x0a00_0002; // 10.0.0.2
  private static final int PORT = 9000;
  private static final int FRAME_BYTES = 60;
  private static final int ETHERTYPE = 0x88b5; // IEEE 802 local experimental

  private final EventLoop loop = new EventLoop();
  private final FramePool pool = new FramePool();
  private final Machine machine =
      new Machine(
          loop, pool, new RandomStream(1, "datagrams"), new Machine.Box("host", CostModel.LINUX));

  private final List<UdpSocket> senders = new ArrayList<>();
  private final byte[] payload;
  private final BooleanSupplier arrived = this::hasArrived;
  private int turn;
  private long received;

  /// @param payloadBytes of each datagram
  DatagramPath(int pairs, int payloadBytes) {
    payload = new byte[payloadBytes];
    machine.root().ipv6().interfaces().setDisabled(null, true); // it would talk on its own
    Bridge bridge = bridge(0);
    for (int i = 0; i < pairs; i++) {
      if (i > 0 && i % PAIRS_PER_BRIDGE == 0) {
        bridge = bridge(i / PAIRS_PER_BRIDGE);
      }
      join(bridge, i);
    }
    carry();
  }

  private Bridge bridge(int number) {
    Bridge bridge = new Bridge(machine.softnet(), "br" + number, machine.randomMac());
    machine.root().add(bridge);
    bridge.setUp(true);
    return bridge;
  }

  private void join(Bridge bridge, int number) {
    Netns sender = machine.newNamespace("s" + number);
    Netns receiver = machine.newNamespace("r" + number);
    VethEnd one = connect(bridge, sender, 2 * number);
    VethEnd two = connect(bridge, receiver, (2 * number) + 1);
    int address = FIRST_ADDRESS + (2 * number);
    sender.ipv4().neighbours().addPermanent(one, address + 1, two.mac());
    receiver.ipv4().neighbours().addPermanent(two, address, one.mac());
    UdpSocket open = receiver.udp().open(datagram -> received++);
    open.bind(new SocketAddress(IpAddress.ANY_V4, PORT));
    UdpSocket socket = sender.udp().open(datagram -> {});
    socket.connect(new SocketAddress(IpAddress.v4(address + 1), PORT));
    senders.add(socket);
    greet(one, two);
    greet(two, one);
  }

  /// Lets the bridge learn where a station is.
  private void greet(VethEnd from, VethEnd to) {
    Frame frame = pool.take(FRAME_BYTES);
    Ethernet.write(frame.data(), frame.offset(), to.mac(), from.mac(), ETHERTYPE);
    from.transmit(frame);
    carry();
  }

  private void carry() {
    loop.runUntil(arrived, Long.MAX_VALUE);
  }

  private boolean hasArrived() {
    return pool.outstanding() == 0;
  }

  /// Sends a datagram from the first, the second ... sender and lets all of them arrive.
  void burst() {
    for (int i = 0; i < BURST; i++) {
      senders.get(turn).send(payload, 0, payload.length);
      turn = turn + 1 == senders.size() ? 0 : turn + 1;
    }
    carry();
  }

  /// Datagrams that programs got.
  long received() {
    return received;
  }

  /// Events of the loop since the start.
  long events() {
    return loop.fired();
  }

  private VethEnd connect(Bridge bridge, Netns namespace, int number) {
    namespace.ipv6().interfaces().setDisabled(null, true);
    VethEnd inside =
        VethEnd.pair(
            machine.softnet(),
            new VethEnd.Spec("eth0", machine.randomMac()),
            new VethEnd.Spec("veth" + number, machine.randomMac()));
    namespace.add(inside);
    machine.root().add(inside.peer());
    bridge.addPort(inside.peer());
    inside.peer().setUp(true);
    Ipv4Prefix prefix = new Ipv4Prefix(FIRST_ADDRESS + number, 8);
    namespace.ipv4().interfaces().addAddress(inside, prefix, prefix.broadcast());
    inside.setUp(true);
    return inside;
  }
}

package dev.drydock.benchmarks;

import dev.drydock.core.device.CostModel;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netfilter.Chain;
import dev.drydock.core.netfilter.Table;
import dev.drydock.core.netfilter.rule.RuleException;
import dev.drydock.core.netfilter.rule.RuleReader;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Ipv4;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.core.wire.Udp;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;

/// Routers in a row, joined by veth pairs, between a sender and a sink; UDP flows that differ in
/// their source port cross them.
///
/// ```
///   10.1.0.1  sender --veth-- router --veth-- router --veth-- sink  10.99.0.1
///                         10.0.1.2  10.0.2.1
/// ```
final class RouterChain {
  /// Frames sent back to back, then carried to the sink.
  static final int BURST = 32;

  private static final int FRAME_BYTES = 60;
  private static final int SOURCE = 0x0a01_0001;
  private static final int DESTINATION = 0x0a63_0001;
  private static final int NETWORKS = 0x0a00_0000;
  private static final int FIRST_PORT = 2000;

  private final EventLoop loop = new EventLoop();
  private final FramePool pool = new FramePool();
  private final Machine machine =
      new Machine(
          loop, pool, new RandomStream(1, "routers"), new Machine.Box("host", CostModel.LINUX));

  private final Sink sink = new Sink();

  private final BooleanSupplier arrived = this::hasArrived;

  private final VethEnd sender;
  private final byte[][] packets;
  private Netns last;
  private NetDevice lastOut;
  private int turn;

  RouterChain(int routers, int flows) {
    sender = pair(0);
    sender.attach(sink, 1);
    VethEnd left = sender;
    last = machine.root();
    last.ipv6().interfaces().setDisabled(null, true); // it would talk on its own
    lastOut = left;
    for (int i = 1; i <= routers; i++) {
      left = router(left.peer(), i);
    }
    left.peer().attach(sink, 1);
    packets = new byte[flows][FRAME_BYTES];
    for (int i = 0; i < flows; i++) {
      write(packets[i], FIRST_PORT + i);
    }
    while (loop.pending() > 0) {
      loop.fireNext(Long.MAX_VALUE); // what interfaces say by themselves
    }
  }

  private VethEnd pair(int number) {
    VethEnd end =
        VethEnd.pair(
            machine.softnet(),
            new VethEnd.Spec("right", 0x0200_0000_0000L + number),
            new VethEnd.Spec("left", 0x0201_0000_0000L + number));
    end.setUp(true);
    end.peer().setUp(true);
    return end;
  }

  /// Adds a router behind a veth end that becomes its left device.
  ///
  /// @return its right device, whose peer belongs to whoever comes next
  private VethEnd router(VethEnd left, int number) {
    Netns router = machine.newNamespace("router" + number);
    router.ipv6().interfaces().setDisabled(null, true);
    router.ipv4().interfaces().setForwarding(true);
    VethEnd right = pair(number);
    add(router, left, NETWORKS | (number << 8) | 2);
    add(router, right, NETWORKS | ((number + 1) << 8) | 1);
    int next = NETWORKS | ((number + 1) << 8) | 2;
    router
        .ipv4()
        .fib()
        .add(
            new Route(
                new Ipv4Prefix(DESTINATION, 16).masked(),
                RouteType.UNICAST,
                right,
                next,
                0,
                0,
                Scope.GLOBAL,
                "static",
                Route.MAIN_TABLE,
                false,
                Route.Extras.NONE));
    router.ipv4().neighbours().addPermanent(right, next, right.peer().mac());
    last = router;
    lastOut = right;
    return right;
  }

  private static void add(Netns router, VethEnd device, int address) {
    router.add(device);
    Ipv4Prefix prefix = new Ipv4Prefix(address, 24);
    router.ipv4().interfaces().addAddress(device, prefix, prefix.broadcast());
    device.setUp(true);
  }

  private void write(byte[] packet, int sourcePort) {
    int total = FRAME_BYTES - Ethernet.HEADER_BYTES;
    int udp = Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;
    Ethernet.write(packet, 0, sender.peer().mac(), sender.mac(), Ethernet.IPV4);
    Ipv4.writeLengths(packet, Ethernet.HEADER_BYTES, total, 0, Ipv4.DF);
    Ipv4.writeAddresses(packet, Ethernet.HEADER_BYTES, (64 << 8) | Ipv4.UDP, SOURCE, DESTINATION);
    Udp.write(packet, udp, sourcePort, 9, total - Ipv4.HEADER_BYTES);
    Udp.writeChecksum(packet, udp, SOURCE, DESTINATION);
  }

  /// Lets the last router translate what it sends on, and sends one packet of every flow.
  void masquerade() {
    Table table = last.ipv4().netfilter().tables().open(Table.Kind.NAT);
    Chain chain = Objects.requireNonNull(table.chain("POSTROUTING"));
    List<String> words = List.of("-o", lastOut.name(), "-j", "MASQUERADE");
    try {
      chain.append(RuleReader.read(words, table));
    } catch (RuleException e) {
      throw new IllegalStateException(e);
    }
    for (int sent = 0; sent < packets.length; sent += BURST) {
      burst();
    }
  }

  /// Sends one packet each of the next flows and lets all of them arrive at the far end.
  void burst() {
    for (int i = 0; i < BURST; i++) {
      byte[] packet = packets[turn++ % packets.length];
      Frame frame = pool.take(FRAME_BYTES);
      System.arraycopy(packet, 0, frame.data(), frame.offset(), FRAME_BYTES);
      sender.transmit(frame);
    }
    loop.runUntil(arrived, Long.MAX_VALUE);
  }

  /// Whether every frame has come to its end.
  private boolean hasArrived() {
    return pool.outstanding() == 0;
  }

  /// Frames that arrived.
  long received() {
    return sink.received();
  }

  /// Frames neither arrived nor lost.
  int outstanding() {
    return pool.outstanding();
  }

  /// Connections the last router follows.
  int connections() {
    return last.ipv4().netfilter().conntrack().connections().size();
  }
}

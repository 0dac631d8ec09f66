package dev.drydock.benchmarks;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.CostModel;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.device.link.Link;
import dev.drydock.core.device.link.Nic;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.ip.EchoListener;
import dev.drydock.core.ip.EchoSocket;
import dev.drydock.core.ip.SendResult;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Nanos;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;

/// Two containers on a bridge of one machine, and a second machine beside it.
///
/// ```
///   one 10.0.0.2 --veth-- br0 10.0.0.1 --veth-- two 10.0.0.3
///                          host 192.168.0.1 --link-- pc 192.168.0.2
/// ```
final class TwoHosts implements EchoListener {
  /// How many rounds [#showAllDevices] makes.
  static final String ROUNDS_PROPERTY = "drydock.bench.rounds";

  private static final int ROUNDS = 20_000;
  private static final byte[] PAYLOAD = new byte[56];

  /// When the bridge has told its groups and talks no more on its own.
  private static final long QUIET_NANOS = 20 * Nanos.SECOND;

  private final EventLoop loop = new EventLoop();
  private final FramePool pool = new FramePool();
  private final RandomStream random = new RandomStream(1, "benchmark");
  private final Machine host = machine("host");
  private final Machine pc = machine("pc");
  private final EchoSocket oneToTwo;
  private final EchoSocket hostToPc;
  private final EchoSocket hostToItself;
  private final Netns one;
  private final Netns two;
  private int replies;

  TwoHosts() {
    Bridge bridge = new Bridge(host.softnet(), "br0", host.randomMac());
    host.root().add(bridge);
    address(host.root(), bridge, "10.0.0.1/24");
    bridge.setUp(true);
    one = container(bridge, "one", "10.0.0.2/24");
    two = container(bridge, "two", "10.0.0.3/24");
    Link link = new Link(loop, "lan", 1_000_000_000, 20_000);
    card(host, link, "192.168.0.1/24");
    card(pc, link, "192.168.0.2/24");
    oneToTwo = socket(one, "10.0.0.3");
    hostToPc = socket(host.root(), "192.168.0.2");
    hostToItself = socket(host.root(), "127.0.0.1");
    loop.runUntil(QUIET_NANOS);
  }

  private Machine machine(String name) {
    Machine machine = new Machine(loop, pool, random, new Machine.Box(name, CostModel.LINUX));
    machine.root().ipv6().interfaces().setDisabled(null, true); // it would talk on its own
    return machine;
  }

  private Netns container(Bridge bridge, String name, String prefix) {
    Netns namespace = host.newNamespace(name);
    namespace.ipv6().interfaces().setDisabled(null, true);
    VethEnd inside =
        VethEnd.pair(
            host.softnet(),
            new VethEnd.Spec("eth0", host.randomMac()),
            new VethEnd.Spec("veth-" + name, host.randomMac()));
    namespace.add(inside);
    host.root().add(inside.peer());
    bridge.addPort(inside.peer());
    inside.peer().setUp(true);
    address(namespace, inside, prefix);
    inside.setUp(true);
    return namespace;
  }

  private static void card(Machine machine, Link link, String prefix) {
    Nic nic = new Nic(machine.softnet(), DeviceKind.PHYSICAL, "eth0", machine.randomMac());
    machine.root().add(nic);
    link.plug(nic);
    address(machine.root(), nic, prefix);
    nic.setUp(true);
  }

  private static void address(Netns namespace, NetDevice device, String text) {
    Ipv4Prefix prefix = Ipv4Prefix.parse(text);
    namespace.ipv4().interfaces().addAddress(device, prefix, prefix.broadcast());
  }

  private EchoSocket socket(Netns namespace, String destination) {
    EchoSocket socket = namespace.ipv4().icmp().open(7, this);
    socket.flow().destination = Ipv4Address.parse(destination);
    return socket;
  }

  /// One ping from container to container.
  void ping() {
    roundTrip(oneToTwo);
  }

  /// Lets both containers forget the other's MAC.
  void forgetNeighbours() {
    one.ipv4().neighbours().flush();
    two.ipv4().neighbours().flush();
  }

  /// Lets all kinds of devices work in a network of their own, so that the JIT compiles the
  /// product's code and not that of a single path.
  static void showAllDevices() {
    new TwoHosts().mixedTraffic(Integer.getInteger(ROUNDS_PROPERTY, ROUNDS));
  }

  /// Pings between the containers, over the link and over the loopback device.
  void mixedTraffic(int rounds) {
    for (int i = 0; i < rounds; i++) {
      roundTrip(oneToTwo);
      roundTrip(hostToPc);
      roundTrip(hostToItself);
    }
  }

  private void roundTrip(EchoSocket socket) {
    int before = replies;
    SendResult sent = socket.send(before, PAYLOAD);
    while (replies == before) {
      if (sent != SendResult.OK || loop.pending() == 0) {
        throw new IllegalStateException("ping failed: " + sent);
      }
      loop.fireNext(Long.MAX_VALUE);
    }
  }

  /// Pings that came back.
  int replies() {
    return replies;
  }

  /// Frames on their way or waiting.
  int outstanding() {
    return pool.outstanding();
  }

  @Override
  public void replied(Frame frame, int icmpAt) {
    replies++;
  }

  @Override
  public void failed(Frame frame, int icmpAt, int sequence) {
    throw new IllegalStateException("ping failed");
  }
}

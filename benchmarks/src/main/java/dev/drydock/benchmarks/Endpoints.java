package dev.drydock.benchmarks;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.CostModel;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ipv4Prefix;

/// A machine with many idle containers: each a namespace with `lo` and one end of a veth pair, an
/// address with its routes, and the other end on a bridge, a thousand to a bridge.
final class Endpoints {
  private static final int PER_BRIDGE = 1000;
  private static final int FIRST_ADDRESS = 0x0a00_0002; // 10.0.0.2

  private final EventLoop loop = new EventLoop();
  private final Machine machine =
      new Machine(
          loop,
          new FramePool(),
          new RandomStream(1, "endpoints"),
          new Machine.Box("host", CostModel.LINUX));

  Endpoints(int count) {
    Bridge bridge = newBridge(0);
    for (int i = 0; i < count; i++) {
      if (i > 0 && i % PER_BRIDGE == 0) {
        bridge = newBridge(i / PER_BRIDGE);
      }
      add(bridge, i);
    }
  }

  private Bridge newBridge(int number) {
    Bridge bridge = new Bridge(machine.softnet(), "br" + number, machine.randomMac());
    machine.root().add(bridge);
    bridge.setUp(true);
    return bridge;
  }

  private void add(Bridge bridge, int number) {
    Netns namespace = machine.newNamespace("c" + number);
    namespace.loopback().setUp(true);
    VethEnd inside =
        VethEnd.pair(
            machine.softnet(),
            new VethEnd.Spec("eth0", machine.randomMac()),
            new VethEnd.Spec("veth" + number, machine.randomMac()));
    machine.root().add(inside.peer());
    namespace.add(inside);
    bridge.addPort(inside.peer());
    Ipv4Prefix prefix = new Ipv4Prefix(FIRST_ADDRESS + number, 16);
    namespace.ipv4().interfaces().addAddress(inside, prefix, prefix.broadcast());
    inside.setUp(true);
    inside.peer().setUp(true);
  }

  int namespaces() {
    return machine.namespaces().size();
  }
}

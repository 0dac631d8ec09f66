package dev.drydock.core.device;

import dev.drydock.core.app.PingOptions;
import dev.drydock.core.app.PingReply;
import dev.drydock.core.app.PingReporter;
import dev.drydock.core.app.PingStyle;
import dev.drydock.core.app.Pinger;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.testing.TestNet;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.IpAddress;
import java.util.List;
import java.util.Objects;

/// A machine whose `eth0` (10.0.0.1) leads to a `pc` (10.0.0.9), and children on that `eth0`, each
/// `eth0` of a namespace of its own.
final class ParentNet {
  final TestNet net = new TestNet();
  final Netns root = net.machine().root();
  final Netns pc = net.namespace("pc");
  final VethEnd eth0;
  final VethEnd wire;

  ParentNet() {
    VethEnd.Spec spec = new VethEnd.Spec("eth0", 0x0200_0000_0001L);
    eth0 = VethEnd.pair(net.machine().softnet(), spec, new VethEnd.Spec("eth0", 0x0200_0000_0009L));
    wire = eth0.peer();
    root.add(eth0);
    pc.add(wire);
    eth0.setUp(true);
    wire.setUp(true);
    net.address(root, eth0, "10.0.0.1/24");
    net.address(pc, wire, "10.0.0.9/24");
    net.run(1);
  }

  /// A macvlan with the MAC 02:00:00:00:00:LAST and the address 10.0.0.LAST.
  Macvlan macvlan(int last, MacvlanMode mode) {
    Macvlan.Spec spec = new Macvlan.Spec("child" + last, 0x0200_0000_0000L | last, mode);
    return settle(Macvlan.on(eth0, spec), "10.0.0." + last + "/24");
  }

  /// An ipvlan with an address.
  Ipvlan ipvlan(IpvlanMode mode, IpvlanFlag flag, String cidr) {
    return settle(Ipvlan.on(eth0, new Ipvlan.Spec("child", mode, flag)), cidr);
  }

  /// Moves a new device to a namespace of its own, up and with an address.
  <T extends NetDevice> T settle(T device, String cidr) {
    root.add(device);
    Netns inside = net.namespace("ns" + device.index());
    inside.moveIn(device);
    device.rename("eth0");
    net.address(inside, device, cidr);
    device.setUp(true);
    net.run(1);
    return device;
  }

  /// The namespace of a device.
  static Netns of(NetDevice device) {
    return (Netns) Objects.requireNonNull(device.upper());
  }

  /// How many of two pings are answered.
  int pings(Netns from, String to) {
    Answers answers = new Answers();
    PingOptions options = PingOptions.of(net.loop(), PingStyle.IPUTILS, IpAddress.parse(to), 2);
    new Pinger(from, 77, options, answers).start();
    net.run(12);
    return answers.count;
  }

  private static final class Answers implements PingReporter {
    private int count;

    @Override
    public void replied(PingReply reply) {
      count++;
    }
  }

  /// Watches devices from now on.
  void watch(NetDevice... devices) {
    net.forget();
    for (NetDevice device : devices) {
      net.watch(device);
    }
  }

  /// Sends a frame of no protocol.
  void send(NetDevice from, long destination, long source) {
    Frame frame = net.frames().take(60);
    Ethernet.write(frame.data(), frame.offset(), destination, source, 0x9999);
    from.transmit(frame);
    net.run(0.001);
  }

  /// Whether a device received a frame of no protocol.
  boolean heard(NetDevice device) {
    return net.seen(device).contains("< type 0x9999");
  }

  /// Which of the devices received one.
  List<Boolean> heard(NetDevice first, NetDevice second) {
    return List.of(heard(first), heard(second));
  }
}

package dev.drydock.core.testing;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.CostModel;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.device.link.Link;
import dev.drydock.core.device.link.Nic;
import dev.drydock.core.device.link.SwitchPort;
import dev.drydock.core.frame.FramePool;
import dev.drydock.core.ip.route.Ipv6Route;
import dev.drydock.core.ip.route.Route;
import dev.drydock.core.ip.route.RouteType;
import dev.drydock.core.ip.route.Scope;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.RandomStream;
import dev.drydock.core.wire.Ipv4Address;
import dev.drydock.core.wire.Ipv4Prefix;
import dev.drydock.core.wire.Ipv6Address;
import dev.drydock.core.wire.Ipv6Prefix;
import java.util.ArrayList;
import java.util.List;

/// A small network for tests: one machine, namespaces on it, veth pairs and bridges between them,
/// and what every device saw. IPv6 is off unless it is asked for, so that links are quiet.
public final class TestNet {
  private final EventLoop loop = new EventLoop();
  private final FramePool frames = new FramePool();
  private final Machine machine;
  private final List<Sighting> sightings = new ArrayList<>();
  private final boolean ipv6;
  private int pairs;
  private int nics;

  /// One machine whose work costs nothing.
  public TestNet() {
    this(CostModel.ZERO);
  }

  /// One machine with these costs.
  public TestNet(CostModel costs) {
    this(costs, false);
  }

  private TestNet(CostModel costs, boolean ipv6) {
    Machine.Box box = new Machine.Box("host", costs);
    this.machine = new Machine(loop, frames, new RandomStream(1, "test"), box);
    this.ipv6 = ipv6;
    if (!ipv6) {
      machine.root().ipv6().interfaces().setDisabled(null, true);
    }
  }

  /// One machine with IPv6.
  public static TestNet withIpv6() {
    return new TestNet(CostModel.ZERO, true);
  }

  /// A frame that passed a watched device.
  ///
  /// @param device the device's path
  /// @param text the frame in one line, see [FrameText#summary]
  public record Sighting(long timeNanos, String device, boolean outbound, String text) {}

  /// A card that is up, plugged into a link: `nic1` with 02:00:00:00:00:01 in a namespace `m1`, and
  /// so on.
  public Nic nic(Link link, SwitchPort port) {
    nics++;
    long mac = 0x0200_0000_0000L + nics;
    Nic nic = new Nic(machine.softnet(), DeviceKind.PHYSICAL, "nic" + nics, mac);
    namespace("m" + nics).add(nic);
    link.plug(nic, port);
    nic.setUp(true);
    return nic;
  }

  /// The clock.
  public EventLoop loop() {
    return loop;
  }

  /// Where frames come from.
  public FramePool frames() {
    return frames;
  }

  /// The machine.
  public Machine machine() {
    return machine;
  }

  /// A new namespace whose `lo` is up.
  public Netns namespace(String name) {
    Netns namespace = machine.newNamespace(name);
    if (!ipv6) {
      namespace.ipv6().interfaces().setDisabled(null, true);
    }
    namespace.loopback().setUp(true);
    return namespace;
  }

  /// A bridge in the machine's own namespace, up for long, with an address.
  public Bridge bridge(String name, String cidr) {
    Bridge bridge = new Bridge(machine.softnet(), name, machine.randomMac());
    bridge.setOwnMac(bridge.mac());
    machine.root().add(bridge);
    bridge.setUp(true);
    machine.root().ipv4().settle();
    address(machine.root(), bridge, cidr);
    return bridge;
  }

  /// Joins a namespace to a bridge by a veth pair: `eth0` inside, up, with an address.
  ///
  /// @return the inner end
  public VethEnd join(Netns namespace, Bridge bridge, String cidr) {
    pairs++;
    VethEnd outer =
        VethEnd.pair(
            machine.softnet(),
            new VethEnd.Spec("veth" + pairs, machine.randomMac()),
            new VethEnd.Spec("eth0", machine.randomMac()));
    machine.root().add(outer);
    bridge.addPort(outer);
    outer.setUp(true);
    namespace.moveIn(outer.peer());
    outer.peer().setUp(true);
    address(namespace, outer.peer(), cidr);
    return outer.peer();
  }

  /// Gives a device an address, of IPv4 or of IPv6; the latter can be used at once.
  public void address(Netns namespace, NetDevice device, String cidr) {
    if (cidr.contains(":")) {
      namespace.ipv6().interfaces().addAddress(device, Ipv6Prefix.parse(cidr), true);
      return;
    }
    namespace.ipv4().interfaces().addAddress(device, Ipv4Prefix.parse(cidr), 0);
  }

  /// Adds a route by a gateway, of IPv4 or of IPv6.
  public void route(Netns namespace, NetDevice device, String prefix, String gateway) {
    if (prefix.contains(":")) {
      route(namespace, device, Ipv6Prefix.parse(prefix), Ipv6Address.parse(gateway));
      return;
    }
    namespace
        .ipv4()
        .fib()
        .add(
            new Route(
                Ipv4Prefix.parse(prefix),
                RouteType.UNICAST,
                device,
                Ipv4Address.parse(gateway),
                0,
                0,
                Scope.GLOBAL,
                "boot",
                Route.MAIN_TABLE,
                false,
                Route.Extras.NONE));
  }

  private static void route(
      Netns namespace, NetDevice device, Ipv6Prefix prefix, Ipv6Address gateway) {
    namespace
        .ipv6()
        .fib()
        .append(
            new Ipv6Route(
                prefix,
                RouteType.UNICAST,
                device,
                gateway,
                Ipv6Route.USER_METRIC,
                "boot",
                Route.MAIN_TABLE,
                Ipv6Route.Extras.NONE));
  }

  /// Notes every frame that passes a device.
  public void watch(NetDevice device) {
    device.setTap((time, frame, outbound) ->
        sightings.add(new Sighting(time, device.path(), outbound, FrameText.summary(frame))));
  }

  /// What was seen on a device, one line a frame, `>` for sent and `<` for received.
  public List<String> seen(NetDevice device) {
    return sightings.stream()
        .filter(s -> s.device.equals(device.path()))
        .map(s -> (s.outbound ? "> " : "< ") + s.text)
        .toList();
  }

  /// Everything that was seen.
  public List<Sighting> sightings() {
    return List.copyOf(sightings);
  }

  /// Forgets what was seen.
  public void forget() {
    sightings.clear();
  }

  /// Lets virtual time pass.
  public void run(double seconds) {
    loop.runUntil(loop.nowNanos() + (long) (seconds * 1e9));
  }
}

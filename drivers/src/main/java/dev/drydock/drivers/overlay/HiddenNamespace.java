package dev.drydock.drivers.overlay;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.OffloadDefaults;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.device.vxlan.VxlanConfig;
import dev.drydock.core.device.vxlan.VxlanDevice;
import dev.drydock.core.ip.neighbour.Neighbour;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.IpPrefix;
import dev.drydock.drivers.network.Subnet;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The namespace of an overlay network on a node that no container has: for each subnet a bridge
/// with the gateway's address and a VXLAN device (libnetwork `drivers/overlay/ov_network.go`,
/// `initSubnetSandbox`).
final class HiddenNamespace {
  private static final VxlanConfig.Flags FLAGS = new VxlanConfig.Flags(true, true, true, true);

  private final Netns namespace;
  private final Machine machine;
  private final Wire wire;
  private final List<Switch> switches = new ArrayList<>();
  private final LatePeers peers;
  private int plugged;

  HiddenNamespace(Netns namespace, Machine machine, Wire wire, PeerTable known) {
    this.namespace = namespace;
    this.machine = machine;
    this.wire = wire;
    this.peers = new LatePeers(this, known);
    namespace.ipv4().neighbours().setLate(peers.byAddress());
    var sysctls = namespace.sysctls();
    if (wire.wholeNamespaceIpv6()) {
      sysctls.set("net.ipv6.conf.all.disable_ipv6", "1");
      sysctls.set("net.ipv6.conf.default.disable_ipv6", "1");
    }
    String forwarding = machine.root().sysctls().get("net.ipv4.ip_forward");
    sysctls.set("net.ipv4.ip_forward", forwarding == null ? "0" : forwarding);
    namespace.loopback().setUp(true);
  }

  /// How frames get to other nodes.
  ///
  /// @param port the UDP port
  /// @param mtuBytes the largest packet inside
  /// @param wholeNamespaceIpv6 whether IPv6 is switched off for all interfaces at once, `lo` too
  record Wire(int port, int mtuBytes, boolean wholeNamespaceIpv6) {}

  /// A subnet and its VXLAN network identifier.
  record Segment(Subnet subnet, int vni) {}

  /// What there is of a segment: its bridge and its tunnel.
  public record Switch(IpPrefix subnet, Bridge bridge, VxlanDevice tunnel) {}

  /// The namespace.
  public Netns namespace() {
    return namespace;
  }

  void add(Segment segment) {
    int number = switches.size();
    Bridge bridge = new Bridge(machine.softnet(), "br" + number, machine.randomMac());
    bridge.setTxQueueFrames(0);
    namespace.add(bridge);
    switchOffIpv6(bridge);
    Netns root = machine.root();
    VxlanDevice tunnel =
        new VxlanDevice(
            machine.softnet(),
            new VxlanDevice.Spec("vxlan" + number, machine.randomMac(), root),
            VxlanConfig.of(segment.vni(), wire.port()).withFlags(FLAGS),
            root.udp().tunnels());
    tunnel.fdb().setLate(peers.byMac());
    tunnel.setTxQueueFrames(0);
    tunnel.attach(null, root.skipIndex());
    tunnel.setMtu(wire.mtuBytes());
    keepOffloads(bridge);
    keepOffloads(tunnel);
    namespace.moveIn(tunnel);
    switchOffIpv6(tunnel);
    bridge.addPort(tunnel);
    IpPrefix gateway = segment.subnet().gatewayPrefix();
    if (gateway != null) {
      var interfaces = namespace.ipv4().interfaces();
      interfaces.addAddress(bridge, gateway.v4(), gateway.last().v4());
    }
    bridge.setUp(true);
    tunnel.setUp(true);
    switches.add(new Switch(segment.subnet().prefix(), bridge, tunnel));
  }

  /// Takes the near end of a container's pair in.
  void plug(VethEnd end, @Nullable IpPrefix address) {
    end.rename("veth" + plugged++);
    keepOffloads(end);
    namespace.moveIn(end);
    switchOffIpv6(end);
    Switch found = address == null ? null : switchOf(address.address());
    if (found != null) {
      found.bridge().addPort(end);
    }
    end.setUp(true);
  }

  private void switchOffIpv6(NetDevice device) {
    namespace.sysctls().set("net.ipv6.conf." + device.name() + ".disable_ipv6", "1");
  }

  /// Gives a device the offloads that Linux sets where a user switches them off on a host: nobody
  /// does so in here.
  private void keepOffloads(NetDevice device) {
    if (machine.softnet().offloads() == OffloadDefaults.OFF) {
      device.setOffloads(OffloadDefaults.KERNEL);
    }
  }

  void unplug(VethEnd end) {
    if (end.rxHandler() instanceof BridgePort port) {
      port.bridge().removePort(port);
    }
    namespace.remove(end);
  }

  String name() {
    return namespace.name();
  }

  void close() {
    for (Switch each : switches) {
      each.tunnel().setUp(false);
    }
    machine.remove(namespace);
  }

  private @Nullable Switch switchOf(IpAddress address) {
    for (Switch each : switches) {
      if (each.subnet().contains(address)) {
        return each;
      }
    }
    return null;
  }

  // ---- endpoints elsewhere ---------------------------------------------------------------

  /// The endpoints elsewhere.
  LatePeers peers() {
    return peers;
  }

  /// Makes the entries of an endpoint.
  void make(Peer peer) {
    Switch found = switchOf(peer.address());
    if (found != null) {
      var neighbours = namespace.ipv4().neighbours();
      neighbours.addPermanent(found.tunnel(), peer.address().v4(), peer.mac());
      found.tunnel().fdb().add(peer.mac(), peer.tunnelEnd().v4());
    }
  }

  /// Removes the entries of an endpoint.
  void unmake(Peer peer) {
    Switch found = switchOf(peer.address());
    if (found == null) {
      return;
    }
    var neighbours = namespace.ipv4().neighbours();
    Neighbour neighbour = neighbours.lookup(found.tunnel(), peer.address().v4());
    if (neighbour != null) {
      neighbours.remove(neighbour);
    }
    found.tunnel().fdb().remove(peer.mac());
  }
}

package dev.drydock.scenarios.tools.net.link;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.Ipvlan;
import dev.drydock.core.device.Loopback;
import dev.drydock.core.device.Macvlan;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.machine.Machine;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.scenarios.tools.net.iproute.NetErrno;
import dev.drydock.scenarios.tools.net.iproute.ToolFailure;
import dev.drydock.scenarios.tools.net.iproute.Words;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The kernel's side of requests about links (`rtnetlink.c`, `br_if.c`): each changes the model or
/// says why not. `ip link`, `brctl` and `ifconfig` share it.
final class LinkChanges {
  private final Machine machine;
  private final Netns namespace;

  LinkChanges(Machine machine, Netns namespace) {
    this.machine = machine;
    this.namespace = namespace;
  }

  Machine machine() {
    return machine;
  }

  /// Whether the kernel can make devices of a type.
  boolean kernelHas(String type) {
    DeviceKind kind = DeviceKind.valueOf(type.toUpperCase(Locale.ROOT));
    return machine.softnet().kernel().has(kind);
  }

  /// A link to make; empty names are chosen by the kernel, a MAC of -1 is random.
  ///
  /// @param netns where the link goes
  record NewLink(String name, long mac, int mtuBytes, Netns netns) {}

  /// Makes a bridge.
  NetErrno addBridge(NewLink link) {
    String name = nameFor(link, "bridge");
    if (link.netns().device(name) != null) {
      return NetErrno.EXISTS;
    }
    boolean random = link.mac() < 0;
    Bridge bridge = new Bridge(machine.softnet(), name, random ? machine.randomMac() : link.mac());
    link.netns().add(bridge);
    if (!random) {
      bridge.setOwnMac(link.mac());
    }
    if (link.mtuBytes() > 0) {
      bridge.setOwnMtu(link.mtuBytes());
    }
    return NetErrno.OK;
  }

  /// Makes a veth pair; the peer is registered first, so it gets the lower index (`veth_newlink`).
  NetErrno addVeth(NewLink link, NewLink peer) {
    String peerName = nameFor(peer, "veth");
    if (peer.netns().device(peerName) != null) {
      return NetErrno.EXISTS;
    }
    String name = nameFor(link, "veth");
    if (link.name().isEmpty() && name.equals(peerName)) {
      name = nextName(link.netns(), "veth", peerName);
    }
    if (link.netns().device(name) != null
        || (link.netns() == peer.netns() && name.equals(peerName))) {
      return NetErrno.EXISTS;
    }
    VethEnd.Spec spec = new VethEnd.Spec(name, macFor(link));
    VethEnd end = VethEnd.pair(machine.softnet(), spec, new VethEnd.Spec(peerName, macFor(peer)));
    peer.netns().add(end.peer());
    link.netns().add(end);
    end.withoutCarrier();
    if (link.netns() != peer.netns()) {
      link.netns().idOf(peer.netns()); // the message about the new link tells where its peer is
    }
    setMtuIfGiven(end, link);
    setMtuIfGiven(end.peer(), peer);
    return NetErrno.OK;
  }

  /// Makes a device that stands on another, or a dummy.
  NetErrno addStacked(String type, NewLink link, @Nullable NetDevice lower, Words words)
      throws ToolFailure {
    return new StackedLinks(machine).add(type, link, lower, words);
  }

  private static void setMtuIfGiven(NetDevice device, NewLink link) {
    if (link.mtuBytes() > 0) {
      device.setMtu(link.mtuBytes());
    }
  }

  private long macFor(NewLink link) {
    return link.mac() < 0 ? machine.randomMac() : link.mac();
  }

  static String nameFor(NewLink link, String kind) {
    return link.name().isEmpty() ? nextName(link.netns(), kind, "") : link.name();
  }

  private static String nextName(Netns netns, String kind, String taken) {
    int number = 0;
    while (netns.device(kind + number) != null || (kind + number).equals(taken)) {
      number++;
    }
    return kind + number;
  }

  /// Deletes a link, with the other end of a pair; a bridge lets its ports go.
  NetErrno delete(NetDevice device) {
    switch (device.kind()) {
      case LOOPBACK, PHYSICAL -> {
        return NetErrno.NOT_SUPPORTED;
      }
      case BRIDGE -> {
        Bridge bridge = (Bridge) device;
        for (BridgePort port : bridge.ports()) {
          bridge.removePort(port);
        }
        free(device);
        namespace.destroy(device);
      }
      case VLAN, MACVLAN, IPVLAN, DUMMY, VXLAN -> {
        free(device);
        namespace.destroy(device);
      }
      case VETH -> {
        free(device);
        namespace.destroy(device);
        if (device instanceof VethEnd end) {
          free(end.peer());
          if (end.peer().upper() instanceof Netns other) {
            other.destroy(end.peer());
          }
        }
      }
    }
    return NetErrno.OK;
  }

  private static void free(NetDevice device) {
    if (device.rxHandler() instanceof BridgePort port) {
      port.bridge().removePort(port);
    }
  }

  /// Enslaves a device; a port of another bridge leaves that first (`do_set_master`).
  NetErrno setMaster(NetDevice device, NetDevice master) {
    if (device.master() == master) {
      return NetErrno.OK;
    }
    free(device);
    return master instanceof Bridge bridge ? addPort(bridge, device) : NetErrno.NOT_SUPPORTED;
  }

  /// Enslaves a device that is free (`br_add_if`).
  NetErrno addPort(Bridge bridge, NetDevice device) {
    try {
      bridge.addPort(device);
      return NetErrno.OK;
    } catch (IllegalArgumentException e) {
      return switch (String.valueOf(e.getMessage())) {
        case "ELOOP" -> NetErrno.LOOP.saying("Can not enslave a bridge to a bridge");
        case "EBUSY" -> NetErrno.BUSY;
        case "EXFULL" -> NetErrno.EXCHANGE_FULL;
        default -> NetErrno.INVALID;
      };
    }
  }

  /// Frees a device of its bridge.
  NetErrno setNoMaster(NetDevice device) {
    free(device);
    return NetErrno.OK;
  }

  NetErrno setMtu(NetDevice device, int bytes) {
    LinkConstants constants = LinkConstants.of(device);
    if (bytes < constants.mtuMin()) {
      return NetErrno.INVALID.saying("mtu less than device minimum");
    }
    if (constants.mtuMax() > 0 && bytes > constants.mtuMax()) {
      return NetErrno.INVALID.saying("mtu greater than device maximum");
    }
    NetDevice lower = device.lower();
    if (lower != null && bytes > lower.mtuBytes() && device.kind() != DeviceKind.IPVLAN) {
      return device.kind() == DeviceKind.VLAN ? NetErrno.OUT_OF_RANGE : NetErrno.INVALID;
    }
    if (device instanceof Bridge bridge) {
      bridge.setOwnMtu(bytes);
    } else {
      device.setMtu(bytes);
    }
    return NetErrno.OK;
  }

  NetErrno setMac(NetDevice device, long mac) {
    if (mac == 0 || Ethernet.isGroup(mac)) {
      return NetErrno.ADDRESS_NOT_AVAILABLE; // eth_prepare_mac_addr_change
    }
    return switch (device) {
      case Loopback _, Ipvlan _ -> NetErrno.NOT_SUPPORTED;
      case Macvlan macvlan when !macvlan.macError(mac).isEmpty() -> NetErrno.ADDRESS_IN_USE;
      default -> {
        device.changeMac(mac);
        yield NetErrno.OK;
      }
    };
  }

  /// Sets a device up.
  NetErrno setUp(NetDevice device) {
    String error = device.openError();
    if (!device.isUp() && !error.isEmpty()) {
      return error.equals("ENETDOWN") ? NetErrno.NETWORK_DOWN : NetErrno.ADDRESS_IN_USE;
    }
    device.setUp(true);
    return NetErrno.OK;
  }

  NetErrno rename(NetDevice device, String name) {
    NetDevice other = namespace.device(name);
    if (other != null && other != device) {
      return NetErrno.EXISTS;
    }
    if (device.isUp() && other != device && !device.softnet().kernel().isAtLeast(6, 2)) {
      return NetErrno.BUSY; // IFF_LIVE_RENAME_OK
    }
    device.rename(name);
    namespace.ipv4().interfaces().of(device).renamed();
    return NetErrno.OK;
  }

  /// Moves a link to another namespace; a port leaves its bridge (`__dev_change_net_namespace`).
  NetErrno move(NetDevice device, @Nullable Netns target) {
    if (target == null) {
      return NetErrno.INVALID;
    }
    if (device.kind() == DeviceKind.LOOPBACK || device.kind() == DeviceKind.BRIDGE) {
      return NetErrno.INVALID.saying("The interface netns is immutable");
    }
    if (target.device(device.name()) != null && target != namespace) {
      return NetErrno.EXISTS;
    }
    if (target != namespace) {
      free(device);
      target.moveIn(device);
    }
    return NetErrno.OK;
  }
}

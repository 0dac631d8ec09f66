package dev.drydock.scenarios.tools.net.iproute;

import dev.drydock.core.device.Bridge;
import dev.drydock.core.device.BridgePort;
import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import dev.drydock.core.device.VethEnd;
import dev.drydock.core.device.link.Nic;
import dev.drydock.core.device.vxlan.VxlanDevice;
import dev.drydock.core.netns.Netns;
import dev.drydock.core.qdisc.Qdisc;
import dev.drydock.core.wire.Mac;
import dev.drydock.scenarios.tools.InterfaceFlags;
import dev.drydock.scenarios.tools.OperState;
import org.jspecify.annotations.Nullable;

/// What the kernel tells of a device when asked by netlink (`rtnl_fill_ifinfo`), worked out from
/// the model.
public final class LinkView {
  private final Netns namespace;
  private final NetDevice device;
  private final boolean isByIndex;

  LinkView(Netns namespace, NetDevice device) {
    this(namespace, device, false);
  }

  private LinkView(Netns namespace, NetDevice device, boolean isByIndex) {
    this.namespace = namespace;
    this.device = device;
    this.isByIndex = isByIndex;
  }

  /// The same as one sees it who is told only the index of what is below or across.
  public LinkView byIndex() {
    return new LinkView(namespace, device, true);
  }

  /// The device below or across (`IFLA_LINK`).
  ///
  /// @param index its index, in its own namespace
  /// @param here the device when it is in the same namespace
  /// @param netnsId the id of its namespace, -1 when it is the same
  public record Lower(int index, @Nullable NetDevice here, int netnsId) {}

  public NetDevice device() {
    return device;
  }

  public int index() {
    return device.index();
  }

  public String name() {
    return device.name();
  }

  /// How link-local addresses are made (`IFLA_INET6_ADDR_GEN_MODE`).
  public String addressMode() {
    return AddressModes.word(namespace.sysctls().get(AddressModes.key(device.name())));
  }

  /// The word of `link/…`.
  public String hardware() {
    return isLoopback() ? "loopback" : "ether";
  }

  boolean isLoopback() {
    return device.kind() == DeviceKind.LOOPBACK;
  }

  public String mac() {
    return Mac.format(device.mac());
  }

  /// The broadcast address of the link.
  public String broadcast() {
    long set = device.flags().broadcastMac();
    return isLoopback() || set != 0 ? Mac.format(set) : "ff:ff:ff:ff:ff:ff";
  }

  /// The flags of `dev_get_flags`.
  public int flags() {
    return InterfaceFlags.of(device);
  }

  /// The operational state.
  public String operState() {
    return OperState.of(device);
  }

  /// The queue discipline: virtual devices have none, a card the kernel's own.
  public String qdisc() {
    if (!device.hasBeenUp()) {
      return "noop";
    }
    Qdisc given = device.qdisc();
    if (given != null) {
      return given.kind();
    }
    return device.kind() == DeviceKind.PHYSICAL ? "pfifo_fast" : "noqueue";
  }

  public @Nullable NetDevice master() {
    return device.master();
  }

  /// The bridge port this device is, if any.
  public @Nullable BridgePort port() {
    return device.rxHandler() instanceof BridgePort port ? port : null;
  }

  public @Nullable Bridge bridge() {
    return device instanceof Bridge bridge ? bridge : null;
  }

  public @Nullable Lower lower() {
    Lower lower = told();
    return lower == null || !isByIndex
        ? lower
        : new Lower(lower.index(), namespace.device(lower.index()), -1);
  }

  private @Nullable Lower told() {
    if (device instanceof VethEnd end) {
      NetDevice peer = end.peer();
      if (peer.upper() == namespace) {
        return new Lower(peer.index(), peer, -1);
      }
      Object elsewhere = peer.upper();
      return new Lower(peer.index(), null, elsewhere == null ? 0 : namespace.idOf(elsewhere));
    }
    if (device instanceof Nic nic && nic.kind() == DeviceKind.VETH) {
      // The other end was made together with this one and then moved to the wire.
      Object wire = nic.link() == null ? nic : nic.link();
      return new Lower(nic.index() + 1, null, namespace.idOf(wire));
    }
    if (device instanceof VxlanDevice vxlan && vxlan.home() != namespace) {
      return new Lower(vxlan.index(), null, namespace.idOf(vxlan.home()));
    }
    NetDevice below = device.lower();
    if (below != null) {
      Object holder = below.upper();
      return holder == namespace
          ? new Lower(below.index(), below, -1)
          : new Lower(below.index(), null, holder == null ? 0 : namespace.idOf(holder));
    }
    return null;
  }
}

package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.observe.Site;
import dev.drydock.core.wire.Ipv6Address;
import org.jspecify.annotations.Nullable;

/// The namespace a device belongs to, as the device sees it: where received frames go, and who must
/// know of its changes.
public interface Upper {
  /// Takes over a received frame. It begins with its Ethernet header, and its addressee is set.
  void input(Frame frame, NetDevice device);

  /// The device went up or down, won or lost its carrier, or changed its address or MTU.
  void changed(NetDevice device, DeviceChange change);

  /// Who looks at frames that a bridge of the namespace passes on; null for nobody.
  default @Nullable BridgeHooks bridgeHooks() {
    return null;
  }

  /// The addresses whose ARP concerns the namespace on a device, where it would forget any other
  /// after a look; null where it would not. Who answers must call [NetDevice#concern] when that
  /// changes.
  default int @Nullable [] bystander(NetDevice device) {
    return null;
  }

  /// The MAC of a neighbour, 0 for none: what a device that answers ARP for others knows.
  ///
  /// @param isSure whether one that was not confirmed of late counts as none
  default long neighbour(NetDevice device, int address, boolean isSure) {
    return 0;
  }

  /// Whether a device has an IPv4 address.
  default boolean owns(NetDevice device, int address) {
    return false;
  }

  /// The address from which a bridge asks for members of IPv4 groups, 0 for none
  /// (`inet_select_addr`).
  default int linkSource(NetDevice bridge) {
    return 0;
  }

  /// The usable link-local address of a device; null for none.
  default @Nullable Ipv6Address linkLocal(NetDevice device) {
    return null;
  }

  /// A bridge that is up begins to look at multicast groups, or ends.
  default void snoops(NetDevice bridge, boolean on) {}

  /// Takes over a packet, behind room for an Ethernet header, that a device in another namespace
  /// wants sent through a device of this one, and routes it out (`ipvlan_process_outbound`).
  ///
  /// @return whether it is on its way (`NET_XMIT_SUCCESS`)
  default boolean sendFor(Frame frame, NetDevice device) {
    device.drop(frame, DropReason.UNHANDLED_PROTO);
    return false;
  }

  /// Takes over an IPv4 packet for a device of this namespace that another one has received and let
  /// through (`ipvlan_nf_input`). Taps of the device do not see it.
  default void deliver(Frame frame, NetDevice device) {
    device.drop(frame, DropReason.UNHANDLED_PROTO);
  }

  /// Where a device of the namespace is.
  ///
  /// @param device its name
  Site site(String device);
}

package dev.drydock.core.ip;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/// The multicast groups that one protocol has joined on a device, with how often, in the order of
/// joining (Linux `struct ip_mc_list`, `struct ifmcaddr6`). While the protocol listens, the device
/// is told of each.
///
/// @param <G> the group addresses of the protocol
public final class Memberships<G> {
  private final NetDevice device;
  private final ToLongFunction<G> macOf;
  private final List<G> groups = new ArrayList<>(1);
  private final IntArrayList users = new IntArrayList(1);
  private boolean told = true;

  Memberships(NetDevice device, ToLongFunction<G> macOf) {
    this.device = device;
    this.macOf = macOf;
  }

  /// Joins a group.
  ///
  /// @return whether it was not joined before
  boolean join(G group) {
    int at = groups.indexOf(group);
    if (at >= 0) {
      users.set(at, users.getInt(at) + 1);
      return false;
    }
    groups.add(group);
    users.add(1);
    if (told) {
      tell(group, true);
    }
    return true;
  }

  /// Takes back what [#join] did.
  ///
  /// @return whether nobody needs the group any more
  boolean leave(G group) {
    int at = groups.indexOf(group);
    if (at < 0) {
      return false;
    }
    int left = users.getInt(at) - 1;
    if (left > 0) {
      users.set(at, left);
      return false;
    }
    groups.remove(at);
    users.removeInt(at);
    if (told) {
      tell(group, false);
    }
    return true;
  }

  boolean has(G group) {
    return groups.contains(group);
  }

  /// Tells the device of all groups, or takes them back, as when it goes up or down.
  void tell(boolean listen) {
    if (told != listen) {
      told = listen;
      groups.forEach(group -> tell(group, listen));
    }
  }

  /// A loopback device has no multicast addresses (`arp_mc_map`, `ndisc_mc_map`).
  private void tell(G group, boolean listen) {
    if (device.kind() == DeviceKind.LOOPBACK) {
      return;
    }
    if (listen) {
      device.groups().add(macOf.applyAsLong(group));
    } else {
      device.groups().remove(macOf.applyAsLong(group));
    }
  }

  /// The groups, in the order of joining.
  public List<G> groups() {
    return List.copyOf(groups);
  }
}

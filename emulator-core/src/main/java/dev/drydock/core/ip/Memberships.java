package dev.drydock.core.ip;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/// The multicast groups that one protocol has joined on a device, with how often, in the order of
/// joining (Linux `struct ip_mc_list`, `struct ifmcaddr6`). While the protocol listens, the device
/// is told of each.
///
/// @param <G> the group addresses of the protocol
public final class Memberships<G> {
  private final NetDevice device;
  private final ToLongFunction<G> macOf;
  private final Map<G, Integer> users = new LinkedHashMap<>();
  private boolean told = true;

  Memberships(NetDevice device, ToLongFunction<G> macOf) {
    this.device = device;
    this.macOf = macOf;
  }

  void join(G group) {
    if (users.merge(group, 1, Integer::sum) == 1 && told) {
      tell(group, true);
    }
  }

  void leave(G group) {
    Integer left = users.computeIfPresent(group, (g, count) -> count == 1 ? null : count - 1);
    if (left == null && told) {
      tell(group, false);
    }
  }

  boolean has(G group) {
    return users.containsKey(group);
  }

  /// Tells the device of all groups, or takes them back, as when it goes up or down.
  void tell(boolean listen) {
    if (told != listen) {
      told = listen;
      users.keySet().forEach(group -> tell(group, listen));
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
    return List.copyOf(users.keySet());
  }
}

package dev.drydock.core.ip;

import dev.drydock.core.device.DeviceKind;
import dev.drydock.core.device.NetDevice;
import java.util.Arrays;
import java.util.List;
import java.util.function.ToLongFunction;

/// The multicast groups that one protocol has joined on a device, with how often, in the order of
/// joining (Linux `struct ip_mc_list`, `struct ifmcaddr6`). While the protocol listens, the device
/// is told of each.
///
/// @param <G> the group addresses of the protocol
public final class Memberships<G> {
  private static final Object[] NO_GROUPS = {};
  private static final int[] NO_USES = {};

  private final NetDevice device;
  private final ToLongFunction<G> macOf;
  // Nearly all are short, and there are two of them for each device.
  private Object[] groups = NO_GROUPS;

  /// How often each was joined; of no length while all were joined once.
  private int[] uses = NO_USES;

  private boolean told = true;

  public Memberships(NetDevice device, ToLongFunction<G> macOf) {
    this.device = device;
    this.macOf = macOf;
  }

  /// Joins a group.
  ///
  /// @return whether it was not joined before
  public boolean join(G group) {
    int at = indexOf(group);
    if (at >= 0) {
      if (uses.length == 0) {
        uses = new int[groups.length];
        Arrays.fill(uses, 1);
      }
      uses[at]++;
      return false;
    }
    groups = Arrays.copyOf(groups, groups.length + 1);
    groups[groups.length - 1] = group;
    if (uses.length > 0) {
      uses = Arrays.copyOf(uses, groups.length);
      uses[groups.length - 1] = 1;
    }
    if (told) {
      tell(group, true);
    }
    return true;
  }

  /// Takes back what [#join] did.
  ///
  /// @return whether nobody needs the group any more
  public boolean leave(G group) {
    int at = indexOf(group);
    if (at < 0) {
      return false;
    }
    if (uses.length > 0 && uses[at] > 1) {
      uses[at]--;
      return false;
    }
    int left = groups.length - 1;
    Object[] others = Arrays.copyOf(groups, left);
    System.arraycopy(groups, at + 1, others, at, left - at);
    groups = others;
    if (uses.length > 0) {
      System.arraycopy(uses, at + 1, uses, at, left - at);
      uses = Arrays.copyOf(uses, left);
    }
    if (told) {
      tell(group, false);
    }
    return true;
  }

  /// How often a group was joined.
  public int uses(G group) {
    int at = indexOf(group);
    return at < 0 ? 0 : uses.length == 0 ? 1 : uses[at];
  }

  public boolean has(G group) {
    return indexOf(group) >= 0;
  }

  private int indexOf(G group) {
    for (int i = 0; i < groups.length; i++) {
      if (groups[i].equals(group)) {
        return i;
      }
    }
    return -1;
  }

  /// Tells the device of all groups, or takes them back, as when it goes up or down.
  public void tell(boolean listen) {
    if (told != listen) {
      told = listen;
      groups().forEach(group -> tell(group, listen));
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
  @SuppressWarnings("unchecked") // nothing else was put in
  public List<G> groups() {
    return (List<G>) List.of(groups);
  }
}

package dev.drydock.core.device;

import java.util.List;

/// What was set of a device by hand and is otherwise as its kind has it: `ip link set DEV promisc
/// on`, `arp off`, `alias TEXT` ... Most devices have none.
public final class LinkFlags {
  private final NetDevice device;
  private boolean promiscuous;
  private boolean allMulticast;

  /// Whether ARP and neighbour discovery were switched off (`IFF_NOARP`).
  public boolean noArp;

  /// Whether the flag MULTICAST was taken away; groups are heard all the same.
  public boolean noMulticast;

  /// The flag DYNAMIC, which has no meaning on Ethernet.
  public boolean dynamic;

  /// A description; empty for none.
  public String alias = "";

  /// Other names by which commands find it.
  public List<String> alternativeNames = List.of();

  /// Group addresses of the link that were added by hand (`ip maddr add`).
  public List<Long> groupsByHand = List.of();

  /// The number of the group it belongs to; 0 is called `default`.
  public int group;

  /// The broadcast address shown instead of the usual one; 0 for that.
  public long broadcastMac;

  LinkFlags(NetDevice device) {
    this.device = device;
  }

  /// Whether somebody asked for all frames by hand: the flag PROMISC.
  public boolean isPromiscuous() {
    return promiscuous;
  }

  /// Asks for all frames, or no longer (`ip link set DEV promisc on`).
  public void setPromiscuous(boolean on) {
    if (promiscuous != on) {
      promiscuous = on;
      device.rxFlags().addPromiscuity(on ? 1 : -1);
    }
  }

  /// Whether somebody asked for all groups by hand: the flag ALLMULTI.
  public boolean hearsAllGroups() {
    return allMulticast;
  }

  /// Asks for all groups, or no longer (`ip link set DEV allmulticast on`).
  public void setAllMulticast(boolean on) {
    if (allMulticast != on) {
      allMulticast = on;
      device.rxFlags().addAllMulticast(on ? 1 : -1);
    }
  }
}

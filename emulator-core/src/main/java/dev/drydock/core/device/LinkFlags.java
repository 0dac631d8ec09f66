package dev.drydock.core.device;

import java.util.List;

/// What was set of a device by hand and is otherwise as its kind has it: `ip link set DEV promisc
/// on`, `arp off`, `alias TEXT` ... Most devices have none.
public final class LinkFlags {
  private final NetDevice device;
  private boolean promiscuous;
  private boolean allMulticast;

  private boolean noArp;
  private boolean noMulticast;
  private boolean dynamic;
  private String alias = "";
  private List<String> alternativeNames = List.of();
  private List<Long> groupsByHand = List.of();
  private int group;
  private long broadcastMac;

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
      device.rxMode().addPromiscuity(on ? 1 : -1);
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
      device.rxMode().addAllMulticast(on ? 1 : -1);
    }
  }

  /// Whether ARP and neighbour discovery were switched off (`IFF_NOARP`).
  public boolean isNoArp() {
    return noArp;
  }

  /// Switches ARP and neighbour discovery off, or on again.
  public void setNoArp(boolean given) {
    noArp = given;
  }

  /// Whether the flag MULTICAST was taken away; groups are heard all the same.
  public boolean lacksMulticast() {
    return noMulticast;
  }

  /// Takes the flag MULTICAST away, or gives it back.
  public void setNoMulticast(boolean given) {
    noMulticast = given;
  }

  /// The flag DYNAMIC, which has no meaning on Ethernet.
  public boolean isDynamic() {
    return dynamic;
  }

  /// Sets the flag DYNAMIC.
  public void setDynamic(boolean given) {
    dynamic = given;
  }

  /// A description; empty for none.
  public String alias() {
    return alias;
  }

  /// Describes the device.
  public void setAlias(String given) {
    alias = given;
  }

  /// Other names by which commands find it.
  public List<String> alternativeNames() {
    return alternativeNames;
  }

  /// Gives it other names, instead of those it has.
  public void setAlternativeNames(List<String> given) {
    alternativeNames = List.copyOf(given);
  }

  /// Group addresses of the link that were added by hand (`ip maddr add`).
  public List<Long> groupsByHand() {
    return groupsByHand;
  }

  /// Sets the group addresses that were added by hand.
  public void setGroupsByHand(List<Long> given) {
    groupsByHand = List.copyOf(given);
  }

  /// The number of the group it belongs to; 0 is called `default`.
  public int group() {
    return group;
  }

  /// Puts it into a group.
  public void setGroup(int given) {
    group = given;
  }

  /// The broadcast address shown instead of the usual one; 0 for that.
  public long broadcastMac() {
    return broadcastMac;
  }

  /// Shows another broadcast address.
  public void setBroadcastMac(long given) {
    broadcastMac = given;
  }
}

package dev.drydock.core.device;

import dev.drydock.core.wire.Bpdu;
import dev.drydock.core.wire.Ethernet;

/// How a bridge treats VLANs as a whole (Linux `net/bridge/br_vlan.c`).
public final class BridgeVlans {
  /// What a provider bridge passes on of 01:80:c2:00:00:0x although a customer's bridge keeps it
  /// (`BR_GROUPFWD_8021AD`).
  private static final int PASSED_BY_PROVIDERS = 0xb801;

  private static final int ID_MAX = 4094;

  private final Bridge bridge;
  private final PortVlans own = new PortVlans(PortVlans.DEFAULT);
  private boolean filtering;
  private int protocol = Ethernet.VLAN;
  private int defaultId = PortVlans.DEFAULT;
  private final VlanCounts counts = new VlanCounts();
  private boolean counting;
  private boolean countingPorts;

  BridgeVlans(Bridge bridge) {
    this.bridge = bridge;
  }

  /// The VLANs of the bridge's own interface.
  public PortVlans own() {
    return own;
  }

  /// Whether the bridge keeps VLANs apart (`vlan_filtering`); otherwise it does not look at tags.
  public boolean isFiltering() {
    return filtering;
  }

  /// Keeps VLANs apart, or no longer. What was learned is forgotten.
  public void setFiltering(boolean on) {
    filtering = on;
    forget();
  }

  /// The EtherType of the tags it looks at: 802.1Q, or 802.1ad on a provider's bridge.
  public int protocol() {
    return protocol;
  }

  /// Looks at other tags from now on (`vlan_protocol`).
  public void setProtocol(int type) {
    protocol = type;
    forget();
  }

  /// The VLAN that new ports are in without a tag, 0 for none.
  public int defaultId() {
    return defaultId;
  }

  /// Sets the VLAN of new ports; those that have the old one as it was given change as well. The
  /// file in sysfs refuses that while the bridge filters, netlink does not
  /// (`__br_vlan_set_default_pvid`; run on Linux 6.1).
  ///
  /// @return the kernel's errno word, empty when done
  public String setDefaultId(int id) {
    if (id > ID_MAX) {
      return "EINVAL";
    }
    own.changeDefault(defaultId, id);
    for (BridgePort port : bridge.ports()) {
      port.vlans().changeDefault(defaultId, id);
    }
    defaultId = id;
    return "";
  }

  /// Whether frames are counted by VLAN (`vlan_stats_enabled`).
  public boolean isCounting() {
    return counting;
  }

  /// Counts frames by VLAN, or no longer; what was counted stays.
  public void setCounting(boolean on) {
    counting = on;
    countOf(own);
    bridge.ports().forEach(port -> countOf(port.vlans()));
  }

  /// Whether each port counts for itself (`vlan_stats_per_port`).
  public boolean isCountingPorts() {
    return countingPorts;
  }

  /// Lets each port count for itself.
  ///
  /// @return the kernel's errno word, empty when done; no port may be in a VLAN
  public String setCountingPorts(boolean on) {
    for (BridgePort port : bridge.ports()) {
      if (!port.vlans().list().isEmpty()) {
        return "EBUSY";
      }
    }
    countingPorts = on;
    return "";
  }

  /// What passed through a port, or through all of them where they count together.
  public VlanCounts counts(PortVlans vlans) {
    return countingPorts && vlans != own ? vlans.ownCounts() : counts;
  }

  /// Lets a port count where all do.
  void countOf(PortVlans vlans) {
    vlans.count(counting ? counts(vlans) : null);
  }

  /// Where the bridge's messages of the spanning tree go: those of a provider's bridge have an
  /// address of their own, so that a customer's pass.
  public long groupAddress() {
    return isProvider() ? Bpdu.PROVIDER_GROUP : Bpdu.GROUP;
  }

  /// Whether a frame to one of 01:80:c2:00:00:0x is bridged like any other.
  boolean passes(long group) {
    return isProvider() && (PASSED_BY_PROVIDERS >> (group & 0xf) & 1) != 0;
  }

  /// Whether a frame to one of 01:80:c2:00:00:0x ends here, and is not bridged.
  boolean keeps(long group) {
    return (group != Bpdu.GROUP || bridge.tree().isEnabled()) && !passes(group);
  }

  private boolean isProvider() {
    return filtering && protocol == Ethernet.SERVICE_VLAN;
  }

  private void forget() {
    for (BridgePort port : bridge.ports()) {
      port.forgetStations();
    }
  }
}

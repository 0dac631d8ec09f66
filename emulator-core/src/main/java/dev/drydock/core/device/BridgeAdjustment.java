package dev.drydock.core.device;

/// The MAC address and the MTU of a bridge, which follow its ports until they are set by hand
/// (Linux `br_stp_recalculate_bridge_id`, `br_mtu_auto_adjust`): the lowest address, and the
/// smallest MTU.
final class BridgeAdjustment {
  private final Bridge bridge;
  private boolean macIsSet;
  private boolean mtuIsSet;

  BridgeAdjustment(Bridge bridge) {
    this.bridge = bridge;
  }

  /// Gives the bridge an address that its ports then no longer change.
  void setMac(long mac) {
    macIsSet = true;
    takeMac(mac);
  }

  /// Gives the bridge an MTU that its ports then no longer change.
  void setMtu(int bytes) {
    mtuIsSet = true;
    bridge.setMtu(bytes);
  }

  /// Ports came or went, or are other than they were.
  void portsChanged() {
    BridgePort[] ports = bridge.portArray();
    if (!macIsSet) {
      long lowest = ports.length == 0 ? 0 : Long.MAX_VALUE;
      for (BridgePort port : ports) {
        lowest = Math.min(lowest, port.device().mac());
      }
      takeMac(lowest);
    }
    if (!mtuIsSet) {
      int smallest = ports.length == 0 ? NetDevice.ETHERNET_MTU_BYTES : Integer.MAX_VALUE;
      for (BridgePort port : ports) {
        smallest = Math.min(smallest, port.device().mtuBytes());
      }
      if (smallest != bridge.mtuBytes()) {
        bridge.setMtu(smallest);
      }
    }
  }

  private void takeMac(long mac) {
    if (mac == bridge.mac()) {
      return;
    }
    Fdb fdb = bridge.fdb();
    long now = bridge.nowNanos();
    fdb.removeLocal(bridge.mac(), now);
    for (BridgePort port : bridge.portArray()) {
      fdb.addLocal(port.device().mac(), port, now);
    }
    if (mac != 0 && fdb.find(mac, now) < 0) {
      fdb.addLocal(mac, null, now);
    }
    bridge.setMac(mac);
    bridge.tree().setMac(mac);
  }
}

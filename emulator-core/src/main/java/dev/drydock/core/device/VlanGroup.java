package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Vlan;
import it.unimi.dsi.fastutil.ints.Int2ObjectOpenHashMap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The VLAN devices on one device, by protocol and id (Linux `struct vlan_group`, `net/8021q`).
final class VlanGroup {
  /// The group address of GVRP, which a device with VLANs listens to.
  private static final long GVRP = 0x0180_c200_0021L;

  private final NetDevice lower;
  private final List<VlanDevice> devices = new ArrayList<>();
  private final Int2ObjectOpenHashMap<VlanDevice> byTag = new Int2ObjectOpenHashMap<>();

  VlanGroup(NetDevice lower) {
    this.lower = lower;
    lower.groups().add(GVRP);
  }

  private static int key(int protocol, int id) {
    return (protocol << 12) | id;
  }

  @Nullable VlanDevice find(int protocol, int id) {
    return byTag.get(key(protocol, id));
  }

  void add(VlanDevice device) {
    devices.add(device);
    byTag.put(key(device.protocol(), device.id()), device);
  }

  void remove(VlanDevice device) {
    devices.remove(device);
    byTag.remove(key(device.protocol(), device.id()));
    if (devices.isEmpty()) {
      lower.groups().remove(GVRP);
      lower.forgetVlans();
    }
  }

  List<VlanDevice> devices() {
    return List.copyOf(devices);
  }

  /// Hands a tagged frame without its tag to the VLAN it is for (`vlan_do_receive`).
  ///
  /// @return false when there is no such VLAN
  boolean receive(Frame frame) {
    byte[] data = frame.data();
    int at = frame.offset();
    VlanDevice device = find(Ethernet.type(data, at), Vlan.id(data, at));
    if (device == null) {
      return false;
    }
    Vlan.remove(data, at);
    frame.pull(Vlan.TAG_BYTES);
    device.receive(frame);
    return true;
  }

  /// What the VLANs do when their device changes (`vlan_device_event`).
  void lowerChanged(DeviceChange change) {
    for (VlanDevice device : devices()) {
      switch (change) {
        case UP -> device.lowerSetUp(true);
        case DOWN -> device.lowerSetUp(false);
        case CARRIER -> device.followCarrier();
        case MTU -> device.setMtu(Math.min(device.mtuBytes(), lower.mtuBytes()));
        case ADDRESS -> device.lowerReaddressed();
      }
    }
  }
}

package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Vlan;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/// One VLAN of a device: what it sends leaves tagged, and it receives what carries its tag (Linux
/// `net/8021q/vlan_dev.c`).
public final class VlanDevice extends NetDevice {
  /// VLAN ids there are; 4095 is reserved.
  public static final int IDS = 4095;

  /// `VLAN_FLAG_REORDER_HDR`: captures on the device do not show the tag. They never do here.
  public static final int REORDER_HDR = 1;

  /// `VLAN_FLAG_GVRP`.
  public static final int GVRP = 2;

  /// `VLAN_FLAG_LOOSE_BINDING`: the device stays up when the lower one goes down.
  public static final int LOOSE_BINDING = 4;

  /// `VLAN_FLAG_MVRP`.
  public static final int MVRP = 8;

  /// `VLAN_FLAG_BRIDGE_BINDING`.
  public static final int BRIDGE_BINDING = 16;

  private final NetDevice lower;
  private final int protocol;
  private final int id;
  private final Map<Integer, Integer> ingress = new TreeMap<>();
  private final Map<Integer, Integer> egress = new TreeMap<>();
  private int control;
  private int vlanFlags = REORDER_HDR;
  private boolean hasOwnMac;
  private boolean isListed;
  private boolean carrier;

  private VlanDevice(NetDevice lower, Spec spec) {
    super(lower.softnet(), DeviceKind.VLAN, spec.name, lower.mac());
    this.lower = lower;
    this.protocol = spec.protocol;
    this.id = spec.id;
    this.control = spec.id;
    this.carrier = lower.hasCarrier();
    setMtu(lower.mtuBytes());
    groups().syncTo(lower.groups());
  }

  /// What a device is to be.
  ///
  /// @param protocol `Ethernet.VLAN` or `Ethernet.SERVICE_VLAN`
  public record Spec(String name, int protocol, int id) {}

  /// Makes a device that is down and in no namespace, with the address of the lower device
  /// (`vlan_newlink`).
  ///
  /// @throws IllegalArgumentException if it cannot be; the message is the kernel's errno word
  public static VlanDevice on(NetDevice lower, Spec spec) {
    if (spec.id < 0 || spec.id >= IDS) {
      throw new IllegalArgumentException("ERANGE");
    }
    if (lower instanceof Loopback) {
      throw new IllegalArgumentException("EOPNOTSUPP");
    }
    VlanGroup before = lower.vlans(false);
    if (before != null && before.find(spec.protocol, spec.id) != null) {
      throw new IllegalArgumentException("EEXIST");
    }
    VlanDevice made = new VlanDevice(lower, spec);
    VlanGroup group = lower.vlans(true);
    if (group != null) {
      group.add(made);
    }
    return made;
  }

  /// The EtherType of the tag.
  public int protocol() {
    return protocol;
  }

  /// The VLAN id.
  public int id() {
    return id;
  }

  /// The flags of the device, such as [#LOOSE_BINDING].
  public int vlanFlags() {
    return vlanFlags;
  }

  /// Changes the flags. Those of registration protocols and of a bridge are only shown.
  public void setVlanFlags(int newFlags) {
    vlanFlags = newFlags;
  }

  /// Which priority of the wire becomes which of the kernel. It has no effect: nothing here looks
  /// at the priority of a received frame.
  public Map<Integer, Integer> ingress() {
    return Collections.unmodifiableMap(ingress);
  }

  /// Maps a priority of the wire to one of the kernel.
  ///
  /// @param from 0 to 7
  public void mapIngress(int from, int to) {
    ingress.put(from, to);
  }

  /// Which priority of the kernel becomes which of the wire.
  public Map<Integer, Integer> egress() {
    return Collections.unmodifiableMap(egress);
  }

  /// Maps a priority of what is sent to one of the wire; only priority 0 is ever sent.
  ///
  /// @param to 0 to 7
  public void mapEgress(int from, int to) {
    egress.put(from, to);
    if (from == 0) {
      control = to << Vlan.PRIORITY_SHIFT | id;
    }
  }

  @Override
  public NetDevice lower() {
    return lower;
  }

  /// Gives the device an address of its own, which no longer follows the lower device's.
  @Override
  public void changeMac(long mac) {
    hasOwnMac = true;
    unlist();
    setMac(mac);
    list();
  }

  void lowerReaddressed() {
    unlist();
    if (!hasOwnMac) {
      setMac(lower.mac());
    }
    list();
  }

  /// The lower device takes frames for the VLAN's address where that is not its own.
  private void list() {
    if (isUp() && mac() != lower.mac()) {
      lower.rxMode().addUnicast(mac());
      isListed = true;
    }
  }

  private void unlist() {
    if (isListed) {
      lower.rxMode().removeUnicast(mac());
      isListed = false;
    }
  }

  @Override
  protected void send(Frame frame) {
    int at = frame.push(Vlan.TAG_BYTES);
    Vlan.insert(frame.data(), at, protocol, control);
    lower.transmit(frame);
  }

  /// As the lower device had it when this one was made or set up, or when that one last told of it;
  /// one that is set down loses it (`register_vlan_dev`, `vlan_dev_open`, `vlan_dev_stop`,
  /// `vlan_device_event`).
  @Override
  public boolean hasCarrier() {
    return carrier;
  }

  @Override
  public String openError() {
    return lower.isUp() || isLoose() ? "" : "ENETDOWN";
  }

  @Override
  protected void stateChanged() {
    carrier = isUp() && (carrier || lower.hasCarrier());
    if (isUp()) {
      list();
      RxMode.pass(this, lower, 1);
    } else {
      RxMode.pass(this, lower, -1);
      unlist();
    }
  }

  /// `vlan_dev_change_rx_flags`.
  @Override
  void rxFlagsChanged(int promiscuity, int allMulticast) {
    if (isUp()) {
      lower.rxMode().addAllMulticast(allMulticast);
      lower.rxMode().addPromiscuity(promiscuity);
    }
  }

  @Override
  public void unregistered() {
    VlanGroup group = lower.vlans(false);
    if (group != null) {
      group.remove(this);
    }
  }

  private boolean isLoose() {
    return (vlanFlags & LOOSE_BINDING) != 0;
  }

  void lowerSetUp(boolean up) {
    if (!isLoose()) {
      setUp(up);
    }
    followCarrier();
  }

  void followCarrier() {
    if (carrier != lower.hasCarrier()) {
      carrier = !carrier;
      notify(DeviceChange.CARRIER);
    }
  }
}

package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.IpAddress;
import java.util.ArrayList;
import java.util.List;

/// A device with IP addresses of its own and the MAC of the device below (Linux
/// `drivers/net/ipvlan`). Mode and flag belong to the lower device: all devices on it share them.
public final class Ipvlan extends NetDevice {
  private final IpvlanPort port;
  private final int number;
  private final List<IpAddress> addresses = new ArrayList<>();
  private boolean carrier;
  private boolean noArp;
  private boolean carrierChanged;

  private Ipvlan(IpvlanPort port, String name, int number) {
    super(port.lower().softnet(), DeviceKind.IPVLAN, name, port.lower().mac());
    this.port = port;
    this.number = number;
    this.carrier = port.lower().hasCarrier();
    this.carrierChanged = !carrier;
    setMtu(port.lower().mtuBytes());
    groups().syncTo(port.lower().groups());
  }

  /// What a device is to be.
  public record Spec(String name, IpvlanMode mode, IpvlanFlag flag) {}

  /// Makes a device that is down and in no namespace; all devices on the lower one get its mode and
  /// flag (`ipvlan_link_new`). On another ipvlan it stands beside that.
  ///
  /// @throws IllegalArgumentException if the lower device cannot have it; the message is the
  ///   kernel's errno word
  public static Ipvlan on(NetDevice device, Spec spec) {
    NetDevice lower = device instanceof Ipvlan other ? other.port.lower() : device;
    IpvlanPort port = IpvlanPort.of(lower);
    Ipvlan made = new Ipvlan(port, spec.name, port.nextNumber());
    port.set(spec.mode, spec.flag);
    port.add(made);
    return made;
  }

  /// The mode of all devices on the lower one.
  public IpvlanMode mode() {
    return port.mode();
  }

  /// The flag of all devices on the lower one.
  public IpvlanFlag flag() {
    return port.flag();
  }

  /// Changes mode and flag of all devices on the lower one.
  public void change(IpvlanMode mode, IpvlanFlag flag) {
    port.set(mode, flag);
  }

  @Override
  public NetDevice lower() {
    return port.lower();
  }

  /// Whether the device wants frames to a group: broadcast always.
  boolean hears(long group) {
    return group == Ethernet.BROADCAST || groups().contains(group) || RxMode.hearsAllGroups(this);
  }

  /// The lower device need not be promiscuous, since all devices have its address
  /// (`ipvlan_change_rx_flags`).
  @Override
  void rxFlagsChanged(int promiscuity, int allMulticast) {
    port.lower().rxMode().addAllMulticast(allMulticast);
  }

  @Override
  protected void send(Frame frame) {
    softnet().charge(softnet().costs().macvlanNanos());
    frame.forgetFlow();
    port.transmit(frame, this);
  }

  /// As the lower device had it when it last told of its carrier
  /// (`netif_stacked_transfer_operstate`).
  @Override
  public boolean hasCarrier() {
    return carrier;
  }

  /// Whether the carrier ever came or went: before that no state of the link is worked out, so that
  /// it is shown as unknown (`linkwatch`).
  public boolean hasCarrierChanged() {
    return carrierChanged;
  }

  @Override
  public boolean isNoArp() {
    return noArp || super.isNoArp();
  }

  /// Speaks ARP in mode l2 alone: looked at when the device is opened (`ipvlan_open`), and when the
  /// mode of those that are there changes (`ipvlan_set_port_mode`), upon which neighbours are
  /// forgotten (`arp_netdev_event`).
  void followMode() {
    boolean isNoArpNow = port.mode() != IpvlanMode.L2;
    if (noArp != isNoArpNow) {
      noArp = isNoArpNow;
      notify(DeviceChange.ADDRESS);
    }
  }

  @Override
  protected void stateChanged() {
    if (isUp()) {
      noArp = port.mode() != IpvlanMode.L2;
    }
  }

  @Override
  public int sharedMacId() {
    return number;
  }

  /// An address belongs to one device only on a lower device (`ipvlan_addr4_validator_event`).
  @Override
  public String addressError(IpAddress address) {
    return port.holds(address) ? "EADDRINUSE" : "";
  }

  @Override
  public void addressAdded(IpAddress address) {
    addresses.add(address);
    port.put(address, this);
  }

  @Override
  public void addressRemoved(IpAddress address) {
    addresses.remove(address);
    port.forget(address);
  }

  @Override
  public void unregistered() {
    addresses.forEach(port::forget);
    addresses.clear();
    port.remove(this);
  }

  /// The lower device may have lost or found its carrier (`ipvlan_device_event`).
  void followCarrier() {
    if (carrier != port.lower().hasCarrier()) {
      carrier = !carrier;
      carrierChanged = true;
      notify(DeviceChange.CARRIER);
    }
  }
}

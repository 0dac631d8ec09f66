package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.frame.FrameReceiver;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.observe.Site;
import dev.drydock.core.observe.Tap;
import dev.drydock.core.qdisc.EgressQueue;
import dev.drydock.core.qdisc.Qdisc;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.IpAddress;
import dev.drydock.core.wire.Vlan;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A network device of a namespace (Linux `struct net_device`).
///
/// ```
///      protocols of the namespace
///        |               ^
///     transmit         receive -> VLAN devices -> rx handler (bridge, macvlan ...)
///        | tap           | tap
///        v               |
///      what the kind of device does with it
/// ```
public abstract class NetDevice implements FrameReceiver {
  /// The default MTU of Ethernet.
  public static final int ETHERNET_MTU_BYTES = 1500;

  /// txqueuelen of a device unless its maker says otherwise (`DEFAULT_TX_QUEUE_LEN`).
  public static final int TX_QUEUE_FRAMES = 1000;

  /// Ethernet header and one VLAN tag, which the MTU does not count.
  private static final int LINK_OVERHEAD_BYTES = 18;

  private final Softnet softnet;
  private final DeviceKind kind;
  private final DeviceCounters counters = new DeviceCounters();
  private final GroupList groups = new GroupList();

  private String name;
  private int index;
  private long mac;
  private int mtuBytes = ETHERNET_MTU_BYTES;
  private boolean up;
  private @Nullable Upper upper;
  private @Nullable DeviceTable table;
  private @Nullable ProtocolData ipv4;
  private @Nullable ProtocolData ipv6;
  private @Nullable Tap tap;
  private @Nullable VlanGroup vlans;
  private @Nullable RxHandler rxHandler;
  private @Nullable NetDevice master;
  private @Nullable RxMode rxMode;
  private @Nullable LinkFlags flags;
  private boolean hasBeenUp;
  private int txQueueFrames = TX_QUEUE_FRAMES;
  private @Nullable EgressQueue egressQueue;
  private int offloads;

  /// A device that is down and in no namespace.
  protected NetDevice(Softnet softnet, DeviceKind kind, String name, long mac) {
    this.softnet = softnet;
    this.kind = kind;
    this.name = name;
    this.mac = mac;
    this.offloads = softnet.offloads().of(kind);
  }

  /// Does what this kind of device does with a frame it transmits. Owns the frame.
  protected abstract void send(Frame frame);

  /// Whether the device has a carrier, so that frames can get somewhere.
  public abstract boolean hasCarrier();

  /// Sends a frame, complete with its Ethernet header, down. Owns the frame.
  public final void transmit(Frame frame) {
    if (!isRunning()) { // without a carrier the queue is noop_qdisc
      counters.txDropped++;
      softnet.drop(frame, up ? DropReason.NO_CARRIER : DropReason.DEV_READY, this);
      return;
    }
    if (frame.segmentBytes > 0 && (egressQueue != null || Segmentation.isNeeded(frame, this))) {
      Segmentation.transmit(frame, this);
    } else if (egressQueue != null) {
      egressQueue.enqueue(frame);
    } else {
      startTransmit(frame);
    }
  }

  /// Sends a frame that has left the queueing discipline (`dev_hard_start_xmit`): only now is it
  /// seen and counted.
  final void startTransmit(Frame frame) {
    if (tap != null && kind != DeviceKind.LOOPBACK) { // seen when it comes back, as by libpcap
      tap.sighted(softnet.loop().nowNanos(), frame, true);
    }
    counters.txFrames++;
    counters.txBytes += frame.length();
    send(frame);
  }

  /// Takes a frame up: taps see it, then the rx handler, then the namespace's protocols.
  @Override
  public final void receive(Frame frame) {
    frame.addressee = addressee(frame);
    takeUp(frame);
  }

  /// Takes up a frame of which it is known whom it is for.
  final void takeUp(Frame frame) {
    if (!up) {
      counters.rxDropped++;
      softnet.drop(frame, DropReason.DEV_READY, this);
      return;
    }
    counters.received(frame, kind);
    frame.inputIndex = index;
    if (tap != null) {
      tap.sighted(softnet.loop().nowNanos(), frame, false);
    }
    if (vlans != null && Vlan.isTagged(frame.data(), frame.offset()) && vlans.receive(frame)) {
      return;
    }
    if (rxHandler != null && rxHandler.handle(frame, this)) {
      return;
    }
    if (kind == DeviceKind.BRIDGE && frame.addressee == Frame.TO_OTHER_HOST && promiscuity() > 0) {
      frame.release(); // a copy that protocols have no use for is no loss
      return;
    }
    if (upper == null) {
      softnet.drop(frame, DropReason.UNHANDLED_PROTO, this);
      return;
    }
    upper.input(frame, this);
  }

  /// Whom a received frame is for, one of the `TO_` values (`eth_type_trans`).
  int addressee(Frame frame) {
    long destination = Ethernet.destination(frame.data(), frame.offset());
    if (destination == mac) {
      return Frame.TO_HOST;
    }
    if (!Ethernet.isGroup(destination)) {
      return Frame.TO_OTHER_HOST;
    }
    return destination == Ethernet.BROADCAST ? Frame.TO_BROADCAST : Frame.TO_MULTICAST;
  }

  /// Loses a frame here.
  public final void drop(Frame frame, DropReason reason) {
    softnet.drop(frame, reason, this);
  }

  /// Loses a frame that came in here, and counts it for the device.
  public final void dropReceived(Frame frame, DropReason reason) {
    counters.rxDropped++;
    softnet.drop(frame, reason, this);
  }

  /// Whether a frame of this length fits the device (Linux `is_skb_forwardable`).
  protected final boolean takes(Frame frame) {
    return frame.length() <= mtuBytes + LINK_OVERHEAD_BYTES || frame.segmentBytes > 0;
  }

  /// The CPU of the machine.
  public final Softnet softnet() {
    return softnet;
  }

  /// What sort of device it is.
  public final DeviceKind kind() {
    return kind;
  }

  /// What has passed.
  public final DeviceCounters counters() {
    return counters;
  }

  /// The interface name, at most 15 characters.
  public final String name() {
    return name;
  }

  /// Gives the device another name.
  public final void rename(String newName) {
    String before = name;
    name = newName;
    if (table != null) {
      table.renamed(this, before);
    }
  }

  /// The interface index within its namespace, from 1.
  public final int index() {
    return index;
  }

  /// Says that ARP broadcasts may concern the device from now on, which were only counted for it.
  public final void concern() {
    if (counters.counted != null) {
      counters.counted.end();
    }
  }

  /// The MAC address, in the low 48 bits.
  public final long mac() {
    return mac;
  }

  /// Changes the MAC address.
  public final void setMac(long newMac) {
    mac = newMac;
    notify(DeviceChange.ADDRESS);
  }

  /// Sets the MAC because a user asks for it, which some kinds of devices remember.
  public void changeMac(long newMac) {
    setMac(newMac);
  }

  /// The largest network packet, in bytes.
  public final int mtuBytes() {
    return mtuBytes;
  }

  /// Changes the MTU.
  public final void setMtu(int bytes) {
    mtuBytes = bytes;
    notify(DeviceChange.MTU);
  }

  /// Whether the device is administratively up.
  public final boolean isUp() {
    return up;
  }

  /// Sets the device up or down. Whoever depends on its carrier is told.
  public final void setUp(boolean newUp) {
    if (up == newUp || (newUp && !openError().isEmpty())) {
      return;
    }
    concern();
    up = newUp;
    hasBeenUp = true;
    if (egressQueue != null && !newUp) {
      egressQueue.reset();
    }
    stateChanged();
    notify(newUp ? DeviceChange.UP : DeviceChange.DOWN);
  }

  /// Why the device cannot be set up now (`ndo_open`): an errno word; empty for no reason.
  public String openError() {
    return "";
  }

  /// Called after the device went up or down, before its namespace learns of it.
  protected void stateChanged() {}

  /// Tells the namespace and the rx handler's owner of a change.
  protected final void notify(DeviceChange change) {
    // The protocols come before the bridge, as their notifiers are registered earlier.
    if (upper != null) {
      upper.changed(this, change);
    }
    if (vlans != null) {
      vlans.lowerChanged(change);
    }
    if (rxHandler != null) {
      rxHandler.deviceChanged(change);
    }
  }

  /// Whether the device is up and has a carrier.
  public final boolean isRunning() {
    return up && hasCarrier();
  }

  /// The namespace, if the device is in one.
  public final @Nullable Upper upper() {
    return upper;
  }

  /// Puts the device into a namespace under an index, or out of it.
  public final void attach(@Nullable Upper newUpper, int newIndex) {
    upper = newUpper;
    index = newIndex;
  }

  /// The table whose owner is to know when the device is renamed.
  final void setTable(@Nullable DeviceTable newTable) {
    table = newTable;
  }

  /// What IPv4 or IPv6 of its namespace keeps for the device, if it knows it.
  public final @Nullable ProtocolData protocolData(boolean isV6) {
    return isV6 ? ipv6 : ipv4;
  }

  /// Lets IPv4 or IPv6 of its namespace keep something for the device.
  public final void setProtocolData(boolean isV6, @Nullable ProtocolData data) {
    ipv6 = isV6 ? data : ipv6;
    ipv4 = isV6 ? ipv4 : data;
  }

  /// Who watches the device, if anybody.
  public final @Nullable Tap tap() {
    return tap;
  }

  /// Lets somebody watch the device; null for nobody.
  public final void setTap(@Nullable Tap newTap) {
    concern();
    tap = newTap;
  }

  /// Who gets received frames first, if anybody.
  public final @Nullable RxHandler rxHandler() {
    return rxHandler;
  }

  /// Lets a bridge or the like have received frames first; null for nobody.
  final void setRxHandler(@Nullable RxHandler handler, @Nullable NetDevice newMaster) {
    concern();
    rxHandler = handler;
    master = newMaster;
  }

  /// The VLAN devices on this one; made at the first call with `make`.
  final @Nullable VlanGroup vlans(boolean make) {
    if (vlans == null && make) {
      concern();
      vlans = new VlanGroup(this);
    }
    return vlans;
  }

  final void forgetVlans() {
    vlans = null;
  }

  /// The device this one stands on: the parent of a macvlan, ipvlan or VLAN device.
  public @Nullable NetDevice lower() {
    return null;
  }

  /// The devices that stand on this one, and go when it goes.
  public final List<NetDevice> stacked() {
    List<NetDevice> all = new ArrayList<>();
    if (vlans != null) {
      all.addAll(vlans.devices());
    }
    if (rxHandler != null) {
      all.addAll(rxHandler.stacked());
    }
    return all;
  }

  /// The device is gone for good, not only from its namespace (`unregister_netdevice`).
  public void unregistered() {}

  /// Whether neither ARP nor neighbour discovery is spoken here (`IFF_NOARP`).
  public boolean isNoArp() {
    return flags != null && flags.isNoArp();
  }

  /// What tells devices apart that share a MAC (`dev_id`); 0 for a MAC of its own.
  public int sharedMacId() {
    return 0;
  }

  /// Why an address cannot be given to the device: the kernel's errno word, empty for no reason.
  public String addressError(IpAddress address) {
    return "";
  }

  /// The device got an address.
  public void addressAdded(IpAddress address) {}

  /// The device lost an address.
  public void addressRemoved(IpAddress address) {}

  /// The bridge this device is a port of, if any.
  public final @Nullable NetDevice master() {
    return master;
  }

  /// How many users want all frames, whatever their address: a bridge wants it of its ports, a
  /// program that captures of the device it captures on.
  public final int promiscuity() {
    return rxMode == null ? 0 : rxMode.promiscuity();
  }

  /// Who wants frames that are not for the device.
  public final RxMode rxMode() {
    if (rxMode == null) {
      rxMode = new RxMode(this);
    }
    return rxMode;
  }

  /// Called when the device begins (1) or ceases (-1) to be promiscuous, or to hear all groups.
  void rxFlagsChanged(int promiscuity, int allMulticast) {}

  /// What was set of it by hand.
  public final LinkFlags flags() {
    if (flags == null) {
      flags = new LinkFlags(this);
    }
    return flags;
  }

  /// Whether the device was ever up: before that it has no queue discipline (`noop`).
  public final boolean hasBeenUp() {
    return hasBeenUp;
  }

  /// The queueing discipline that was given to the device; null for what its kind has by itself.
  public final @Nullable Qdisc qdisc() {
    return egressQueue == null ? null : egressQueue.root();
  }

  /// Gives the device a queueing discipline (`tc qdisc add ... root`), or its own again. What waits
  /// in the old one is lost.
  public final void setQdisc(@Nullable Qdisc root) {
    concern();
    if (egressQueue != null) {
      egressQueue.reset();
    }
    egressQueue = root == null ? null : new EgressQueue(root, new DeviceEgress(this));
  }

  /// When what the device sends into takes the next frame; not in the past.
  protected long freeNanos() {
    return softnet.readyNanos();
  }

  /// txqueuelen, as it is shown; 0 is shown as nothing.
  public final int txQueueFrames() {
    return txQueueFrames;
  }

  /// Sets txqueuelen. Who makes a device by netlink with an explicit 0, as Docker does, gets 0.
  public final void setTxQueueFrames(int frames) {
    txQueueFrames = frames;
  }

  /// Whether the device takes large TCP segments whole.
  public final boolean takesLarge(boolean isV6) {
    return Offloads.takesLarge(offloads, isV6);
  }

  /// Sets the offloads to what a new device has, of a machine with these.
  public final void setOffloads(OffloadDefaults defaults) {
    offloads = defaults.of(kind);
  }

  /// What the device is wanted to do for the stack, flags of [Offloads].
  public final int offloads() {
    return offloads;
  }

  /// Sets what the device does for the stack (`ethtool -K`).
  public final void setOffloads(int wanted) {
    offloads = wanted;
  }

  /// The multicast addresses the device listens to.
  public final GroupList groups() {
    return groups;
  }

  /// The name of the device in captures and messages: `host/eth0`, `host/one:eth0`.
  public final String path() {
    return site().path();
  }

  /// The machine, the namespace and the interface.
  public final Site site() {
    return upper == null ? new Site("", "", name) : upper.site(name);
  }

  @Override
  public final String toString() {
    return path();
  }
}

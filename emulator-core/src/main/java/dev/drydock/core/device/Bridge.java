package dev.drydock.core.device;

import dev.drydock.core.device.GroupSnooping.Way;
import dev.drydock.core.device.stp.PortState;
import dev.drydock.core.device.stp.SpanningTree;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.observe.Tap;
import dev.drydock.core.wire.Bpdu;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Vlan;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A learning bridge and the host's own interface on it (Linux `net/bridge`). While the
/// [SpanningTree] is off a port forwards as soon as it has a carrier.
///
/// ```
///   port a --.                         .--> port b        known unicast
///   port c ---+-- fromPort -- learn --+--> newest .. oldest port, then the host   flood
///   host  ----'   (transmit)          '--> the host       own address
/// ```
public final class Bridge extends NetDevice {
  /// Ports a bridge can have: 1023 (`BR_MAX_PORTS` is 1 << 10, number 0 is not used).
  public static final int PORTS_MAX = 1023;

  /// Bridges that only a circling frame passes: a guess, far above those between 255 routers.
  public static final int LOOP_BRIDGES = 4096;

  private final Fdb fdb = new Fdb();
  private BridgePort[] ports = new BridgePort[0];
  private final BridgeTree tree;
  private int joined;
  private final BridgeAdjustment adjustment = new BridgeAdjustment(this);
  private final BridgeVlans vlans = new BridgeVlans(this);
  private final BridgeEgress egress = new BridgeEgress(this, vlans);
  private final BridgeGroups groups;
  private final BitSet numbers = new BitSet();

  /// A bridge that is down, has no ports and the given address; the address follows the ports
  /// unless it is set (`br_stp_recalculate_bridge_id`).
  public Bridge(Softnet softnet, String name, long mac) {
    super(softnet, DeviceKind.BRIDGE, name, mac);
    groups = new BridgeGroups(this);
    tree = new BridgeTree(this);
    fdb.addLocal(mac, null, softnet.loop().nowNanos());
  }

  /// The forwarding database.
  public Fdb fdb() {
    return fdb;
  }

  /// The ports, newest first: the order of flooding.
  public List<BridgePort> ports() {
    return List.of(ports);
  }

  /// The port of this name; null when there is none.
  public @Nullable BridgePort port(String name) {
    for (BridgePort port : ports) {
      if (port.device().name().equals(name)) {
        return port;
      }
    }
    return null;
  }

  int portCount() {
    return ports.length;
  }

  /// The ports, not to be changed.
  BridgePort[] portArray() {
    return ports;
  }

  BridgePort port(int index) {
    return ports[index];
  }

  /// Gives a new bridge an address of its own, which its ports then no longer change. States are
  /// chosen with it, so that the bridge has no carrier then (`br_dev_newlink`).
  public void setOwnMac(long mac) {
    adjustment.setMac(mac);
    tree().setMac(mac);
  }

  @Override
  public void changeMac(long mac) {
    adjustment.setMac(mac);
  }

  /// Gives the bridge an MTU of its own, which its ports then no longer change.
  public void setOwnMtu(int bytes) {
    adjustment.setMtu(bytes);
  }

  /// The spanning tree.
  public SpanningTree tree() {
    return tree.tree();
  }

  /// How long an address is remembered that is not heard, as it is shown; shorter while the
  /// topology changes.
  public long ageingNanos() {
    return tree.shownAgeingNanos();
  }

  /// Sets how long an address is remembered that is not heard; 0 means that nothing is learned.
  public void setAgeing(long nanos) {
    tree.setAgeing(nanos);
  }

  /// The VLANs of the bridge's own interface.
  public PortVlans vlans() {
    return vlans.own();
  }

  /// How the bridge treats VLANs.
  public BridgeVlans vlanSettings() {
    return vlans;
  }

  /// The multicast groups that are known behind its ports.
  public BridgeGroups multicast() {
    return groups;
  }

  /// Enslaves a device (`br_add_if`). The new port is visited first when flooding.
  ///
  /// @throws IllegalArgumentException if the device is a loopback, an ipvlan (`IFF_NO_RX_HANDLER`)
  ///   or has no address, is a bridge or already enslaved, or the bridge is full; the message is
  ///   the kernel's errno word
  public BridgePort addPort(NetDevice device) {
    if (device instanceof Loopback || device instanceof Ipvlan || device.mac() == 0) {
      throw new IllegalArgumentException("EINVAL");
    }
    if (device instanceof Bridge) {
      throw new IllegalArgumentException("ELOOP");
    }
    if (device.rxHandler() != null) {
      throw new IllegalArgumentException("EBUSY");
    }
    BridgePort port = new BridgePort(this, device, lowestFreeNumber(), ++joined);
    numbers.set(port.number());
    tree().added(port.tree());
    BridgePort[] grown = new BridgePort[ports.length + 1];
    grown[0] = port;
    System.arraycopy(ports, 0, grown, 1, ports.length);
    ports = grown;
    device.setRxHandler(port, this);
    device.rxMode().addAllMulticast(1);
    device.rxMode().addPromiscuity(1);
    fdb.addLocal(device.mac(), port, nowNanos());
    tree.begin();
    portsChanged();
    portChanged(port, DeviceChange.CARRIER);
    tree.end();
    return port;
  }

  /// Whether there ever was a port.
  public boolean hasHadPorts() {
    return joined > 0;
  }

  /// Frees an enslaved device (`br_del_if`).
  public void removePort(BridgePort port) {
    tree().closed(port.tree());
    groups.removed(port);
    port.noBystander();
    numbers.clear(port.number());
    List<BridgePort> left = new ArrayList<>(List.of(ports));
    left.remove(port);
    ports = left.toArray(BridgePort[]::new);
    port.device().setRxHandler(null, null);
    port.device().rxMode().addAllMulticast(-1);
    port.device().rxMode().addPromiscuity(-1);
    fdb.removePort(port, true, nowNanos());
    portsChanged();
  }

  private int lowestFreeNumber() {
    int number = numbers.nextClearBit(1);
    if (number > PORTS_MAX) {
      throw new IllegalArgumentException("EXFULL");
    }
    return number;
  }

  private void portsChanged() {
    egress.portsChanged();
    adjustment.portsChanged();
  }

  void flagsChanged() {
    egress.flagsChanged();
  }

  void portChanged(BridgePort port, DeviceChange change) {
    switch (change) {
      case UP, DOWN, CARRIER -> tree.portChanged(port);
      case ADDRESS -> {
        fdb.removePort(port, true, nowNanos());
        fdb.addLocal(port.device().mac(), port, nowNanos());
        portsChanged();
      }
      case MTU -> portsChanged();
    }
  }

  @Override
  protected void stateChanged() {
    if (isUp()) {
      groups.opened();
    } else {
      groups.stopped();
    }
    tree.bridgeChanged();
  }

  void carrierChanged() {
    notify(DeviceChange.CARRIER);
  }

  /// A bridge has a carrier when a port forwards, and until states of ports were first chosen.
  @Override
  public boolean hasCarrier() {
    return tree.hasCarrier();
  }

  /// Whether the carrier ever came or went: before that no state of the link is worked out, so that
  /// it is shown as unknown (`linkwatch`).
  public boolean hasCarrierChanged() {
    return tree.hasCarrierChanged();
  }

  /// The host sends through its interface on the bridge (`br_dev_xmit`).
  @Override
  protected void send(Frame frame) {
    if (frame.savedSource != 0) {
      goOn(frame);
      return;
    }
    softnet().charge(softnet().costs().bridgeNanos());
    if (vlans.isFiltering() && !vlans().comesIn(frame, vlans.protocol())) {
      drop(frame, DropReason.VLAN_FILTER);
      return;
    }
    egress.begin(frame, null);
    long destination = Ethernet.destination(frame.data(), frame.offset());
    if (Ethernet.isGroup(destination)) {
      sendToGroup(frame, destination);
      return;
    }
    int slot = find(destination, frame.vlanControl);
    if (slot < 0) {
      egress.flood(frame, null, destination);
      return;
    }
    BridgePort port = fdb.port(slot);
    if (port == null || fdb.isLocal(slot)) {
      drop(frame, DropReason.BRIDGE_NO_EGRESS); // nothing is sent back to the host
      return;
    }
    egress.forward(frame, null, port);
  }

  /// A frame of the host to a group.
  private void sendToGroup(Frame frame, long destination) {
    switch (destination == Ethernet.BROADCAST ? Way.FLOOD : groups.read(frame, null)) {
      case INVALID -> drop(frame, DropReason.HDR_TRUNC);
      case FLOOD -> egress.flood(frame, null, destination);
      case LISTENERS -> egress.toListeners(frame, null, groups.found(), groups.isV6());
    }
  }

  /// A frame came in on a port (`br_handle_frame`).
  ///
  /// @return false to let the port's own protocols have the frame
  boolean fromPort(Frame arrived, BridgePort port) {
    Frame frame = arrived;
    softnet().charge(softnet().costs().bridgeNanos());
    if (++frame.bridgesPassed > LOOP_BRIDGES) {
      port.device().dropReceived(frame, DropReason.BRIDGE_LOOP);
      return true;
    }
    byte[] data = frame.data();
    long destination = Ethernet.destination(data, frame.offset());
    long source = Ethernet.source(data, frame.offset());
    if (source == 0 || Ethernet.isGroup(source)) {
      port.device().dropReceived(frame, DropReason.MAC_INVALID_SOURCE);
      return true;
    }
    if ((destination & ~0xfL) == Bpdu.GROUP && vlans.keeps(destination)) {
      return tree.linkLocal(frame, port);
    }
    if (port.state() != PortState.FORWARDING && port.state() != PortState.LEARNING) {
      port.device().dropReceived(frame, DropReason.BRIDGE_INGRESS_STP_STATE);
      return true;
    }
    if (destination == mac()) {
      frame.addressee = Frame.TO_HOST;
    }
    BridgeHooks hooks = hooks();
    if (hooks != null) {
      frame = hooks.cameIn(arrived, port);
      if (frame == null) {
        return true;
      }
    }
    bridge(frame, port);
    return true;
  }

  /// A frame whose destination was translated has found its station: its own source MAC comes back,
  /// and it is bridged as if it had come in just now (`br_nf_pre_routing_finish_bridge_slow`).
  private void goOn(Frame frame) {
    counters().txFrames--; // it does not count as sent
    counters().txBytes -= frame.length();
    Bytes.put48(frame.data(), frame.offset() + 6, frame.savedSource);
    frame.savedSource = 0;
    if (frame.bridgedFrom instanceof NetDevice device
        && device.rxHandler() instanceof BridgePort port
        && port.bridge() == this) {
      bridge(frame, port);
    } else {
      drop(frame, DropReason.BRIDGE_NO_EGRESS);
    }
  }

  /// Learns the source of a frame and sends it to its destination (`br_handle_frame_finish`).
  private void bridge(Frame frame, BridgePort port) {
    long destination = Ethernet.destination(frame.data(), frame.offset());
    if (vlans.isFiltering() && !port.vlans().comesIn(frame, vlans.protocol())) {
      port.device().dropReceived(frame, DropReason.VLAN_FILTER);
      return;
    }
    long source = Ethernet.source(frame.data(), frame.offset());
    if (port.isLocked() && !fdb.isBehind(port, source, frame.vlanControl, nowNanos())) {
      drop(frame, DropReason.PORT_SECURITY);
      return;
    }
    if (port.isLearning()) {
      learn(source, frame.vlanControl, port);
    }
    if (port.state() == PortState.LEARNING) {
      port.device().dropReceived(frame, DropReason.BRIDGE_INGRESS_STP_STATE);
      return;
    }
    egress.begin(frame, port);
    if (Ethernet.isGroup(destination)) {
      toGroup(frame, port, destination);
      return;
    }
    unicast(frame, port, find(destination, frame.vlanControl));
  }

  private void toGroup(Frame frame, BridgePort port, long destination) {
    switch (destination == Ethernet.BROADCAST ? Way.FLOOD : groups.read(frame, port)) {
      case INVALID -> drop(frame, DropReason.HDR_TRUNC);
      case FLOOD -> {
        egress.flood(frame.copy(), port, destination);
        passUp(frame, promiscuity() > 0);
      }
      case LISTENERS -> toListeners(frame, port);
    }
  }

  private void toListeners(Frame frame, BridgePort port) {
    boolean isV6 = groups.isV6();
    if (promiscuity() > 0 || groups.isForHost(isV6)) {
      egress.toListeners(frame.copy(), port, groups.found(), isV6);
      passUp(frame, promiscuity() > 0);
    } else {
      sight(frame);
      egress.toListeners(frame, port, groups.found(), isV6);
    }
  }

  /// Shows a frame that only passes: a capture of a run sees what a promiscuous one would.
  private void sight(Frame frame) {
    Tap tap = tap();
    if (tap != null) {
      tap.sighted(nowNanos(), frame, false);
    }
  }

  /// Notes a source, in its VLAN.
  private void learn(long mac, int vlanControl, BridgePort port) {
    long now = nowNanos();
    int inAll = vlanControl == 0 ? -1 : fdb.find(mac, now);
    boolean isOwn = inAll >= 0 && fdb.isLocal(inAll);
    if (isOwn || !fdb.learn(Fdb.key(vlanControl & Vlan.ID_MASK, mac), port, now)) {
      tree.heardOwn(port, mac, vlanControl & Vlan.ID_MASK);
    }
  }

  /// The entry of a destination in its VLAN; addresses of the bridge and its ports are in all.
  private int find(long mac, int vlanControl) {
    long now = nowNanos();
    if (vlanControl == 0) {
      return fdb.find(mac, now);
    }
    int own = fdb.find(mac, now);
    boolean isOwn = own >= 0 && fdb.isLocal(own);
    return isOwn ? own : fdb.find(Fdb.key(vlanControl & Vlan.ID_MASK, mac), now);
  }

  /// Hands a frame to the bridge's own interface, if that is in its VLAN (`br_pass_frame_up`). Whom
  /// it is for was decided when it came in: what was for the bridge then stays so, whatever its
  /// destination was translated to.
  ///
  /// @param promiscuous whether the bridge hears all frames; connection tracking has nothing to do
  ///   with what it hears then (`br_nf_local_in`)
  private void passUp(Frame frame, boolean promiscuous) {
    if (promiscuous) {
      frame.flow = null;
      frame.flowState = 0;
    }
    if (vlans.isFiltering()) {
      if (!promiscuous && !vlans().lets(frame)) {
        frame.release(); // the bridge is not in this VLAN: no loss, there is nobody to hear it
        return;
      }
      vlans().goesOut(frame, vlans.protocol());
    }
    takeUp(frame);
  }

  private void unicast(Frame frame, BridgePort port, int slot) {
    if (slot >= 0 && fdb.isLocal(slot)) {
      passUp(frame, false);
      return;
    }
    if (promiscuity() > 0) {
      sendOn(frame.copy(), port, slot);
      passUp(frame, true);
      return;
    }
    sight(frame);
    sendOn(frame, port, slot);
  }

  private void sendOn(Frame frame, BridgePort port, int slot) {
    BridgePort out = slot < 0 ? null : fdb.port(slot);
    if (out == null) {
      egress.flood(frame, port, Ethernet.destination(frame.data(), frame.offset()));
    } else {
      egress.forward(frame, port, out);
    }
  }

  @Nullable BridgeHooks hooks() {
    Upper upper = upper();
    BridgeHooks hooks = upper == null ? null : upper.bridgeHooks();
    return hooks != null && hooks.isActive() ? hooks : null;
  }

  long nowNanos() {
    return softnet().loop().nowNanos();
  }
}

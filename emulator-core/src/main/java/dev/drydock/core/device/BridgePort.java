package dev.drydock.core.device;

import dev.drydock.core.device.stp.PortState;
import dev.drydock.core.device.stp.TreePort;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.wire.Bpdu;
import dev.drydock.core.wire.Bytes;
import dev.drydock.core.wire.Ethernet;
import java.util.EnumSet;
import org.jspecify.annotations.Nullable;

/// A device enslaved to a bridge, and the bridge's settings for it (Linux `struct
/// net_bridge_port`).
public final class BridgePort implements RxHandler, TreePort.Line {
  private final Bridge bridge;
  private final NetDevice device;
  private final TreePort tree;

  private PortState state = PortState.DISABLED;
  private boolean hairpin;
  private boolean isolated;
  private boolean learning = true;
  private boolean flooding = true;
  private boolean locked;
  private boolean multicastFlooding = true;
  private boolean broadcastFlooding = true;

  /// The flags that are not as a new port has them; null for none.
  private @Nullable EnumSet<PortFlag> changedFlags;

  private @Nullable PortVlans vlans;
  private @Nullable PortGroups groups;
  private final int joined;
  private @Nullable Bystander bystander;

  /// @param number its number in the spanning tree
  /// @param joined how many ports had joined the bridge before it, and itself
  BridgePort(Bridge bridge, NetDevice device, int number, int joined) {
    this.bridge = bridge;
    this.device = device;
    this.joined = joined;
    this.tree = new TreePort(bridge.tree(), this, number);
  }

  @Override
  public boolean handle(Frame frame, NetDevice from) {
    return bridge.fromPort(frame, this);
  }

  /// The bridge.
  public Bridge bridge() {
    return bridge;
  }

  /// The enslaved device.
  public NetDevice device() {
    return device;
  }

  /// The VLANs of the port.
  public PortVlans vlans() {
    if (vlans == null) {
      vlans = new PortVlans(bridge.vlanSettings().defaultId());
      bridge.vlanSettings().countOf(vlans);
    }
    return vlans;
  }

  /// When it joined: newer ports have higher numbers.
  int joined() {
    return joined;
  }

  /// What it knows of multicast routers.
  public PortGroups groups() {
    if (groups == null) {
      groups = new PortGroups(bridge.multicast(), this);
    }
    return groups;
  }

  /// Whether a multicast router is behind the port.
  boolean hasRouter(boolean isV6) {
    return groups != null && groups.hasRouter(isV6);
  }

  void groupsClosed() {
    if (groups != null) {
      groups.closed();
    }
  }

  /// The port number, the lowest that was free, from 1.
  public int number() {
    return tree.number();
  }

  /// Whether frames pass.
  public PortState state() {
    return state;
  }

  /// The port in the spanning tree.
  public TreePort tree() {
    return tree;
  }

  /// Whether a frame may go out where it came in.
  public boolean isHairpin() {
    return hairpin;
  }

  /// Allows or forbids that a frame goes out where it came in.
  public void setHairpin(boolean on) {
    noBystander();
    hairpin = on;
  }

  /// Whether the port exchanges frames only with ports that are not isolated.
  public boolean isIsolated() {
    return isolated;
  }

  /// Isolates the port from other isolated ports.
  public void setIsolated(boolean on) {
    noBystander();
    isolated = on;
  }

  /// Whether source addresses are learned.
  public boolean isLearning() {
    return learning;
  }

  /// Switches learning on or off.
  public void setLearning(boolean on) {
    learning = on;
  }

  /// Whether unicast to unknown addresses goes out here.
  public boolean isFlooding() {
    return flooding;
  }

  /// Switches flooding of unknown unicast on or off.
  public void setFlooding(boolean on) {
    flooding = on;
  }

  /// Whether a flag is set.
  public boolean has(PortFlag flag) {
    return flag.isDefault() != (changedFlags != null && changedFlags.contains(flag));
  }

  /// Sets or clears a flag.
  public void set(PortFlag flag, boolean on) {
    noBystander();
    if (changedFlags == null) {
      changedFlags = EnumSet.noneOf(PortFlag.class);
    }
    if (on == flag.isDefault()) {
      changedFlags.remove(flag);
    } else {
      changedFlags.add(flag);
    }
    locked = has(PortFlag.LOCKED);
    multicastFlooding = has(PortFlag.MULTICAST_FLOOD);
    broadcastFlooding = has(PortFlag.BROADCAST_FLOOD);
    bridge.flagsChanged();
  }

  /// Whether broadcasts of all other ports go out here.
  boolean passesBroadcasts() {
    return state == PortState.FORWARDING && broadcastFlooding && !hairpin && !isolated;
  }

  /// The station behind the port, while broadcasts are counted for it.
  @Nullable Bystander bystander() {
    return bystander;
  }

  void setBystander(@Nullable Bystander now) {
    bystander = now;
  }

  /// Something changes: frames are sent one by one again.
  void noBystander() {
    if (bystander != null) {
      bystander.end();
    }
  }

  /// Whether only stations get in that are known to be behind this port.
  boolean isLocked() {
    return locked;
  }

  /// Whether a frame that nobody asked for in particular goes out here (`br_flood`).
  boolean floods(long destination) {
    if (!Ethernet.isGroup(destination)) {
      return flooding;
    }
    return destination == Ethernet.BROADCAST ? broadcastFlooding : multicastFlooding;
  }

  // ---- the line of the spanning tree -------------------------------------------------------

  @Override
  public String name() {
    return device.name();
  }

  /// What ethtool tells of the speed decides: a veth pair says 10 Gb/s, a tunnel or a dummy nothing
  /// (`br_if.c`, `port_cost`).
  @Override
  public int speedCost() {
    return switch (device.kind()) {
      case VXLAN, DUMMY -> 100;
      default -> 2;
    };
  }

  @Override
  public void entered(PortState newState) {
    boolean isClosed = newState == PortState.DISABLED && state != PortState.DISABLED;
    noBystander();
    state = newState;
    if (isClosed) {
      bridge.multicast().closed(this);
    }
  }

  @Override
  public void forgetStations() {
    bridge.fdb().removePort(this, false, bridge.softnet().loop().nowNanos());
  }

  @Override
  public void send(@Nullable Bpdu config) {
    int type = config == null ? Bpdu.TOPOLOGY_CHANGE : Bpdu.CONFIG;
    int bytes = config == null ? Bpdu.TOPOLOGY_CHANGE_BYTES : Bpdu.CONFIG_BYTES;
    Frame frame = device.softnet().frames().take(bytes);
    Bpdu.writeHeader(frame.data(), frame.offset(), device.mac(), type);
    Bytes.put48(frame.data(), frame.offset(), bridge.vlanSettings().groupAddress());
    if (config != null) {
      config.write(frame.data(), frame.offset());
    }
    device.transmit(frame);
  }

  @Override
  public void deviceChanged(DeviceChange change) {
    bridge.portChanged(this, change);
  }
}

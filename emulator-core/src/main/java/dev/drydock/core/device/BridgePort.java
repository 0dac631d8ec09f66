package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import org.jspecify.annotations.Nullable;

/// A device enslaved to a bridge, and the bridge's settings for it (Linux `struct
/// net_bridge_port`).
public final class BridgePort implements RxHandler {
  private final Bridge bridge;
  private final NetDevice device;
  private final int number;

  private PortState state = PortState.DISABLED;
  private boolean hairpin;
  private boolean isolated;
  private boolean learning = true;
  private boolean flooding = true;
  private @Nullable PortVlans vlans;

  BridgePort(Bridge bridge, NetDevice device, int number) {
    this.bridge = bridge;
    this.device = device;
    this.number = number;
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
      vlans = new PortVlans();
    }
    return vlans;
  }

  /// The port number, the lowest that was free, from 1.
  public int number() {
    return number;
  }

  /// Whether frames pass.
  public PortState state() {
    return state;
  }

  void setState(PortState newState) {
    state = newState;
  }

  /// Whether a frame may go out where it came in.
  public boolean isHairpin() {
    return hairpin;
  }

  /// Allows or forbids that a frame goes out where it came in.
  public void setHairpin(boolean on) {
    hairpin = on;
  }

  /// Whether the port exchanges frames only with ports that are not isolated.
  public boolean isIsolated() {
    return isolated;
  }

  /// Isolates the port from other isolated ports.
  public void setIsolated(boolean on) {
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

  /// The path cost of the spanning tree: a veth pair reports 10 Gb/s, which is 2; a tunnel reports
  /// nothing, which is 100 (`br_if.c`, `port_cost`).
  public int pathCost() {
    return device.kind() == DeviceKind.VXLAN ? 100 : 2;
  }

  @Override
  public void deviceChanged(DeviceChange change) {
    bridge.portChanged(this, change);
  }
}

package dev.drydock.core.device;

import dev.drydock.core.device.stp.PortState;
import dev.drydock.core.device.stp.SpanningTree;
import dev.drydock.core.device.stp.TreeOwner;
import dev.drydock.core.device.stp.TreePort;
import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.DropReason;
import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.wire.Bpdu;
import dev.drydock.core.wire.Ethernet;
import dev.drydock.core.wire.Mac;
import java.util.function.Supplier;

/// A bridge and its spanning tree: which ports are open, whether the bridge has a carrier, how long
/// stations are remembered while the topology changes.
final class BridgeTree implements TreeOwner {
  private final Bridge bridge;
  private final SpanningTree tree;
  private boolean carrier = true; // as every device's until somebody takes it
  private boolean carrierChanged;
  private boolean held;
  private boolean owed;
  private long ageingNanos = Fdb.AGEING_NANOS;
  private long shownNanos = Fdb.AGEING_NANOS;

  /// The tree of a bridge without ports, whose number has no address yet: it comes with the first
  /// port, or when somebody sets it (`br_stp_change_bridge_id`; Linux 6.18 shows
  /// `8000.000000000000`).
  BridgeTree(Bridge bridge) {
    this.bridge = bridge;
    this.tree = new SpanningTree(this, 0);
  }

  SpanningTree tree() {
    return tree;
  }

  boolean hasCarrier() {
    return carrier;
  }

  boolean hasCarrierChanged() {
    return carrierChanged;
  }

  // ---- ports and bridge change -------------------------------------------------------------

  /// A port's device, or the bridge itself, went up or down or has or lost its carrier.
  void portChanged(BridgePort port) {
    boolean open = bridge.isUp() && port.device().isRunning();
    boolean wasOpen = port.state() != PortState.DISABLED;
    if (open && !wasOpen) {
      tree.opened(port.tree());
    } else if (!open && wasOpen) {
      tree.closed(port.tree());
    }
  }

  void bridgeChanged() {
    if (bridge.isUp()) {
      tree.bridgeUp();
    }
    for (BridgePort port : bridge.ports()) {
      portChanged(port);
    }
    if (!bridge.isUp()) {
      tree.bridgeDown();
    }
  }

  /// A frame came in that is from here: there is a loop (`br_fdb_update`, `net_ratelimit`).
  void heardOwn(BridgePort port, long mac, int vlan) {
    String self = bridge.name();
    String where = port.name();
    Supplier<String> line =
        () ->
            "%s: received packet on %s with own address as source address (addr:%s, vlan:%d)"
                .formatted(self, where, Mac.format(mac), vlan);
    bridge.softnet().log().addLimited(loop().nowNanos(), line);
  }

  /// 01:80:c2:00:00:0x never crosses a bridge: pause frames vanish, messages of the spanning tree
  /// are for it, unless it is off, the rest is for the port itself (`br_handle_frame`).
  ///
  /// @return false to let the port's own protocols have the frame
  boolean linkLocal(Frame frame, BridgePort port) {
    byte[] data = frame.data();
    int at = frame.offset();
    long destination = Ethernet.destination(data, at);
    if (destination == Bpdu.GROUP + 1) {
      port.device().dropReceived(frame, DropReason.BRIDGE_NO_FORWARD);
      return true;
    }
    boolean learns = port.state() == PortState.FORWARDING || port.state() == PortState.LEARNING;
    if (port.isLearning() && learns) {
      bridge.fdb().learn(Ethernet.source(data, at), port, bridge.nowNanos());
    }
    if (destination == bridge.vlanSettings().groupAddress()) {
      tree.receive(port.tree(), data, at, frame.length());
      frame.release();
      return true;
    }
    return false;
  }

  // ---- ageing ------------------------------------------------------------------------------

  /// Holds at once, while the topology changes as well (`br_set_ageing_time`).
  void setAgeing(long nanos) {
    ageingNanos = nanos;
    shownNanos = nanos;
    forget();
  }

  /// What is shown: since the topology changes twice the forward delay, until it does not any more,
  /// or until somebody sets it. A change that ends when the tree is off leaves it as it is
  /// (`__br_set_topology_change`; run on Linux 6.18).
  long shownAgeingNanos() {
    return shownNanos;
  }

  @Override
  public void ageingChanged() {
    if (tree.isEnabled()) {
      shownNanos = tree.isChanging() ? 2 * tree.forwardDelayNanos(false) : ageingNanos;
    }
    forget();
  }

  /// While the topology changes stations are forgotten after the forward delay (`hold_time`).
  private void forget() {
    bridge.fdb().setAgeing(tree.isChanging() ? tree.forwardDelayNanos(false) : shownNanos);
  }

  // ---- the carrier -------------------------------------------------------------------------

  /// A port comes: of the carrier, which goes and comes with it, is told once (`linkwatch`).
  void begin() {
    held = true;
  }

  void end() {
    held = false;
    if (owed) {
      owed = false;
      bridge.carrierChanged();
    }
  }

  // ---- what the tree asks ------------------------------------------------------------------

  @Override
  public EventLoop loop() {
    return bridge.softnet().loop();
  }

  @Override
  public boolean isUp() {
    return bridge.isUp();
  }

  @Override
  public int portCount() {
    return bridge.portCount();
  }

  @Override
  public TreePort port(int index) {
    return bridge.port(index).tree();
  }

  /// A bridge has a carrier while a port forwards (`br_port_state_selection`).
  @Override
  public void portsChosen() {
    bridge.multicast().portsChosen();
    boolean now = false;
    for (int i = 0; i < bridge.portCount() && !now; i++) {
      now = bridge.port(i).state() == PortState.FORWARDING;
    }
    if (now != carrier) {
      carrier = now;
      carrierChanged = true;
      owed = true;
    }
    if (owed && !held) {
      end();
    }
  }

  @Override
  public String name() {
    return bridge.name();
  }

  @Override
  public void logLine(Supplier<String> line) {
    bridge.softnet().log().add(loop().nowNanos(), line);
  }
}

package dev.drydock.core.device;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.wire.Mac;

/// A bridge and its spanning tree: which ports are open, whether the bridge has a carrier, how long
/// stations are remembered while the topology changes.
final class BridgeTree implements TreeOwner {
  private static final long WARNING_SPAN_NANOS = 5_000_000_000L;
  private static final int WARNINGS_MAX = 10;

  private final Bridge bridge;
  private final SpanningTree tree;
  private boolean carrier;
  private long warnedSinceNanos = -WARNING_SPAN_NANOS;
  private int warnings;
  private long ageingNanos = Fdb.AGEING_NANOS;

  BridgeTree(Bridge bridge, long mac) {
    this.bridge = bridge;
    this.tree = new SpanningTree(this, mac);
  }

  SpanningTree tree() {
    return tree;
  }

  boolean hasCarrier() {
    return carrier;
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

  /// A frame came in that is from here: there is a loop (`br_fdb_update`). The log takes ten such
  /// lines in five seconds (`net_ratelimit`).
  void heardOwn(BridgePort port, long mac, int vlan) {
    long now = loop().nowNanos();
    if (now - warnedSinceNanos >= WARNING_SPAN_NANOS) {
      warnedSinceNanos = now;
      warnings = 0;
    }
    if (warnings++ < WARNINGS_MAX) {
      log(
          "received packet on %s with own address as source address (addr:%s, vlan:%d)"
              .formatted(port.name(), Mac.format(mac), vlan));
    }
  }

  // ---- ageing ------------------------------------------------------------------------------

  void setAgeing(long nanos) {
    ageingNanos = nanos;
    ageingChanged();
  }

  /// What is shown: while the topology changes, twice the forward delay
  /// (`__br_set_topology_change`).
  long shownAgeingNanos() {
    return tree.isChanging() ? 2 * tree.forwardDelayNanos(false) : ageingNanos;
  }

  /// While the topology changes stations are forgotten after the forward delay (`hold_time`).
  @Override
  public void ageingChanged() {
    bridge.fdb().setAgeing(tree.isChanging() ? tree.forwardDelayNanos(false) : ageingNanos);
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

  /// A bridge has a carrier while a port forwards.
  @Override
  public void portsChosen() {
    bridge.multicast().portsChosen();
    boolean now = false;
    for (int i = 0; i < bridge.portCount() && !now; i++) {
      now = bridge.port(i).state() == PortState.FORWARDING;
    }
    if (now != carrier) {
      carrier = now;
      bridge.carrierChanged();
    }
  }

  @Override
  public void log(String text) {
    bridge.softnet().log().add(loop().nowNanos(), bridge.name() + ": " + text);
  }
}

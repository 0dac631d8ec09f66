package dev.drydock.core.device.stp;

import dev.drydock.core.sim.EventLoop;
import dev.drydock.core.sim.Jiffies;
import dev.drydock.core.wire.Bpdu;
import dev.drydock.core.wire.Ethernet;
import org.jspecify.annotations.Nullable;

/// The spanning tree of one bridge (IEEE 802.1D-1998, section 8, as Linux does it in
/// `net/bridge/br_stp.c`, `br_stp_if.c`, `br_stp_timer.c`). Which port leads to the root, which
/// ports are the way to the root for others, and which are closed:
///
/// ```
///   news on a port -> root port, designated ports -> states of the ports
///                          |         (blocking -> listening -> learning -> forwarding)
///                          '-> configurations on designated ports
/// ```
///
/// While it is off every port is designated and forwards at once. It counts time in ticks.
public final class SpanningTree {
  private static final int PRIORITY = 0x8000;

  private final TreeOwner owner;
  private final TreeChoice choice;
  private final TreeTalk talk;
  private final TreeTimes own = new TreeTimes();
  private final TreeTimes used = new TreeTimes();
  private final BridgeTimer hello;
  private final BridgeTimer notice;
  private final BridgeTimer change;
  private boolean enabled;
  private long id;
  private long root;
  private int rootCost;
  private int rootPort;
  private boolean changing;
  private boolean changeDetected;

  /// A tree that is off, of a bridge without ports.
  public SpanningTree(TreeOwner owner, long mac) {
    this.owner = owner;
    this.choice = new TreeChoice(this, owner);
    this.talk = new TreeTalk(this, owner);
    this.id = ((long) PRIORITY << Ethernet.MAC_BITS) | mac;
    this.root = id;
    this.hello = new BridgeTimer(owner.loop(), this::helloOver);
    this.notice = new BridgeTimer(owner.loop(), this::noticeOver);
    this.change = new BridgeTimer(owner.loop(), this::changeOver);
  }

  // ---- what is shown and set ---------------------------------------------------------------

  /// Whether it is on.
  public boolean isEnabled() {
    return enabled;
  }

  /// The bridge: its priority in the upper 16 bits, then its address.
  public long id() {
    return id;
  }

  /// The priority of the bridge.
  public int priority() {
    return (int) (id >>> Ethernet.MAC_BITS);
  }

  /// The root.
  public long root() {
    return root;
  }

  /// What the way to the root costs.
  public int rootCost() {
    return rootCost;
  }

  /// The port that leads to the root, 0 on the root itself.
  public int rootPort() {
    return rootPort;
  }

  /// Whether the root says that the topology changes.
  public boolean isChanging() {
    return changing;
  }

  /// Whether this bridge has seen a change that the root has not acknowledged.
  public boolean hasDetectedChange() {
    return changeDetected;
  }

  /// How old news may become, in nanoseconds: what the root says, or what is set here.
  public long maxAgeNanos(boolean isOwn) {
    return isOwn ? own.maxAge : used.maxAge;
  }

  /// How often the root speaks.
  public long helloTimeNanos(boolean isOwn) {
    return isOwn ? own.helloTime : used.helloTime;
  }

  /// How long ports listen, and how long they learn.
  public long forwardDelayNanos(boolean isOwn) {
    return isOwn ? own.forwardDelay : used.forwardDelay;
  }

  /// What is left of the timers: hello, notice of a change, change; hundredths of a second.
  public long[] timersLeft() {
    return new long[] {
      hello.leftCentiseconds(), notice.leftCentiseconds(), change.leftCentiseconds()
    };
  }

  /// Sets the hello time.
  ///
  /// @return false when it is out of range
  public boolean setHelloTime(long nanos) {
    if (!TreeTimes.isHelloTime(nanos)) {
      return false;
    }
    own.helloTime = nanos;
    used.helloTime = isRoot() ? nanos : used.helloTime;
    return true;
  }

  /// Sets how old news may become.
  ///
  /// @return false when it is out of range
  public boolean setMaxAge(long nanos) {
    if (!TreeTimes.isMaxAge(nanos)) {
      return false;
    }
    own.maxAge = nanos;
    used.maxAge = isRoot() ? nanos : used.maxAge;
    return true;
  }

  /// Sets the forward delay; any will do while the tree is off.
  ///
  /// @return false when it is out of range
  public boolean setForwardDelay(long nanos) {
    if (enabled && !TreeTimes.isForwardDelay(nanos)) {
      return false;
    }
    own.forwardDelay = nanos;
    used.forwardDelay = isRoot() ? nanos : used.forwardDelay;
    return true;
  }

  /// Sets the priority of the bridge (`br_stp_set_bridge_priority`).
  public void setPriority(int priority) {
    boolean wasRoot = isRoot();
    long newId = ((long) (priority & 0xffff) << Ethernet.MAC_BITS) | address(id);
    for (int i = 0; i < owner.portCount(); i++) {
      TreePort port = owner.port(i);
      if (port.state() != PortState.DISABLED && port.isDesignated()) {
        port.designatedBridge = newId;
      }
    }
    id = newId;
    update(wasRoot);
  }

  /// The bridge has another address (`br_stp_change_bridge_id`).
  public void setMac(long mac) {
    boolean wasRoot = isRoot();
    long before = address(id);
    for (int i = 0; i < owner.portCount(); i++) {
      TreePort port = owner.port(i);
      if (address(port.designatedBridge) == before) {
        port.designatedBridge = port.designatedBridge - before + mac;
      }
      if (address(port.designatedRoot) == before) {
        port.designatedRoot = port.designatedRoot - before + mac;
      }
    }
    id = id - before + mac;
    update(wasRoot);
  }

  private static long address(long bridge) {
    return bridge & Ethernet.BROADCAST;
  }

  /// Sets the priority of a port (`br_stp_set_port_priority`).
  ///
  /// @return false when it is out of range
  public boolean setPriority(TreePort port, int priority) {
    if (priority < 0 || priority > TreePort.PRIORITY_MAX) {
      return false;
    }
    boolean wasDesignated = port.isDesignated();
    port.setPriority(priority);
    if (wasDesignated) {
      port.designatedPort = port.id();
    }
    if (port.designatedBridge == id && port.id() < port.designatedPort) {
      choice.becomeDesignated(port);
      choice.states();
    }
    return true;
  }

  /// Sets what the way by a port costs (`br_stp_set_path_cost`).
  ///
  /// @return false when it is out of range
  public boolean setCost(TreePort port, int cost) {
    if (cost < 1 || cost > TreePort.COST_MAX) {
      return false;
    }
    port.setCost(cost);
    choose();
    return true;
  }

  /// Sets the state of a port by hand (`br_set_port_state`).
  ///
  /// @return the kernel's errno word, empty when done
  public String setState(TreePort port, PortState state) {
    if (enabled) {
      return "EBUSY";
    }
    if (port.state() == PortState.DISABLED && state != PortState.DISABLED) {
      return "ENETDOWN";
    }
    port.enter(state);
    choice.states();
    return "";
  }

  /// Switches it on or off. Ports that forward go on doing so until news says otherwise; a port
  /// that is closed stays so.
  public void setEnabled(boolean on) {
    if (enabled == on) {
      return;
    }
    enabled = on;
    if (on) {
      setForwardDelay(own.delayInRange());
      if (owner.isUp()) {
        hello.start(used.helloTime);
      }
      choice.states();
    }
  }

  // ---- the bridge and its ports come and go ------------------------------------------------

  /// The bridge goes up (`br_stp_enable_bridge`); its ports follow.
  public void bridgeUp() {
    if (enabled) {
      hello.start(used.helloTime);
    }
    talk.sendConfigs();
  }

  /// The bridge is down and its ports are closed (`br_stp_disable_bridge`).
  public void bridgeDown() {
    setChanging(false);
    changeDetected = false;
    hello.stop();
    change.stop();
    notice.stop();
  }

  /// A port begins (`new_nbp`).
  public void added(TreePort port) {
    begin(port);
    port.enter(PortState.DISABLED);
  }

  private void begin(TreePort port) {
    choice.becomeDesignated(port);
    port.enter(PortState.BLOCKING);
    port.changeAcknowledged = false;
    port.configPending = false;
  }

  /// A port can carry frames (`br_stp_enable_port`).
  public void opened(TreePort port) {
    begin(port);
    if (isIdle()) {
      choice.makeForwarding(port);
      owner.portsChosen();
    } else {
      choice.states();
    }
  }

  /// A port no longer carries frames (`br_stp_disable_port`).
  public void closed(TreePort port) {
    boolean wasRoot = isRoot();
    choice.becomeDesignated(port);
    port.enter(PortState.DISABLED);
    port.changeAcknowledged = false;
    port.configPending = false;
    port.stopTimers();
    port.line().forgetStations();
    if (isIdle()) {
      owner.portsChosen();
    } else {
      update(wasRoot);
    }
  }

  /// Whether there is nothing to choose: no port but the one concerned can change.
  private boolean isIdle() {
    return !enabled && rootPort == 0;
  }

  private void update(boolean wasRoot) {
    choose();
    if (isRoot() && !wasRoot) {
      becomeRoot();
    }
  }

  /// A message came in on a port.
  public void receive(TreePort port, byte[] data, int at, int length) {
    talk.receive(port, data, at, length);
  }

  // ---- changes of the topology --------------------------------------------------------------

  boolean isRoot() {
    return id == root;
  }

  /// Notes which port leads to the root; null when this bridge is the root.
  void setRootPort(@Nullable TreePort best) {
    rootPort = best == null ? 0 : best.number();
    root = best == null ? id : best.designatedRoot;
    rootCost = best == null ? 0 : best.designatedCost + best.cost();
  }

  @Nullable TreePort rootPortOrNull() {
    for (int i = 0; i < owner.portCount(); i++) {
      if (owner.port(i).number() == rootPort) {
        return owner.port(i);
      }
    }
    return null;
  }

  void choose() {
    choice.roles();
    choice.states();
  }

  /// There is a better root: it is no more for this bridge to speak unasked.
  void noLongerRoot() {
    hello.stop();
    if (changeDetected) {
      change.stop();
      talk.sendNotice();
      notice.start(own.helloTime);
    }
  }

  /// Takes the times of the root, and what it says of changes (`br_record_config_timeout_values`).
  void follow(Bpdu config) {
    used.take(config);
    setChanging((config.flags() & Bpdu.CHANGING) != 0);
  }

  /// The notice of a change has arrived.
  void changeAcknowledged() {
    changeDetected = false;
    notice.stop();
  }

  private void becomeRoot() {
    used.take(own);
    detectChange();
    notice.stop();
    if (owner.isUp()) {
      talk.sendConfigs();
      hello.start(used.helloTime);
    }
  }

  /// `br_topology_change_detection`.
  void detectChange() {
    if (!enabled) {
      return;
    }
    log("topology change detected, " + (isRoot() ? "propagating" : "sending tcn bpdu"));
    if (isRoot()) {
      setChanging(true);
      change.start(own.forwardDelay + own.maxAge);
    } else if (!changeDetected) {
      talk.sendNotice();
      notice.start(own.helloTime);
    }
    changeDetected = true;
  }

  private void setChanging(boolean on) {
    if (changing != on) {
      changing = on;
      owner.ageingChanged();
    }
  }

  // ---- timers ------------------------------------------------------------------------------

  private void helloOver() {
    if (owner.isUp() && enabled) {
      talk.sendConfigs();
      hello.startRounded(used.helloTime);
    }
  }

  private void noticeOver() {
    if (!isRoot() && owner.isUp()) {
      talk.sendNotice();
      notice.start(own.helloTime);
    }
  }

  private void changeOver() {
    changeDetected = false;
    setChanging(false);
  }

  /// The segment's designated bridge is silent (`br_message_age_timer_expired`).
  void newsTooOld(TreePort port) {
    if (port.state() == PortState.DISABLED) {
      return;
    }
    log(port + " neighbor " + text(port.designatedBridge) + " lost");
    boolean wasRoot = isRoot();
    choice.becomeDesignated(port);
    update(wasRoot);
  }

  /// A port has listened or learned long enough (`br_forward_delay_timer_expired`).
  void delayOver(TreePort port) {
    if (port.state() == PortState.LISTENING) {
      port.enter(PortState.LEARNING);
      port.forwardDelay().start(used.forwardDelay);
    } else if (port.state() == PortState.LEARNING) {
      port.enter(PortState.FORWARDING);
      if (isDesignatedSomewhere()) {
        detectChange();
      }
      owner.portsChosen();
    }
  }

  private boolean isDesignatedSomewhere() {
    for (int i = 0; i < owner.portCount(); i++) {
      TreePort port = owner.port(i);
      if (port.state() != PortState.DISABLED && port.designatedBridge == id) {
        return true;
      }
    }
    return false;
  }

  void holdOver(TreePort port) {
    if (port.configPending) {
      talk.sendConfig(port);
    }
  }

  // ---- time and text -----------------------------------------------------------------------

  EventLoop loop() {
    return owner.loop();
  }

  void log(String text) {
    owner.log(text);
  }

  TreeOwner owner() {
    return owner;
  }

  long nowTicks() {
    return owner.loop().nowNanos() / Jiffies.TICK_NANOS;
  }

  /// `8000.020000000a01`.
  public static String text(long bridge) {
    String digits = "%016x".formatted(bridge);
    return digits.substring(0, 4) + "." + digits.substring(4);
  }
}

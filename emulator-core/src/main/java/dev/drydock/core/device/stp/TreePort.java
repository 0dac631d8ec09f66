package dev.drydock.core.device.stp;

import dev.drydock.core.wire.Bpdu;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A port as the spanning tree sees it (Linux `struct net_bridge_port`, `net/bridge/br_stp_if.c`):
/// whether frames pass, and the best news of the root that was heard there. Identifiers of bridges
/// have their priority in the upper 16 bits, then their address.
public final class TreePort {
  /// The priority of a port: `BR_PORT_BITS` leave six bits, of which 32 is the middle.
  public static final int PRIORITY = 32;

  /// `BR_MAX_PORT_PRIORITY`.
  public static final int PRIORITY_MAX = 63;

  /// `BR_MAX_PATH_COST`.
  public static final int COST_MAX = 65_535;

  private static final int NUMBER_BITS = 10;

  private final SpanningTree tree;
  private final Line line;
  private final int number;

  private PortState state = PortState.DISABLED;
  private int priority = PRIORITY;
  private int costSet;
  private boolean guarded;
  private boolean rootBlocked;
  long designatedRoot;
  int designatedCost;
  long designatedBridge;
  int designatedPort;

  /// When the news of the root was new, in ticks.
  long designatedAgeTicks;

  /// Until when the forward delay is shown to run on a port that forwarded at once; it changes
  /// nothing then.
  long idleUntilNanos;

  boolean changeAcknowledged;
  boolean configPending;

  // Made when they are first set: most ports never hear of a spanning tree.
  private @Nullable BridgeTimer messageAge;
  private @Nullable BridgeTimer forwardDelay;
  private @Nullable BridgeTimer hold;

  public TreePort(SpanningTree tree, Line line, int number) {
    this.tree = tree;
    this.line = line;
    this.number = number;
  }

  /// What a port leads to: the device of a bridge's port, or the plug of a switch.
  public interface Line {
    /// How the kernel's log calls it.
    String name();

    /// What the way by this port costs, by its speed.
    int speedCost();

    /// Sends a configuration; null for the notice that the topology changed.
    void send(@Nullable Bpdu config);

    /// The port has another state.
    void entered(PortState newState);

    /// Forgets which stations are there.
    void forgetStations();
  }

  Line line() {
    return line;
  }

  /// The number of the port.
  public int number() {
    return number;
  }

  /// Whether frames pass.
  public PortState state() {
    return state;
  }

  void enter(PortState newState) {
    state = newState;
    line.entered(newState);
    String name = line.name();
    String owner = tree.owner().name();
    tree.owner().logLine(() -> entered(owner, name, newState));
  }

  /// Priority and number in one (`br_make_port_id`).
  public int id() {
    return (priority << NUMBER_BITS) | number;
  }

  /// The priority, 0 to 63.
  public int priority() {
    return priority;
  }

  void setPriority(int newPriority) {
    priority = newPriority;
  }

  /// What the way by this port costs.
  public int cost() {
    return costSet == 0 ? line.speedCost() : costSet;
  }

  void setCost(int newCost) {
    costSet = newCost;
  }

  /// Whether a message of the spanning tree closes the port (`guard`).
  public boolean isGuarded() {
    return guarded;
  }

  /// Lets a message of the spanning tree close the port.
  public void setGuarded(boolean on) {
    guarded = on;
  }

  /// Whether the root may not be behind this port (`root_block`).
  public boolean isRootBlocked() {
    return rootBlocked;
  }

  /// Forbids that the root is behind this port.
  public void setRootBlocked(boolean on) {
    rootBlocked = on;
  }

  /// The root as the designated bridge of the segment told it.
  public long designatedRoot() {
    return designatedRoot;
  }

  /// What the designated bridge's way to the root costs.
  public int designatedCost() {
    return designatedCost;
  }

  /// The bridge by which the segment reaches the root.
  public long designatedBridge() {
    return designatedBridge;
  }

  /// That bridge's port.
  public int designatedPort() {
    return designatedPort;
  }

  /// Whether the next configuration acknowledges the notice of a change.
  public boolean acknowledgesChange() {
    return changeAcknowledged;
  }

  /// Whether a configuration waits for the hold timer.
  public boolean hasConfigPending() {
    return configPending;
  }

  /// Whether this bridge is the segment's way to the root.
  boolean isDesignated() {
    return designatedBridge == tree.id() && designatedPort == id();
  }

  BridgeTimer messageAge() {
    if (messageAge == null) {
      messageAge = new BridgeTimer(tree.loop(), () -> tree.newsTooOld(this));
    }
    return messageAge;
  }

  BridgeTimer forwardDelay() {
    if (forwardDelay == null) {
      forwardDelay = new BridgeTimer(tree.loop(), () -> tree.delayOver(this));
    }
    return forwardDelay;
  }

  BridgeTimer hold() {
    if (hold == null) {
      hold = new BridgeTimer(tree.loop(), () -> tree.holdOver(this));
    }
    return hold;
  }

  boolean isHolding() {
    return hold != null && hold.isPending();
  }

  void stopMessageAge() {
    stop(messageAge);
  }

  void stopForwardDelay() {
    stop(forwardDelay);
  }

  void stopTimers() {
    idleUntilNanos = 0;
    stop(messageAge);
    stop(forwardDelay);
    stop(hold);
  }

  private static void stop(@Nullable BridgeTimer timer) {
    if (timer != null) {
      timer.stop();
    }
  }

  /// What is left of the timers: message age, forward delay, hold; hundredths of a second.
  public long[] timersLeft() {
    long delay =
        Math.max(left(forwardDelay), BridgeTimer.centiseconds(idleUntilNanos, tree.loop()));
    return new long[] {left(messageAge), delay, left(hold)};
  }

  static long left(@Nullable BridgeTimer timer) {
    return timer == null ? 0 : timer.leftCentiseconds();
  }

  /// The words of the kernel's log.
  @Override
  public String toString() {
    return text(line.name());
  }

  private String entered(String owner, String name, PortState newState) {
    String word = newState.name().toLowerCase(Locale.ROOT);
    return owner + ": " + text(name) + " entered " + word + " state";
  }

  private String text(String name) {
    return "port " + number + "(" + name + ")";
  }
}

package dev.drydock.core.device.stp;

import dev.drydock.core.sim.Jiffies;
import dev.drydock.core.wire.Bpdu;

/// What a bridge says and hears of the spanning tree (Linux `net/bridge/br_stp.c`,
/// `br_stp_bpdu.c`).
final class TreeTalk {
  /// The least time between two configurations on a port (`BR_HOLD_TIME`).
  private static final long HOLD_NANOS = 1_000_000_000L;

  /// By how much news gets older from bridge to bridge (`MESSAGE_AGE_INCR`).
  private static final long AGE_STEP_TICKS = 1;

  private final SpanningTree tree;
  private final TreeOwner owner;

  TreeTalk(SpanningTree tree, TreeOwner owner) {
    this.tree = tree;
    this.owner = owner;
  }

  /// A message came in on a port (`br_stp_rcv`); what is not one of this protocol is no news.
  void receive(TreePort port, byte[] data, int at, int length) {
    if (!tree.isEnabled()
        || !owner.isUp()
        || port.state() == PortState.DISABLED
        || !Bpdu.isValid(data, at, length)) {
      return;
    }
    if (port.isGuarded()) {
      owner.log("BPDU received on blocked " + port);
      tree.closed(port);
    } else if (Bpdu.type(data, at) == Bpdu.TOPOLOGY_CHANGE) {
      noticed(port);
    } else {
      Bpdu config = Bpdu.read(data, at);
      if (config.messageAge() <= config.maxAge()) {
        heard(port, config);
      }
    }
  }

  /// News of the root (`br_received_config_bpdu`).
  private void heard(TreePort port, Bpdu config) {
    boolean wasRoot = tree.isRoot();
    if (!TreeOrder.isNews(config, port, tree.id())) {
      if (port.isDesignated()) {
        sendConfig(port);
      }
      return;
    }
    record(port, config);
    tree.choose();
    if (!tree.isRoot() && wasRoot) {
      tree.noLongerRoot();
    }
    if (port.number() == tree.rootPort()) {
      tree.follow(config);
      sendConfigs();
      if ((config.flags() & Bpdu.ACKNOWLEDGED) != 0) {
        tree.changeAcknowledged();
      }
    }
  }

  private void record(TreePort port, Bpdu config) {
    port.designatedRoot = config.root();
    port.designatedCost = config.cost();
    port.designatedBridge = config.bridge();
    port.designatedPort = config.port();
    long age = TreeTimes.nanos(config.messageAge());
    port.designatedAgeTicks = tree.nowTicks() - (age / Jiffies.TICK_NANOS);
    port.messageAge().start(TreeTimes.nanos(config.maxAge()) - age);
  }

  /// Somebody noticed that the topology changed (`br_received_tcn_bpdu`).
  private void noticed(TreePort port) {
    if (port.isDesignated()) {
      owner.log(port + " received tcn bpdu");
      tree.detectChange();
      port.changeAcknowledged = true;
      sendConfig(port);
    }
  }

  void sendConfigs() {
    for (int i = 0; i < owner.portCount(); i++) {
      TreePort port = owner.port(i);
      if (port.state() != PortState.DISABLED && port.isDesignated()) {
        sendConfig(port);
      }
    }
  }

  /// Sends a configuration, at most one a second (`br_transmit_config`).
  void sendConfig(TreePort port) {
    if (!tree.isEnabled()) {
      return;
    }
    if (port.isHolding()) {
      port.configPending = true;
      return;
    }
    TreePort best = tree.rootPortOrNull();
    long age = best == null ? 0 : tree.nowTicks() - best.designatedAgeTicks + AGE_STEP_TICKS;
    if (age * Jiffies.TICK_NANOS >= tree.maxAgeNanos(false)) {
      return;
    }
    int flags =
        (tree.isChanging() ? Bpdu.CHANGING : 0) | (port.changeAcknowledged ? Bpdu.ACKNOWLEDGED : 0);
    port.line()
        .send(
            new Bpdu(
                flags,
                tree.root(),
                tree.rootCost(),
                tree.id(),
                port.id(),
                TreeTimes.parts(age * Jiffies.TICK_NANOS),
                TreeTimes.parts(tree.maxAgeNanos(false)),
                TreeTimes.parts(tree.helloTimeNanos(false)),
                TreeTimes.parts(tree.forwardDelayNanos(false))));
    port.changeAcknowledged = false;
    port.configPending = false;
    port.hold().startRounded(HOLD_NANOS);
  }

  void sendNotice() {
    TreePort port = tree.rootPortOrNull();
    if (tree.isEnabled() && port != null) {
      port.line().send(null);
    }
  }
}

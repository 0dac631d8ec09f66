package dev.drydock.core.device.stp;

/// Chooses the roles of a bridge's ports and, by them, their states (Linux `net/bridge/br_stp.c`).
final class TreeChoice {
  private final SpanningTree tree;
  private final TreeOwner owner;

  TreeChoice(SpanningTree tree, TreeOwner owner) {
    this.tree = tree;
    this.owner = owner;
  }

  /// `br_configuration_update`.
  void roles() {
    TreePort best = null;
    for (int i = 0; i < owner.portCount(); i++) {
      TreePort port = owner.port(i);
      if (TreeOrder.leadsToRoot(port, best, tree.id())) {
        if (port.isRootBlocked()) {
          blockRoot(port);
        } else {
          best = port;
        }
      }
    }
    tree.setRootPort(best);
    for (int i = 0; i < owner.portCount(); i++) {
      TreePort port = owner.port(i);
      if (port.state() != PortState.DISABLED && TreeOrder.isDesignated(port, tree)) {
        becomeDesignated(port);
      }
    }
  }

  private void blockRoot(TreePort port) {
    owner.log(port + " tried to become root port (blocked)");
    port.enter(PortState.LISTENING);
    if (tree.forwardDelayNanos(false) > 0) {
      port.forwardDelay().start(tree.forwardDelayNanos(false));
    }
  }

  void becomeDesignated(TreePort port) {
    port.designatedRoot = tree.root();
    port.designatedCost = tree.rootCost();
    port.designatedBridge = tree.id();
    port.designatedPort = port.id();
  }

  /// `br_port_state_selection`.
  void states() {
    for (int i = 0; i < owner.portCount(); i++) {
      TreePort port = owner.port(i);
      if (port.state() == PortState.DISABLED) {
        continue;
      }
      boolean isRootPort = port.number() == tree.rootPort();
      if (isRootPort || !port.isDesignated()) {
        port.configPending = false;
        port.changeAcknowledged = false;
      } else {
        port.stopMessageAge();
      }
      if (isRootPort || port.isDesignated()) {
        makeForwarding(port);
      } else {
        makeBlocking(port);
      }
    }
    owner.portsChosen();
  }

  void makeForwarding(TreePort port) {
    if (port.state() != PortState.BLOCKING) {
      return;
    }
    if (!tree.isEnabled() || tree.forwardDelayNanos(false) == 0) {
      port.enter(PortState.FORWARDING);
      tree.detectChange();
      port.stopForwardDelay();
      port.idleUntilNanos = BridgeTimer.tickNanos(owner.loop()) + tree.forwardDelayNanos(false);
      return;
    }
    port.enter(PortState.LISTENING);
    port.forwardDelay().start(tree.forwardDelayNanos(false));
  }

  private void makeBlocking(TreePort port) {
    if (port.state() == PortState.BLOCKING) {
      return;
    }
    if (port.state() == PortState.FORWARDING || port.state() == PortState.LEARNING) {
      tree.detectChange();
    }
    port.enter(PortState.BLOCKING);
    port.stopForwardDelay();
  }
}

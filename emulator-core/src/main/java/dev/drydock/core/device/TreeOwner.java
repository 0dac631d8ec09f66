package dev.drydock.core.device;

import dev.drydock.core.sim.EventLoop;

/// Whose spanning tree it is: a bridge's, or a switch's.
interface TreeOwner {
  EventLoop loop();

  /// Whether the whole is up.
  boolean isUp();

  int portCount();

  TreePort port(int index);

  /// The states of the ports were chosen anew.
  void portsChosen();

  /// The topology began or ceased to change.
  void ageingChanged();

  /// A line of the log.
  void log(String text);
}

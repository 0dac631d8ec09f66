package dev.drydock.core.device.stp;

import dev.drydock.core.sim.EventLoop;
import java.util.function.Supplier;

/// Whose spanning tree it is: a bridge's, or a switch's.
public interface TreeOwner {
  EventLoop loop();

  /// Whether the whole is up.
  boolean isUp();

  int portCount();

  TreePort port(int index);

  /// The states of the ports were chosen anew.
  void portsChosen();

  /// The topology began or ceased to change.
  void ageingChanged();

  /// A line of the log, made when it is read.
  void log(Supplier<String> text);

  /// A line of the log.
  default void log(String text) {
    log(() -> text);
  }
}

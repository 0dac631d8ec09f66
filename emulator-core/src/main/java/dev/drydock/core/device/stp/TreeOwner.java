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

  /// Who it is in lines of the log: `br0`.
  String name();

  /// A line of the log as a whole, made when it is read.
  void logLine(Supplier<String> line);

  /// A line of the log, behind the name.
  default void log(String text) {
    String name = name();
    logLine(() -> name + ": " + text);
  }
}

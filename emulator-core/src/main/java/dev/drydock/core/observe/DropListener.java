package dev.drydock.core.observe;

import dev.drydock.core.frame.Frame;

/// Is told about every frame that is lost, before it is released.
public interface DropListener {
  /// A frame is lost.
  ///
  /// @param where the machine and device or namespace, such as `host/docker0`
  void dropped(Frame frame, DropReason reason, String where);

  /// Is told about a rewrite of addresses or ports.
  ///
  /// @param note what became of what, such as `SNAT 172.17.0.2:51000 -> 192.168.0.10:51000`
  default void rewritten(Frame frame, String note) {}
}

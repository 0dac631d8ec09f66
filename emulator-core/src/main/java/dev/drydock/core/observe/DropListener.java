package dev.drydock.core.observe;

import dev.drydock.core.frame.Frame;

/// Is told about every frame that is lost, before it is released.
public interface DropListener {
  /// A frame is lost.
  ///
  /// @param where the machine and device or namespace, such as `host/docker0`
  void dropped(Frame frame, DropReason reason, String where);

  /// Copies of a frame are lost, which were to go to several devices.
  ///
  /// @param frame what they are copies of; it goes on
  /// @param where the machine and the device that made the copies
  default void lostCopies(Frame frame, int copies, DropReason reason, String where) {}

  /// Is told about a rewrite of addresses or ports.
  ///
  /// @param note what became of what, such as `SNAT 172.17.0.2:51000 -> 192.168.0.10:51000`
  default void rewritten(Frame frame, String note) {}

  /// Whether it wants to know of every decision of the firewall, [#decided].
  default boolean followsRules() {
    return false;
  }

  /// Whether it is interested in where each single frame goes.
  default boolean followsFrames() {
    return followsRules();
  }

  /// Is told what a table decided on a packet at a hook.
  ///
  /// @param where the machine and device, and the hook: `host/docker0 FORWARD`
  /// @param decision table, and rule or policy, such as `filter: -A DOCKER -j DROP`
  default void decided(Frame frame, String where, String decision) {}
}

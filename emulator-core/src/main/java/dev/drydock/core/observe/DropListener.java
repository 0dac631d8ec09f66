package dev.drydock.core.observe;

import dev.drydock.core.frame.Frame;

/// Is told about every frame that is lost, before it is released.
public interface DropListener {
  /// A frame is lost.
  void dropped(Frame frame, Loss loss);

  /// Copies of a frame are lost, which were to go to several devices.
  ///
  /// @param frame what they are copies of; it goes on
  /// @param loss where: the device that made the copies
  default void lostCopies(Frame frame, int copies, Loss loss) {}

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
  /// @param decision a rule or a policy
  default void decided(Frame frame, String where, Decision decision) {}
}

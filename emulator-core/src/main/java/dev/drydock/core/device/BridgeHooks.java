package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;

/// Where a namespace looks at bridged frames (Linux br_netfilter). A frame that does not pass is
/// lost, and released by the hook.
public interface BridgeHooks {
  /// Whether anything is to be looked at.
  boolean isActive();

  /// A frame came in on a port. The hook may give it another destination address.
  ///
  /// @return whether it passed
  boolean cameIn(Frame frame, BridgePort port);

  /// A frame is about to go from port to port.
  ///
  /// @return whether it passed
  boolean goesOn(Frame frame, BridgePort from, BridgePort to);
}

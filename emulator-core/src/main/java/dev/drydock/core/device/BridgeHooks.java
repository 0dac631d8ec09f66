package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import org.jspecify.annotations.Nullable;

/// Where a namespace looks at bridged frames (Linux br_netfilter). A frame that does not pass is
/// lost, and released by the hook.
public interface BridgeHooks {
  /// Whether anything is to be looked at.
  boolean isActive();

  /// A frame came in on a port. The hook may give it another destination address, or keep it until
  /// the fragments it lacks are there.
  ///
  /// @return the frame that goes on: this one or the packet it completes; null for none
  @Nullable Frame cameIn(Frame frame, BridgePort port);

  /// A frame is about to go from port to port. A packet that was put together leaves in fragments
  /// again, which the hook sends itself.
  ///
  /// @return whether the bridge is to send the frame
  boolean goesOn(Frame frame, BridgePort from, BridgePort to);
}

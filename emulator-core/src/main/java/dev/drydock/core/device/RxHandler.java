package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;

/// What a bridge, macvlan or ipvlan hangs onto a lower device to get its frames first (Linux
/// `rx_handler`). A device has at most one.
public interface RxHandler {
  /// Looks at a frame the device received.
  ///
  /// @return true when the handler took the frame over; false to let the device's own protocols
  ///   have it
  boolean handle(Frame frame, NetDevice device);
}

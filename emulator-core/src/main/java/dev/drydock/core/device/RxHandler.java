package dev.drydock.core.device;

import dev.drydock.core.frame.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a bridge, macvlan or ipvlan hangs onto a lower device to get its frames first (Linux
/// `rx_handler`). A device has at most one.
public interface RxHandler {
  /// Looks at a frame the device received.
  ///
  /// @return true when the handler took the frame over; false to let the device's own protocols
  ///   have it
  boolean handle(Frame frame, NetDevice device);

  /// The device that an IPv4 packet is delivered to which was received by the lower device and has
  /// passed PREROUTING there (`l3mdev_l3_rcv`); null for the lower device's own namespace.
  default @Nullable NetDevice deliversTo(int destination) {
    return null;
  }

  /// The lower device changed; its namespace knows already.
  default void deviceChanged(DeviceChange change) {}

  /// The devices that stand on the lower device by this handler, oldest first.
  default List<NetDevice> stacked() {
    return List.of();
  }
}

package dev.drydock.core.netns;

import dev.drydock.core.device.NetDevice;

/// Somebody who follows the devices of a namespace, such as a capture.
public interface NetnsListener {
  /// A device came in; it has its name and index.
  void deviceAdded(Netns namespace, NetDevice device);

  /// A device is about to leave; it still has its name and index.
  void deviceRemoved(Netns namespace, NetDevice device);
}

package dev.drydock.core.ip;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;

/// A program that listens to ARP.
public interface ArpListener {
  /// A valid ARP frame came in; it must not be kept or changed.
  void received(NetDevice device, Frame frame);
}

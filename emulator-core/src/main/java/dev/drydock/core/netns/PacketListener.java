package dev.drydock.core.netns;

import dev.drydock.core.device.NetDevice;
import dev.drydock.core.frame.Frame;

/// A program with a packet socket (Linux `net/packet/af_packet.c`): it sees what a namespace
/// receives, before its protocols and whether they want it or not.
public interface PacketListener {
  /// A frame came in; it must not be kept or changed.
  void received(Frame frame, NetDevice device);
}

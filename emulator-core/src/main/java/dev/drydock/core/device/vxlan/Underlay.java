package dev.drydock.core.device.vxlan;

import dev.drydock.core.frame.Frame;

/// The network below a tunnel: whoever gives tunnelled frames their UDP and IP headers and sends
/// them (Linux `udp_tunnel_xmit_skb`). It belongs to the namespace the tunnel was made in.
public interface Underlay {
  /// Finds the way for a header; the next calls go by it.
  ///
  /// @return whether there is one
  boolean findWay(TunnelHeader header);

  /// The largest outer packet that fits the way found last.
  int mtuBytes();

  /// Sends what begins with the tunnel's own header, with `header` in front, by the way found for
  /// it. Owns the frame.
  ///
  /// @return whether it could be sent
  boolean send(Frame frame, TunnelHeader header);
}

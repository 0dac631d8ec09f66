package dev.drydock.core.device.vxlan;

import dev.drydock.core.frame.Frame;

/// The network below a tunnel: whoever gives tunnelled frames their UDP and IP headers and sends
/// them (Linux `udp_tunnel_xmit_skb`). It belongs to the namespace the tunnel was made in.
public interface Underlay {
  /// The largest outer packet that fits the way to a destination; 0 when there is no way.
  int mtuBytes(TunnelHeader header);

  /// Sends what begins with the tunnel's own header, with `header` in front. Owns the frame.
  ///
  /// @return whether there was a way
  boolean send(Frame frame, TunnelHeader header);
}

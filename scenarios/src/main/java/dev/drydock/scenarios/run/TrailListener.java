package dev.drydock.scenarios.run;

import dev.drydock.core.frame.Frame;
import dev.drydock.core.observe.Decision;
import dev.drydock.core.observe.Loss;

/// Is told, in order, what happens to frames on their way.
public interface TrailListener {
  /// An interface sees a frame.
  ///
  /// @param name the interface, such as `host/docker0`
  /// @param outbound whether the interface sends it
  void sighted(String name, Frame frame, boolean outbound);

  /// A table of the firewall decided.
  ///
  /// @param frame the packet, see [Frame#networkOffset]
  /// @param where interface and hook
  /// @param decision a rule or a policy
  void decided(Frame frame, String where, Decision decision);

  /// Addresses or ports were translated.
  void rewritten(String note);

  /// A frame was lost.
  void dropped(Loss loss);
}

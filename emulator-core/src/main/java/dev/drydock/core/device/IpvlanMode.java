package dev.drydock.core.device;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// On which layer the ipvlan devices of one lower device live (Linux `enum ipvlan_mode`).
public enum IpvlanMode {
  /// They speak ARP and hear broadcasts.
  L2,
  /// The lower device's namespace routes what they send; the kernel's default.
  L3,
  /// As L3, and what they receive passes the firewall of the lower device's namespace too.
  L3S;

  /// The mode of a word such as `l2`.
  ///
  /// @return null for a word that is none
  public static @Nullable IpvlanMode of(String word) {
    for (IpvlanMode mode : values()) {
      if (mode.word().equals(word)) {
        return mode;
      }
    }
    return null;
  }

  /// The word of `ip link`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

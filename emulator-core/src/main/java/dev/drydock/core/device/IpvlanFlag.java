package dev.drydock.core.device;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How the ipvlan devices on one lower device treat each other.
public enum IpvlanFlag {
  /// They talk to each other directly.
  BRIDGE,
  /// They do not talk to each other.
  PRIVATE,
  /// Everything goes to the switch, which may reflect it.
  VEPA;

  /// The flag of a word such as `bridge`.
  ///
  /// @return null for a word that is none
  public static @Nullable IpvlanFlag of(String word) {
    for (IpvlanFlag flag : values()) {
      if (flag.word().equals(word)) {
        return flag;
      }
    }
    return null;
  }

  /// The word of `ip link`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package dev.drydock.core.device;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// How the macvlan devices on one lower device treat each other (Linux `enum macvlan_mode`).
public enum MacvlanMode {
  /// They never hear each other.
  PRIVATE,
  /// Everything goes to the switch, which may reflect it (802.1Qbg); the kernel's default.
  VEPA,
  /// They talk to each other directly.
  BRIDGE,
  /// One device takes over the lower device, MAC and all.
  PASSTHRU,
  /// Frames are given to a device by their source address.
  SOURCE;

  /// The mode of a word such as `bridge`.
  ///
  /// @return null for a word that is none
  public static @Nullable MacvlanMode of(String word) {
    for (MacvlanMode mode : values()) {
      if (mode.word().equals(word)) {
        return mode;
      }
    }
    return null;
  }

  /// The mode as one bit of a mask, the kernel's number.
  @SuppressWarnings("EnumOrdinal") // the kernel counts them in this order
  int bit() {
    return 1 << ordinal();
  }

  /// The word of `ip link`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}

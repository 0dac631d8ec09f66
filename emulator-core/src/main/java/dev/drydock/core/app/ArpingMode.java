package dev.drydock.core.app;

/// What an [Arping] is asked to do besides asking for an address.
public enum ArpingMode {
  /// Duplicate address detection (`-D`): whoever has the address is a duplicate; ends at once.
  DETECT_DUPLICATE,
  /// Tells its own address unasked (`-U`); no answer is expected.
  UNSOLICITED,
  /// Tells it by replies instead of requests (`-A`); unsolicited as well.
  ADVERTISE,
  /// Ends with the first answer (`-f`).
  QUIT_ON_REPLY,
  /// Never asks directly, also when the MAC is known (`-b`).
  BROADCAST_ONLY
}

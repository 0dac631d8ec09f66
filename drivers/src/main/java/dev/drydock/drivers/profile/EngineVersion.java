package dev.drydock.drivers.profile;

/// The full version of an engine, such as `28.5.2` or `20.10.24+dfsg1`.
///
/// @param text as the engine says it
public record EngineVersion(int major, int minor, int patch, String text) {
  /// Reads a full version; what stands behind a `+` counts for nothing.
  static EngineVersion of(String full) {
    int plus = full.indexOf('+');
    String[] parts = (plus < 0 ? full : full.substring(0, plus)).split("\\.", -1);
    return new EngineVersion(
        Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2]), full);
  }

  /// Whether it is older than `MAJOR.MINOR.PATCH`.
  public boolean isBefore(int thatMajor, int thatMinor, int thatPatch) {
    if (major != thatMajor) {
      return major < thatMajor;
    }
    return minor == thatMinor ? patch < thatPatch : minor < thatMinor;
  }

  /// Whether it is older than `MAJOR.MINOR`.
  public boolean isBefore(int thatMajor, int thatMinor) {
    return isBefore(thatMajor, thatMinor, 0);
  }
}

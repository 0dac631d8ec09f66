package dev.drydock.drivers.profile;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// The engine versions that differ in what they do to a network. A full version belongs to the
/// newest generation not above it.
public enum Generation {
  /// 20.10 to 24: what Debian 12 has as docker.io, which was recorded.
  V20_10(20, 10, "20.10.24+dfsg1", "1.41"),
  /// 25.
  V25(25, 0, "25.0.8", "1.44"),
  /// 26: what Debian 13 has as docker.io, which was recorded.
  V26(26, 0, "26.1.5+dfsg1", "1.45"),
  /// 27.
  V27(27, 0, "27.5.1", "1.47"),
  /// 28.0 and 28.1.
  V28_0(28, 0, "28.0.4", "1.48"),
  /// 28.2.
  V28_2(28, 2, "28.2.2", "1.50"),
  /// 28.3 to 28.5.
  V28_3(28, 3, "28.5.2", "1.51"),
  /// 29.
  V29(29, 0, "29.7.2", "1.55");

  private final int major;
  private final int minor;
  private final String version;
  private final String api;

  Generation(int major, int minor, String version, String api) {
    this.major = major;
    this.minor = minor;
    this.version = version;
    this.api = api;
  }

  /// The generation of a version such as `27`, `28.2` or `28.5.2`; a bare `28` means its newest.
  ///
  /// @return null for a text that is no version, or one older than 20.10
  public static @Nullable Generation of(String text) {
    if (!text.matches("\\d{1,3}(\\.\\d{1,3}){0,2}")) {
      return null;
    }
    String[] parts = text.split("\\.", -1);
    int wantedMajor = Integer.parseInt(parts[0]);
    int wantedMinor = parts.length > 1 ? Integer.parseInt(parts[1]) : Integer.MAX_VALUE;
    Comparator<Generation> age =
        Comparator.<Generation>comparingInt(g -> g.major).thenComparingInt(g -> g.minor);
    Generation found = null;
    for (Generation generation : values()) {
      boolean above =
          generation.major > wantedMajor
              || (generation.major == wantedMajor && generation.minor > wantedMinor);
      if (!above && (found == null || age.compare(generation, found) > 0)) {
        found = generation;
      }
    }
    return found;
  }

  /// The full version of a text: what it says, `27.2.0` for `27.2`; the one that stands for the
  /// generation where that is among them.
  String fullVersion(String text) {
    String[] parts = text.split("\\.", -1);
    return switch (parts.length) {
      case 1 -> version.startsWith(text + ".") || this == V29 ? version : text + ".0.0";
      case 2 -> version.startsWith(text + ".") ? version : text + ".0";
      default -> text;
    };
  }

  /// Its API version.
  String api() {
    return api;
  }
}

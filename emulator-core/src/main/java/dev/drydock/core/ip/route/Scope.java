package dev.drydock.core.ip.route;

import org.jspecify.annotations.Nullable;

/// How far an address or route reaches (Linux `RT_SCOPE_*`): a larger number is nearer.
public enum Scope {
  /// Anywhere.
  GLOBAL("global", 0),
  /// This site only; nobody uses it.
  SITE("site", 200),
  /// The link only.
  LINK("link", 253),
  /// This host only.
  HOST("host", 254),
  /// Nowhere.
  NOWHERE("nowhere", 255);

  private final String word;
  private final int number;

  Scope(String word, int number) {
    this.word = word;
    this.number = number;
  }

  /// The scope of a word or number of `ip`; null for none.
  public static @Nullable Scope of(String text) {
    for (Scope scope : values()) {
      if (scope.word.equals(text) || Integer.toString(scope.number).equals(text)) {
        return scope;
      }
    }
    return null;
  }

  /// The word `ip` uses.
  public String word() {
    return word;
  }

  /// The kernel's number.
  public int number() {
    return number;
  }
}

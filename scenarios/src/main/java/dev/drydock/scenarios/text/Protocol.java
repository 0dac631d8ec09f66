package dev.drydock.scenarios.text;

import java.util.Locale;

/// A transport protocol that Docker can publish.
public enum Protocol {
  TCP,
  UDP,
  SCTP;

  /// Docker's spelling: `tcp`.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

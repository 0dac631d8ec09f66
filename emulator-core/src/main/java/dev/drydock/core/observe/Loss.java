package dev.drydock.core.observe;

/// Why and where frames are lost, and what decided that.
public record Loss(DropReason reason, Site site, Decision decision) {
  /// The place in words, and the decision if somebody took one: `host/eth0 filter: policy ...`.
  public String where() {
    String decided = decision.text();
    return decided.isEmpty() ? site.path() : site.path() + " " + decided;
  }
}

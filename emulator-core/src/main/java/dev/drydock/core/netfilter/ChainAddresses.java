package dev.drydock.core.netfilter;

/// The addresses of IPv4 that the rules of a chain ask for, side by side: most rules of a long
/// chain do not fit a packet by these alone, and need not be looked at.
final class ChainAddresses {
  private static final int WORDS = 4;

  /// For each rule: source, its mask, destination, its mask.
  private final int[] words;

  ChainAddresses(Rule[] rules) {
    words = new int[rules.length * WORDS];
    for (int i = 0; i < rules.length; i++) {
      RuleHeader header = rules[i].header();
      words[i * WORDS] = header.source().first();
      words[(i * WORDS) + 1] = header.source().mask();
      words[(i * WORDS) + 2] = header.destination().first();
      words[(i * WORDS) + 3] = header.destination().mask();
    }
  }

  /// Whether the addresses of a packet say that it does not meet the conditions of the rule at a
  /// place.
  boolean areForOthers(int place, int source, int destination) {
    int at = place * WORDS;
    return (((source ^ words[at]) & words[at + 1])
            | ((destination ^ words[at + 2]) & words[at + 3]))
        != 0;
  }
}

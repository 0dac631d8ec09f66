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
      write(i, rules[i].header());
    }
  }

  /// The same with one more rule at a place.
  ChainAddresses(ChainAddresses others, int place, Rule rule) {
    int at = place * WORDS;
    words = new int[others.words.length + WORDS];
    System.arraycopy(others.words, 0, words, 0, at);
    System.arraycopy(others.words, at, words, at + WORDS, others.words.length - at);
    write(place, rule.header());
  }

  private void write(int place, RuleHeader header) {
    int at = place * WORDS;
    words[at] = header.source().first();
    words[at + 1] = header.source().mask();
    words[at + 2] = header.destination().first();
    words[at + 3] = header.destination().mask();
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

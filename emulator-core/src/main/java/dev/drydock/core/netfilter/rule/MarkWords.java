package dev.drydock.core.netfilter.rule;

/// The ways to say how a mark changes: `mark = (mark & ~mask) ^ value`.
final class MarkWords {
  private MarkWords() {}

  /// Whether an option asks for a change.
  static boolean isChange(String option) {
    return switch (option) {
      case "--set-mark", "--set-xmark", "--and-mark", "--or-mark", "--xor-mark" -> true;
      default -> false;
    };
  }

  /// The change that an option asks for.
  static Guided.Marking read(String module, String option, String text) throws RuleException {
    Guided.Marking given = Guided.marking(module, option, text);
    int value = given.value();
    return switch (option) {
      case "--set-mark" -> new Guided.Marking(value, given.mask() | value);
      case "--and-mark" -> new Guided.Marking(0, ~value);
      case "--or-mark" -> new Guided.Marking(value, value);
      case "--xor-mark" -> new Guided.Marking(value, 0);
      default -> given;
    };
  }

  /// The change in the words of a list: `set 0x1`, `and 0xff`, `xset 0x1/0xff`.
  static String of(int value, int mask) {
    if (value == 0) {
      return "and " + Guided.hex(~mask);
    }
    if (value == mask) {
      return "or " + Guided.hex(value);
    }
    if (mask == 0) {
      return "xor " + Guided.hex(value);
    }
    return mask == -1
        ? "set " + Guided.hex(value)
        : "xset " + Guided.hex(value) + "/" + Guided.hex(mask);
  }
}

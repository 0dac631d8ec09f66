package dev.drydock.core.netfilter.rule;

import org.jspecify.annotations.Nullable;

/// What iptables' common reader of options says of wrong ones (`libxtables/xtoptions.c`).
final class Guided {
  private Guided() {}

  /// An option without which the module makes no sense.
  static RuleException missing(String module, String option) {
    return RuleException.usage(absent(module, option));
  }

  /// What is said of a missing option.
  static String absent(String module, String option) {
    return module + ": option \"" + option + "\" must be specified\n";
  }

  /// What the options of a module came to.
  ///
  /// @param complaint what is said when they came to nothing
  static <T> T required(@Nullable T read, String complaint) throws RuleException {
    if (read == null) {
      throw RuleException.usage(complaint);
    }
    return read;
  }

  /// Refuses a `!` before an option that has no opposite.
  static void straight(String module, String option, boolean negated) throws RuleException {
    if (negated) {
      throw RuleException.usage(module + ": option \"" + option + "\" cannot be inverted.\n");
    }
  }

  /// A number from 0 to a greatest one.
  static int number(String module, String option, String text, int most) throws RuleException {
    Long number = decoded(text);
    if (number == null || number > most) {
      throw RuleException.usage(
          module
              + ": bad value for option \""
              + option
              + "\", or out of range (0-"
              + most
              + ").\n");
    }
    return number.intValue();
  }

  /// `N`, `N:M`, `:M` or `N:`, each from 0 to 65535.
  static PortRange range(String module, String option, String text) throws RuleException {
    int colon = text.indexOf(':');
    String first = colon < 0 ? text : text.substring(0, colon);
    String last = colon < 0 ? text : text.substring(colon + 1);
    return new PortRange(
        first.isEmpty() && colon >= 0 ? 0 : end(module, option, first),
        last.isEmpty() && colon >= 0 ? 65_535 : end(module, option, last));
  }

  private static int end(String module, String option, String text) throws RuleException {
    Long number = decoded(text);
    if (number == null || number > 65_535) {
      throw RuleException.usage(
          module
              + ": bad value for option \""
              + option
              + "\" near \""
              + text
              + "\", or out of range (0-65535).\n");
    }
    return number.intValue();
  }

  /// A mark or `MARK/MASK`.
  static Marking marking(String module, String option, String text) throws RuleException {
    int slash = text.indexOf('/');
    Long value = decoded(slash < 0 ? text : text.substring(0, slash));
    Long mask = slash < 0 ? Long.valueOf(0xffff_ffffL) : decoded(text.substring(slash + 1));
    if (value == null || mask == null || value > 0xffff_ffffL || mask > 0xffff_ffffL) {
      throw RuleException.usage(
          module + ": bad mark value for option \"" + option + "\", or out of range.\n");
    }
    return new Marking(value.intValue(), mask.intValue());
  }

  /// A mark and which of its bits count.
  record Marking(int value, int mask) {
    /// `0x1`, `0x1/0xff`.
    String text() {
      return mask == -1 ? hex(value) : hex(value) + "/" + hex(mask);
    }
  }

  /// A number as C prints it with `0x%x`.
  static String hex(int number) {
    return "0x" + Integer.toHexString(number);
  }

  /// A number, decimal, with 0x or octal; null for none.
  static @Nullable Long decoded(String text) {
    if (text.isEmpty() || text.length() > 12 || !Character.isDigit(text.charAt(0))) {
      return null;
    }
    try {
      return Long.decode(text);
    } catch (NumberFormatException e) {
      return null;
    }
  }
}

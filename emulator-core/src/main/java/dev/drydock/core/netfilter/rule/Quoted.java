package dev.drydock.core.netfilter.rule;

/// Text as `iptables-save` quotes it (`xtables_save_string`): in double quotes when it holds
/// anything but letters, digits and a few signs.
final class Quoted {
  private Quoted() {}

  static String of(String text) {
    if (!text.isEmpty() && text.matches("[A-Za-z0-9_.,/@%+:=^~-]*")) {
      return text;
    }
    return always(text);
  }

  /// The text in double quotes, whatever it holds.
  static String always(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\' || c == '\'') {
        quoted.append('\\');
      }
      quoted.append(c);
    }
    return quoted.append('"').toString();
  }
}

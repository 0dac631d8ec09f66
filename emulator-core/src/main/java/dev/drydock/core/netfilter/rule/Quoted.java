package dev.drydock.core.netfilter.rule;

import java.util.ArrayList;
import java.util.List;

/// Text as `iptables-save` quotes it (`xtables_save_string`): in double quotes when it holds
/// anything but letters, digits and a few signs.
public final class Quoted {
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

  /// The words of a line that was saved: spaces part them but within double quotes, and a backslash
  /// there stands for what follows it (`add_param_to_argv`).
  public static List<String> words(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean quoted = false;
    boolean begun = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        quoted = !quoted;
        begun = true;
      } else if (c == '\\' && quoted && i + 1 < line.length()) {
        i++;
        word.append(line.charAt(i));
      } else if (c == ' ' && !quoted) {
        if (begun) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else {
        word.append(c);
        begun = true;
      }
    }
    if (begun) {
      words.add(word.toString());
    }
    return words;
  }
}

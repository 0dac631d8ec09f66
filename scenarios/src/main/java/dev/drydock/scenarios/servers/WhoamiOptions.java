package dev.drydock.scenarios.servers;

import dev.drydock.scenarios.model.Serve;
import java.util.List;
import java.util.Map;

/// `whoami [-port PORT] [-name NAME]` of `traefik/whoami` (`app.go`), with one dash or two.
final class WhoamiOptions {
  /// How such a server is called in a plan.
  static final String SERVER = "whoami";

  private WhoamiOptions() {}

  /// What it opens.
  static List<Serve> listening(List<String> words) {
    String port = value(words, "port");
    int number = port.matches("\\d{1,5}") ? Integer.parseInt(port) : 80;
    return List.of(new Serve.Http(number, SERVER, Map.of()));
  }

  /// What it calls itself; empty for nothing.
  static String name(List<String> words) {
    return value(words, "name");
  }

  private static String value(List<String> words, String option) {
    String value = "";
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).replaceFirst("^--?", "");
      boolean isOption = words.get(i).startsWith("-");
      if (isOption && word.startsWith(option + "=")) {
        value = word.substring(option.length() + 1);
      } else if (isOption && word.equals(option) && i + 1 < words.size()) {
        value = words.get(i + 1);
      }
    }
    return value;
  }
}

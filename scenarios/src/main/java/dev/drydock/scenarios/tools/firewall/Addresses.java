package dev.drydock.scenarios.tools.firewall;

import dev.drydock.scenarios.tools.CommandFailure;
import java.util.ArrayList;
import java.util.List;

/// The rules that a command line with several addresses stands for: `-s a,b` is two rules
/// (`iptables/xshared.c`, `xtables_ipparse_multiple`).
final class Addresses {
  private final String program;
  private final List<String> words;

  Addresses(String program, List<String> words) {
    this.program = program;
    this.words = words;
  }

  /// The words of each rule: for every source all destinations.
  List<List<String>> each() throws CommandFailure {
    List<List<String>> all = new ArrayList<>();
    int source = value(List.of("-s", "--source", "--src"));
    int destination = value(List.of("-d", "--destination", "--dst"));
    for (String from : choices(source)) {
      for (String to : choices(destination)) {
        List<String> one = new ArrayList<>(words);
        set(one, source, from);
        set(one, destination, to);
        all.add(one);
      }
    }
    return all;
  }

  private static void set(List<String> one, int place, String word) {
    if (place >= 0) {
      one.set(place, word);
    }
  }

  /// Where the value of an option with several addresses stands; -1 for nowhere.
  private int value(List<String> options) throws CommandFailure {
    for (int i = 0; i + 1 < words.size(); i++) {
      if (options.contains(words.get(i)) && words.get(i + 1).contains(",")) {
        if (i > 0 && words.get(i - 1).equals("!")) {
          throw IptablesErrors.usage(
              program, "! not allowed with multiple source or destination IP addresses");
        }
        return i + 1;
      }
    }
    return -1;
  }

  private List<String> choices(int place) {
    return place < 0 ? List.of("") : List.of(words.get(place).split(",", -1));
  }
}

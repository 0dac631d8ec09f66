package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Connection;
import dev.drydock.core.netfilter.Conntrack;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.ArrayList;
import java.util.List;

/// `conntrack -L | -D | -F | -C | -S`. The real one lists in the order of a hash; here the oldest
/// connection comes first.
final class ConntrackTool implements Tool {
  private static final String NAME = "conntrack v1.4.7 (conntrack-tools): ";
  private static final List<String> TABLES = List.of("conntrack", "expect", "dying", "unconfirmed");

  @Override
  public int run(Invocation invocation) {
    List<String> words = Clusters.split(invocation.arguments(), "", "LDFCSngjz");
    FlowFilter filter = new FlowFilter();
    String command = "";
    boolean extended = false;
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i);
      String full = command(word);
      boolean hasValue = i + 1 < words.size();
      if (!full.isEmpty()) {
        command = full;
        i += hasValue && TABLES.contains(words.get(i + 1)) ? 1 : 0;
      } else if (word.equals("-o") || word.equals("--output")) {
        extended |= hasValue && words.get(i + 1).contains("extended");
        i++;
      } else if (hasValue && filter.add(word, words.get(i + 1))) {
        i++;
      } else if (!filter.add(word)) {
        return refuse(invocation, word);
      }
    }
    return run(invocation, command, filter, extended);
  }

  private static int refuse(Invocation invocation, String word) {
    invocation.err("conntrack: unrecognized option '" + word + "'");
    invocation.err(NAME + "Bad parameter");
    invocation.err("Try `conntrack -h' or 'conntrack --help' for more information.");
    return 2;
  }

  private static String command(String word) {
    return switch (word) {
      case "-L", "--dump" -> "L";
      case "-D", "--delete" -> "D";
      case "-F", "--flush" -> "F";
      case "-C", "--count" -> "C";
      case "-S", "--stats" -> "S";
      default -> "";
    };
  }

  private static int run(
      Invocation invocation, String command, FlowFilter filter, boolean extended) {
    Conntrack conntrack = invocation.place().namespace().ipv4().netfilter().conntrack();
    switch (command) {
      case "L" -> {
        int count = print(invocation, chosen(conntrack, filter), extended ? "ipv4     2 " : "");
        invocation.err(NAME + count + " flow entries have been shown.");
      }
      case "D" -> {
        int count = print(invocation, chosen(conntrack, filter), "");
        conntrack.removeIf(filter.predicate());
        invocation.err(NAME + count + " flow entries have been deleted.");
        return count == 0 ? 1 : 0;
      }
      case "F" -> {
        conntrack.removeIf(flow -> true);
        invocation.err(NAME + "connection tracking table has been emptied.");
      }
      case "C" -> invocation.out(Integer.toString(conntrack.connections().size()));
      case "S" ->
          invocation.out(
              "cpu=0   \tfound=0 invalid=0 insert=0 insert_failed=0 drop=0 early_drop=0 error=0"
                  + " search_restart=0 clash_resolve=0 chaintoolong=0 ");
      default -> {
        invocation.err(NAME + "You need to supply parameters");
        return 2;
      }
    }
    return 0;
  }

  private static List<Connection> chosen(Conntrack conntrack, FlowFilter filter) {
    List<Connection> chosen = new ArrayList<>();
    for (Connection flow : conntrack.connections()) {
      if (filter.predicate().test(flow)) {
        chosen.add(flow);
      }
    }
    return chosen;
  }

  private static int print(Invocation invocation, List<Connection> flows, String head) {
    Conntrack conntrack = invocation.place().namespace().ipv4().netfilter().conntrack();
    for (Connection flow : flows) {
      invocation.out(head + FlowText.of(flow, conntrack.secondsLeft(flow)));
    }
    return flows.size();
  }
}

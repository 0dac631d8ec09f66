package dev.drydock.scenarios.tools.firewall;

import dev.drydock.core.netfilter.Connection;
import dev.drydock.core.netfilter.Conntrack;
import dev.drydock.core.netfilter.Family;
import dev.drydock.core.netns.Netns;
import dev.drydock.scenarios.tools.Invocation;
import dev.drydock.scenarios.tools.Tool;
import java.util.List;
import java.util.Objects;

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
    Netns namespace = invocation.place().namespace();
    Family family = Objects.requireNonNullElse(filter.family(), Family.IPV4);
    Conntrack conntrack = Programs.netfilter(namespace, family).conntrack();
    switch (command) {
      case "L" -> {
        int count = print(invocation, conntrack, filter, extended);
        invocation.err(NAME + count + " flow entries have been shown.");
      }
      case "D" -> {
        int count = print(invocation, conntrack, filter, false);
        conntrack.removeIf(filter.predicate(conntrack));
        invocation.err(NAME + count + " flow entries have been deleted.");
        return count == 0 ? 1 : 0;
      }
      case "F" -> {
        for (Family each : Family.values()) {
          if (filter.family() == null || filter.family() == each) {
            Programs.netfilter(namespace, each).conntrack().removeIf(flow -> true);
          }
        }
        invocation.err(NAME + "connection tracking table has been emptied.");
      }
      case "C" -> {
        int count = 0;
        for (Family each : Family.values()) {
          count += Programs.netfilter(namespace, each).conntrack().connections().size();
        }
        invocation.out(Integer.toString(count));
      }
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

  private static int print(
      Invocation invocation, Conntrack conntrack, FlowFilter filter, boolean extended) {
    boolean isV6 = conntrack.family() == Family.IPV6;
    String head = !extended ? "" : isV6 ? "ipv6     10 " : "ipv4     2 ";
    int count = 0;
    for (Connection flow : conntrack.connections()) {
      if (filter.predicate(conntrack).test(flow)) {
        invocation.out(head + FlowText.of(conntrack, flow));
        count++;
      }
    }
    return count;
  }
}

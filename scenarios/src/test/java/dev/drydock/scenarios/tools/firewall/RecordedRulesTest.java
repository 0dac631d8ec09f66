package dev.drydock.scenarios.tools.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Rules of every match and target, as iptables 1.8.9 takes, refuses and prints them.
class RecordedRulesTest {
  private static final String ERROR = "iptables v1.8.9 (nf_tables): ";

  private final DockerHost host = DockerHost.of("29", false);

  /// One recorded call and what came of it.
  private record Call(String table, String chain, String words, List<String> expected) {}

  private static List<Call> calls() throws IOException {
    List<Call> calls = new ArrayList<>();
    try (InputStream in =
        RecordedRulesTest.class.getResourceAsStream("/recorded/iptables/rules.txt")) {
      assertTrue(in != null);
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.lines().toList()) {
        if (line.startsWith("#")) {
          continue;
        }
        if (line.startsWith("=") || line.startsWith(">") || line.startsWith("!")) {
          calls.getLast().expected.add(line);
        } else {
          String[] words = line.split(" ", 3);
          calls.add(new Call(words[0], words[1], words[2], new ArrayList<>()));
        }
      }
    }
    return calls;
  }

  private List<String> outcome(Call call) {
    String table = "iptables -t " + call.table;
    host.type(table + " -F");
    String said = host.type(table + " -A " + call.chain + " " + call.words);
    List<String> outcome = new ArrayList<>();
    if (host.status() != 0) {
      String error = said.startsWith(ERROR) ? said.substring(ERROR.length()) : said;
      outcome.add("! " + host.status() + " " + error.strip().split("\n", 2)[0]);
      return outcome;
    }
    host.type(table + " -S " + call.chain)
        .lines()
        .filter(line -> line.startsWith("-A"))
        .forEach(line -> outcome.add("= " + line));
    host.type(table + " -nL " + call.chain)
        .lines()
        .skip(2)
        .forEach(line -> outcome.add(("> " + line).stripTrailing()));
    return outcome;
  }

  @Test
  @Tag("S068")
  void every_rule_is_taken_refused_and_printed_as_recorded() throws IOException {
    host.fresh("--iptables=false");
    List<String> differences = new ArrayList<>();
    List<Call> calls = calls();
    for (Call call : calls) {
      List<String> expected = new ArrayList<>();
      call.expected.forEach(line -> expected.add(line.replaceAll("^! (\\d+)  *", "! $1 ")));
      List<String> outcome = outcome(call);
      if (!outcome.equals(expected)) {
        differences.add(call.words + "\n  real " + expected + "\n  ours " + outcome);
      }
    }
    assertTrue(calls.size() > 200);
    assertEquals("", String.join("\n", differences));
  }
}

package dev.drydock.scenarios.tools.firewall;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// Rules and refusals of the less common matches and targets, as the real program gave them.
class RecordedRuleTextsTest {
  private static final String LAN =
      """
      name: lan
      services: {}
      x-drydock:
        machines: { dh1: { nics: { eth0: { link: lan, address: 10.9.0.1/24 } } } }
      """;

  private final TypedLab lab = TypedLab.of(LAN);

  /// One command and what came of it.
  private record Case(String command, List<String> said, List<String> saved, List<String> listed) {}

  private static List<Case> cases() throws IOException {
    List<Case> cases = new ArrayList<>();
    try (InputStream in = RecordedRuleTextsTest.class.getResourceAsStream("rules.txt")) {
      String text = new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
      for (String line : text.split("\n", -1)) {
        String rest = line.length() < 2 ? "" : line.substring(2);
        switch (line.isEmpty() ? '#' : line.charAt(0)) {
          case '>' ->
              cases.add(new Case(rest, new ArrayList<>(), new ArrayList<>(), new ArrayList<>()));
          case 'E' -> cases.getLast().said.add(rest);
          case 'S' -> cases.getLast().saved.add(rest);
          case 'L' -> cases.getLast().listed.add(rest);
          default -> {}
        }
      }
    }
    return cases;
  }

  private List<String> lines(String command) {
    return lab.type("dh1$ " + command).lines().map(String::stripTrailing).toList();
  }

  @Test
  void each_rule_is_saved_listed_or_refused_as_recorded() throws IOException {
    List<Case> cases = cases();
    assertTrue(cases.size() > 90);
    for (Case each : cases) {
      String program = each.command.substring(0, each.command.indexOf(' '));
      String table = each.command.replaceFirst("^\\S+ (-t \\S+ )?.*$", "$1");
      String chain = each.command.replaceFirst("^.*-A (\\S+).*$", "$1");
      String start = program + " " + table;
      assertEquals(each.said, withoutEnd(lines(each.command)), each.command);
      String save = program + "-save " + table.strip() + " | grep '^-A'";
      assertEquals(each.saved, lines(save), each.command);
      assertEquals(each.listed, lines(start + "-nL " + chain + " | tail -n +3"), each.command);
      for (String saved : each.saved) {
        lines(start + "-F");
        lines(start + saved);
        assertEquals(each.saved, lines(save), "again: " + each.command);
      }
      lines(start + "-F");
    }
  }

  private static List<String> withoutEnd(List<String> lines) {
    int end = lines.size();
    while (end > 0 && lines.get(end - 1).isEmpty()) {
      end--;
    }
    return lines.subList(0, end);
  }
}

package dev.drydock.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A lab as docs/labs.md lists it.
///
/// @param name of its folder
/// @param numbers `L80` and the like, from the line `# shows:`; the tens are the chapter
/// @param summary the comment at its top
/// @param seen where others met it, from its page
record LabEntry(String name, List<String> numbers, String summary, String seen) {
  private static final Pattern SHOWS = Pattern.compile("(?m)^# shows: (.*)$");
  private static final Pattern NUMBER = Pattern.compile("\\bL(\\d+)\\b");
  private static final Pattern SEEN =
      Pattern.compile("(?s)\\n## Seen by others\\n+(.*?)\\s*(?:\\n## |$)");

  private static final Pattern ISSUE =
      Pattern.compile("(?<![/\\w.-])(([\\w.-]+/)[\\w.-]+|moby)#(\\d+)");

  /// A part of the table.
  ///
  /// @param first number of its labs
  private record Chapter(int first, String title) {}

  private static final List<Chapter> CHAPTERS =
      List.of(
          new Chapter(0, "How it works"),
          new Chapter(1, "Bridges, names, addresses"),
          new Chapter(20, "Firewalls, published ports, NAT"),
          new Chapter(45, "Several networks, internal networks, shared namespaces"),
          new Chapter(60, "macvlan, ipvlan, VLANs, the LAN"),
          new Chapter(80, "Overlays, swarm, MTU"),
          new Chapter(95, "IPv6, platforms"));

  private static final String HEAD =
      """
      # The labs

      Every lab is a network that works, or does not, with steps that show it and a page that asks,
      explains and cures. `drydock lab show NAME` prints the page, `drydock lab run NAME` runs it, `drydock
      lab run NAME --without-fix` leaves the cure out. [learn.md](learn.md) says in which order to take
      them. A number is that of a problem that people met; where, stands in the last column. This page is
      made by `LabsDocumentTest`; do not edit.
      """;

  static LabEntry read(Path folder) {
    String scenario = SourceTree.text(folder.resolve("compose.yaml"));
    Matcher shows = SHOWS.matcher(scenario);
    List<String> numbers =
        shows.find()
            ? NUMBER.matcher(shows.group(1)).results().map(n -> n.group()).toList()
            : List.of();
    String page = SourceTree.text(folder.resolve("lab.md"));
    Matcher seen = SEEN.matcher(page);
    return new LabEntry(
        String.valueOf(folder.getFileName()),
        numbers,
        summary(scenario),
        seen.find() ? seen.group(1).replaceAll("\\s+", " ") : "");
  }

  private static String summary(String scenario) {
    List<String> lines = new ArrayList<>();
    for (String line : scenario.lines().toList()) {
      boolean isComment = line.startsWith("# ");
      if (!isComment) {
        break;
      }
      if (!line.contains("yaml-language-server:") && !line.startsWith("# shows:")) {
        lines.add(line.substring(2));
      }
    }
    return String.join(" ", lines);
  }

  /// The number it is sorted by; 0 for a lab that shows how something works.
  int first() {
    return numbers.isEmpty() ? 0 : Integer.parseInt(numbers.getFirst().substring(1));
  }

  /// docs/labs.md.
  static String table(List<LabEntry> entries) {
    StringBuilder text = new StringBuilder(HEAD);
    for (int i = 0; i < CHAPTERS.size(); i++) {
      int from = CHAPTERS.get(i).first;
      int to = i + 1 < CHAPTERS.size() ? CHAPTERS.get(i + 1).first : Integer.MAX_VALUE;
      text.append("\n## %s\n\n".formatted(CHAPTERS.get(i).title));
      text.append("| lab | number | what it shows | seen by others |\n|---|---|---|---|\n");
      entries.stream()
          .filter(entry -> entry.first() >= from && entry.first() < to)
          .sorted((a, b) -> a.first() - b.first())
          .forEach(entry -> text.append(entry.row()));
    }
    return text.toString();
  }

  /// Its line in docs/learn.md.
  String line() {
    return "- [%s](../scenarios/labs/%s/lab.md): %s\n".formatted(name, name, summary);
  }

  private String row() {
    return "| [%s](../scenarios/labs/%s/lab.md) | %s | %s | %s |\n"
        .formatted(name, name, String.join(", ", numbers), cell(summary), linked(cell(seen)));
  }

  /// `moby#1` and `owner/repository#1` as links.
  private static String linked(String text) {
    return ISSUE
        .matcher(text)
        .replaceAll(issue -> {
          String repository = issue.group(2) == null ? "moby/moby" : issue.group(1);
          return "[$0](https://github.com/%s/issues/%s)".formatted(repository, issue.group(3));
        });
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }
}

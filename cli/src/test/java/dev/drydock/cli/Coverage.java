package dev.drydock.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Who shows which item of the checklist: tests by `@Tag("S020")`, labs by a line `# shows: S020,
/// S021` in their compose file, documents by `<!-- shows: S020 -->`.
///
/// A test counts unless it is disabled or its module's last report says that it did not pass. Maven
/// builds this module after those whose reports are read, so in a full build the reports are of the
/// same run; in a partial build the table is the same as long as nothing was skipped.
///
/// @param shown id → what shows it, as it stands in the table
record Coverage(NavigableMap<String, NavigableSet<String>> shown) {
  private static final Pattern TAG = Pattern.compile("@Tag\\(\"([SX]\\d+)\"\\)");
  private static final Pattern SHOWS = Pattern.compile("(?m)^(?:#|<!--) shows: (.*?)(?: -->)?$");
  private static final Pattern ID = Pattern.compile("[SX]\\d+");

  static Coverage of(SourceTree tree) {
    NavigableMap<String, NavigableSet<String>> shown = new TreeMap<>();
    Map<String, TestResults> results = new HashMap<>();
    for (String module : SourceTree.MODULES.subList(0, SourceTree.MODULES.indexOf("cli"))) {
      results.put(module, TestResults.ofModule(tree.root().resolve(module)));
    }
    for (JavaSource source : JavaSource.parse(tree, tree.javaFiles("test").toList())) {
      var reported = results.getOrDefault(moduleOf(source), TestResults.NONE);
      source.methods().stream()
          .filter(method -> method.isTest() && reported.mayHavePassed(method))
          .forEach(method ->
              ids(TAG, String.join(" ", method.annotations()))
                  .forEach(id -> add(shown, id, method.type() + "." + method.name())));
    }
    for (Path lab : SourceTree.under(tree.root().resolve("scenarios/labs"))) {
      if (lab.endsWith("compose.yaml")) {
        String name = "lab " + tree.root().relativize(lab).getName(2);
        claims(lab).forEach(id -> add(shown, id, name));
      }
    }
    for (Path document : tree.documents()) {
      claims(document).forEach(id -> add(shown, id, tree.name(document)));
    }
    return new Coverage(shown);
  }

  private static String moduleOf(JavaSource source) {
    return source.name().substring(0, source.name().indexOf('/'));
  }

  private static List<String> claims(Path file) {
    return SHOWS
        .matcher(SourceTree.text(file))
        .results()
        .flatMap(claim -> ID.matcher(claim.group(1)).results().map(MatchResult::group))
        .toList();
  }

  private static Stream<String> ids(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(match -> match.group(1));
  }

  private static void add(NavigableMap<String, NavigableSet<String>> shown, String id, String by) {
    shown.computeIfAbsent(id, ignored -> new TreeSet<>()).add(by);
  }

  /// Claims for items that are not on the list.
  List<String> unknown(Checklist checklist) {
    List<String> unknown = new ArrayList<>(shown.keySet());
    unknown.removeAll(checklist.ids());
    return unknown;
  }

  /// docs/coverage.md.
  String table(Checklist checklist) {
    List<String> ids = checklist.ids();
    var text =
        new StringBuilder(
            """
            # Coverage

            What the emulator must show, and the tests, labs and documents that show it. Made by
            `CoverageTest` from the tags of the tests; do not edit. CONTRIBUTING.md says how to renew it.

            """);
    text.append(
        "%d of %d items are shown.\n"
            .formatted(ids.stream().filter(shown::containsKey).count(), ids.size()));
    checklist.groups().forEach((title, items) -> appendGroup(text, title, items));
    return text.toString();
  }

  private void appendGroup(StringBuilder text, String title, Map<String, String> items) {
    text.append("\n## ").append(title).append("\n\n| id | item | shown by |\n|---|---|---|\n");
    items.forEach((id, item) -> {
      var by = shown.getOrDefault(id, new TreeSet<>());
      String names = by.isEmpty() ? "**open**" : String.join("<br>", by);
      text.append("| %s | %s | %s |\n".formatted(id, item, names));
    });
  }
}

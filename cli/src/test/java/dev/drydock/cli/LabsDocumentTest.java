package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The pages on the labs are true: docs/labs.md is made from them, docs/learn.md names each once.
class LabsDocumentTest {
  private static final SourceTree TREE = SourceTree.current();
  private static final Path LABS = TREE.root().resolve("scenarios/labs");
  private static final Path TABLE = TREE.root().resolve("docs/labs.md");
  private static final Path TUTORIAL = TREE.root().resolve("docs/learn.md");
  private static final boolean UPDATE = Boolean.getBoolean("coverage.update");
  private static final Pattern LINK =
      Pattern.compile("\\(\\.\\./scenarios/labs/([^/]+)/lab\\.md\\)");

  /// What a page of a lab may be wide, so that it is good to read in a terminal.
  private static final int COLUMNS_MAX = 124;

  /// What a line of `drydock lab list` may say.
  private static final int SUMMARY_MAX = 125;

  private static final String MORE = "## More\n";

  private static List<LabEntry> entries() throws IOException {
    try (Stream<Path> inside = Files.list(LABS)) {
      return inside.sorted().map(LabEntry::read).toList();
    }
  }

  @Test
  void the_table_lists_every_lab() throws IOException {
    String table = LabEntry.table(entries());
    if (UPDATE) {
      Files.writeString(TABLE, table);
    }
    assertEquals(
        table,
        Files.exists(TABLE) ? SourceTree.text(TABLE) : "",
        "docs/labs.md is old; run: mvn -pl cli -am test -Dcoverage.update=true"
            + " -Dtest=LabsDocumentTest -Dsurefire.failIfNoSpecifiedTests=false");
  }

  @Test
  void the_tutorial_leads_through_every_lab_once() throws IOException {
    if (UPDATE) {
      Files.writeString(TUTORIAL, completed(SourceTree.text(TUTORIAL)));
    }
    assertEquals(
        entries().stream().map(LabEntry::name).toList(),
        named(SourceTree.text(TUTORIAL)),
        "docs/learn.md: give each lab a line in its chapter");
  }

  private static List<String> named(String page) {
    return LINK.matcher(page).results().map(link -> link.group(1)).sorted().toList();
  }

  /// The tutorial with a line for each lab that it does not name yet, at its end.
  private static String completed(String page) throws IOException {
    StringBuilder text = new StringBuilder(page);
    List<String> named = named(page);
    for (LabEntry entry : entries()) {
      if (!named.contains(entry.name())) {
        text.append(text.indexOf(MORE) < 0 ? "\n" + MORE + "\n" : "").append(entry.line());
      }
    }
    return text.toString();
  }

  @Test
  void pages_fit_a_terminal() throws IOException {
    List<String> wide = new ArrayList<>();
    for (LabEntry entry : entries()) {
      if (entry.summary().length() > SUMMARY_MAX) {
        wide.add(entry.name() + ": " + entry.summary());
      }
      SourceTree.text(LABS.resolve(entry.name()).resolve("lab.md"))
          .lines()
          .filter(line -> line.length() > COLUMNS_MAX)
          .forEach(line -> wide.add(entry.name() + ": " + line));
    }
    assertEquals(List.of(), wide);
  }
}

package dev.drydock.scenarios.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.run.RunException;
import dev.drydock.scenarios.shell.Prompt;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Commands as Docker's own pages on networks print them work as printed. Each page is a part of
/// the table beside this class: a command, and behind ` => ` what its output contains; `!` before a
/// command that is to fail.
class DocumentedCommandsTest {
  private static final String TABLE = "documented-commands.txt";

  @AutoClose private final LiveLab lab = newLab();

  private static LiveLab newLab() {
    var plan = ScenarioReader.read(ReadRequest.ofText("name: docs\nservices: {}\n")).plan();
    var made = new LiveLab(Objects.requireNonNull(plan));
    try {
      made.start();
    } catch (RunException e) {
      throw new AssertionError(e);
    }
    return made;
  }

  /// A page and its lines.
  record Page(String title, List<String> lines) {
    @Override
    public String toString() {
      return title;
    }
  }

  static Stream<Page> pages() throws IOException {
    try (var in = Objects.requireNonNull(DocumentedCommandsTest.class.getResourceAsStream(TABLE))) {
      var pages = new ArrayList<Page>();
      for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
        if (line.startsWith("# ")) {
          pages.add(new Page(line.substring(2), new ArrayList<>()));
        } else if (!line.isBlank()) {
          pages.getLast().lines().add(line);
        }
      }
      return pages.stream();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commands_of_a_page_do_what_it_says(Page page) {
    for (var line : page.lines()) {
      var parts = line.split(" => ", -1);
      boolean fails = parts[0].startsWith("!");
      var command = fails ? parts[0].substring(1) : parts[0];
      var out = new StringBuilder();
      int status = lab.run(Prompt.parse(command), (text, isError) -> out.append(text));
      boolean isAsWanted = (status != 0) == fails;
      boolean hasText = parts.length == 1 || out.toString().contains(parts[1]);
      assertEquals("", isAsWanted && hasText ? "" : line + "\n" + status + "\n" + out);
    }
  }
}

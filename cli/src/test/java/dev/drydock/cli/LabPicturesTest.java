package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The pictures in the pages of labs are what the command below each draws now.
class LabPicturesTest {
  private static final Path ROOT = SourceTree.current().root();
  private static final Path LABS = ROOT.resolve("scenarios/labs");
  private static final boolean UPDATE = Boolean.getBoolean("coverage.update");
  private static final String PICTURE = "network.svg";

  private static final Pattern COMMAND =
      Pattern.compile("(?m)^ {4}\\./drydock graph (.*)-o network\\.svg (.*)$");

  private static final String RENEW =
      " is old; run: mvn -pl cli -am test -Dcoverage.update=true -Dtest=LabPicturesTest"
          + " -Dsurefire.failIfNoSpecifiedTests=false";

  private static List<Path> labs() throws IOException {
    try (Stream<Path> inside = Files.list(LABS)) {
      return inside.sorted().toList();
    }
  }

  private static boolean hasPicture(Path lab) {
    return SourceTree.text(lab.resolve("lab.md")).contains("](" + PICTURE + ")");
  }

  static List<String> pictured() throws IOException {
    return labs().stream()
        .filter(LabPicturesTest::hasPicture)
        .map(lab -> String.valueOf(lab.getFileName()))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("pictured")
  void a_picture_is_what_its_command_draws(String lab) throws IOException {
    Path file = LABS.resolve(lab).resolve(PICTURE);
    var command = COMMAND.matcher(SourceTree.text(LABS.resolve(lab).resolve("lab.md")));
    assertTrue(command.find(), lab + ": the page does not say how its picture is drawn");
    assertEquals("scenarios/labs/" + lab + "/compose.yaml", command.group(2));
    List<String> words = new ArrayList<>(List.of("graph"));
    Stream.of(command.group(1).split(" ", -1)).filter(w -> !w.isEmpty()).forEach(words::add);
    words.add(command.group(2));

    Ran ran = Ran.drydock(ROOT, words.toArray(String[]::new));

    assertEquals(0, ran.status(), ran.err());
    if (UPDATE) {
      Files.writeString(file, ran.out());
    }
    assertEquals(ran.out(), Files.exists(file) ? SourceTree.text(file) : "", file + RENEW);
  }

  @Test
  void a_picture_stands_in_a_page() throws IOException {
    List<String> lost =
        labs().stream()
            .filter(lab -> Files.exists(lab.resolve(PICTURE)) && !hasPicture(lab))
            .map(Path::toString)
            .toList();

    assertEquals(List.of(), lost);
  }
}

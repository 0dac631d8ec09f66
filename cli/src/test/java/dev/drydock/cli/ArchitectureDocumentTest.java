package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The walk of one frame in ARCHITECTURE.md names classes and methods that exist.
class ArchitectureDocumentTest {
  private static final Pattern WALK =
      Pattern.compile("(?ms)^## The walk of one frame$(.*?)(?=^## |\\z)");

  /// `Class`, `Class.Nested` or `Class.method`; a word all in capitals is not a class but a chain
  /// or a protocol.
  private static final Pattern NAME =
      Pattern.compile("`([A-Z]\\w*[a-z]\\w*(?:\\.\\w+)*)(?:\\(\\))?`");

  private static final List<JavaClass> CLASSES =
      new ClassFileImporter()
              .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
              .importPackages("dev.drydock")
              .stream()
              .toList();

  @Test
  void every_name_in_the_walk_exists() {
    var names = namesIn(SourceTree.text(SourceTree.current().root().resolve("ARCHITECTURE.md")));
    assertFalse(names.isEmpty(), "the walk names nothing");
    assertEquals(List.of(), names.stream().filter(name -> !exists(name)).toList());
  }

  @Test
  void names_are_read_from_the_walk_alone() {
    String text =
        """
        ## Modules
        `NotHere`
        ## The walk of one frame
        ### Down
        `Bridge.receive` sends it through `FORWARD` to `Table.Chain.run()`, see `docs/x.md`.
        ## Reading order
        `NotHere`
        """;
    assertEquals(List.of("Bridge.receive", "Table.Chain.run"), namesIn(text));
  }

  @Test
  void a_name_that_is_not_there_is_noticed() {
    assertEquals(
        List.of(true, true, true, false, false, false),
        List.of(
                "EventLoop",
                "Event",
                "EventLoop.schedule",
                "EventLoop.schedules",
                "EventLoops",
                "Loop")
            .stream()
            .map(ArchitectureDocumentTest::exists)
            .toList());
  }

  private static List<String> namesIn(String document) {
    return WALK.matcher(document)
        .results()
        .flatMap(walk -> NAME.matcher(walk.group(1)).results())
        .map((MatchResult name) -> name.group(1))
        .toList();
  }

  private static boolean exists(String name) {
    int dot = name.lastIndexOf('.');
    return CLASSES.stream()
        .anyMatch(type ->
            isNamed(type, name)
                || (dot > 0
                    && isNamed(type, name.substring(0, dot))
                    && hasMember(type, name.substring(dot + 1))));
  }

  private static boolean isNamed(JavaClass type, String name) {
    return type.getName().replace('$', '.').endsWith("." + name);
  }

  private static boolean hasMember(JavaClass type, String name) {
    return type.getAllMethods().stream().anyMatch(method -> method.getName().equals(name))
        || type.getAllFields().stream().anyMatch(field -> field.getName().equals(name));
  }
}

package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// ARCHITECTURE.md names classes and methods that exist.
class ArchitectureDocumentTest {
  /// `Class`, `Class.Nested` or `Class.method`; a word all in capitals is not a class but a chain
  /// or a protocol.
  private static final Pattern NAME =
      Pattern.compile("`([A-Z]\\w*[a-z]\\w*(?:\\.\\w+)*)(?:\\(\\))?`");

  private static final List<JavaClass> CLASSES =
      new ClassFileImporter().importPackages("dev.drydock").stream().toList();

  @Test
  void every_name_in_the_document_exists() {
    var names = namesIn(SourceTree.text(SourceTree.current().root().resolve("ARCHITECTURE.md")));
    assertFalse(names.isEmpty(), "the document names nothing");
    assertEquals(List.of(), names.stream().filter(name -> !exists(name)).toList());
  }

  @Test
  void names_are_those_of_classes_and_methods() {
    String text =
        """
        ### Down
        `Bridge.receive` sends it through `FORWARD` to `Table.Chain.run()`, see `docs/x.md`.
        In the package `core.sim` there is Nothing.
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
    return NAME.matcher(document).results().map((MatchResult name) -> name.group(1)).toList();
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

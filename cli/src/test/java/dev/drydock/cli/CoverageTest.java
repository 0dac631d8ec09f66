package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// docs/coverage.md is true.
class CoverageTest {
  private static final SourceTree TREE = SourceTree.current();
  private static final Path TABLE = TREE.root().resolve("docs/coverage.md");

  @Test
  void the_table_says_who_shows_what() throws IOException {
    String table = Coverage.of(TREE).table(Checklist.read());
    if (Boolean.getBoolean("coverage.update")) {
      Files.writeString(TABLE, table);
    }
    assertEquals(
        table,
        Files.exists(TABLE) ? SourceTree.text(TABLE) : "",
        "docs/coverage.md is old; run: mvn -pl cli -am test -Dcoverage.update=true"
            + " -Dtest=CoverageTest -Dsurefire.failIfNoSpecifiedTests=false");
  }

  @Test
  void nobody_claims_an_item_that_is_not_on_the_list() {
    assertEquals(List.of(), Coverage.of(TREE).unknown(Checklist.read()));
  }

  @Test
  void a_test_class_has_a_name_that_the_build_picks_up() {
    assertEquals(
        List.of(),
        JavaSource.parse(TREE, TREE.javaFiles("test").toList()).stream()
            .filter(source -> source.methods().stream().anyMatch(JavaSource.Method::isTest))
            .map(JavaSource::name)
            .filter(name -> !name.endsWith("Test.java"))
            .toList());
  }
}

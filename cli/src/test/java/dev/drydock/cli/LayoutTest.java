package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What a visitor finds at the top of the tree.
class LayoutTest {
  /// A link to a file of the project: `[text](docs/style.md#code)`, without its anchor.
  private static final Pattern LINK = Pattern.compile("\\]\\((?!\\w+:|#)([^)#]+)");

  private static final SourceTree TREE = SourceTree.current();

  @Test
  @Tag("X11")
  void the_top_level_has_its_modules_and_documents() {
    assertEquals(
        List.of(),
        List.of(
                "README.md",
                "ARCHITECTURE.md",
                "CONTRIBUTING.md",
                "CHANGELOG.md",
                "LICENSE",
                "drydock",
                "pom.xml",
                "emulator-core/pom.xml",
                "pcap-out/pom.xml",
                "drivers/pom.xml",
                "scenarios/pom.xml",
                "cli/pom.xml",
                "benchmarks/pom.xml",
                "junit/pom.xml")
            .stream()
            .filter(name -> !Files.exists(TREE.root().resolve(name)))
            .toList());
  }

  @Test
  @Tag("X10")
  void the_modules_use_the_libraries_they_are_meant_to() {
    Map<String, String> libraries =
        Map.of(
            "fastutil-core", "emulator-core/pom.xml",
            "pcap4j-core", "pcap-out/pom.xml",
            "jmh-core", "benchmarks/pom.xml",
            "junit-jupiter", "pom.xml");
    libraries.forEach((library, pom) ->
        assertEquals(
            1,
            SourceTree.text(TREE.root().resolve(pom))
                    .split("<artifactId>" + library + "</artifactId>", -1)
                    .length
                - 1,
            pom + " depends on " + library));
  }

  @Test
  void a_link_in_a_document_leads_somewhere() {
    assertEquals(
        List.of(),
        TREE.documents().stream()
            .flatMap(document ->
                LINK.matcher(SourceTree.text(document))
                    .results()
                    .map(link -> link.group(1))
                    .filter(target -> !Files.exists(document.resolveSibling(target)))
                    .map(target -> TREE.name(document) + ": " + target))
            .toList());
  }

  @Test
  void the_readme_names_every_command_and_no_other() {
    String readme = SourceTree.text(TREE.root().resolve("README.md"));
    var rows = Pattern.compile("(?m)^\\| (`drydock .*?`) \\|").matcher(readme).results();
    var named =
        rows.flatMap(row -> Pattern.compile("`drydock (\\w+)").matcher(row.group(1)).results())
            .map(name -> name.group(1))
            .toList();
    assertEquals(Verbs.names().stream().sorted().toList(), named.stream().sorted().toList());
  }

  /// README explains every library that reaches the user or the build.
  @Test
  void the_readme_gives_a_reason_for_every_dependency() {
    String readme = SourceTree.text(TREE.root().resolve("README.md"));
    assertEquals(
        List.of(),
        List.of(
                "fastutil",
                "pcap4j",
                "slf4j-nop",
                "snakeyaml-engine",
                "JLine",
                "JSpecify",
                "JUnit",
                "ArchUnit",
                "JMH",
                "Error Prone",
                "NullAway")
            .stream()
            .filter(name -> !readme.contains("| " + name))
            .toList());
  }
}

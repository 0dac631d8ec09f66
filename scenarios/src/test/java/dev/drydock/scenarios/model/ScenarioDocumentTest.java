package dev.drydock.scenarios.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.drydock.scenarios.text.Diagnostics;
import dev.drydock.scenarios.text.Node;
import dev.drydock.scenarios.text.Source;
import dev.drydock.scenarios.text.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// docs/scenario-file.md, the reference of the block `x-drydock`, says what the JSON schema says.
final class ScenarioDocumentTest {
  private static final Path SCHEMA = Path.of("schema/x-drydock.schema.json");
  private static final Path PAGE = Path.of("../docs/scenario-file.md");
  private static final Path EXAMPLE = Path.of("labs/tls-hangs/compose.yaml");
  private static final String DEFINITION = "#/definitions/";

  private static final String HEAD =
      """
      # Scenario files

      A scenario is a compose file, and what the compose specification says about networks holds. The
      block `x-drydock` adds the surroundings, what happens, and what must be so. Compose itself ignores
      it. Any compose file without it runs, too. This page is made from
      [the JSON schema](../scenarios/schema/x-drydock.schema.json) by `ScenarioDocumentTest`; do not edit.
      Editors complete the block after a first line
      `# yaml-language-server: $schema=PATH/x-drydock.schema.json`.

      Without `machines` there is a home: `host` with Docker (192.168.0.10), `pc` beside it
      (192.168.0.20), `router` (192.168.0.1), and `internet`, which owns every other address and knows
      every name.

      A step is a line of shell, typed on the first machine with Docker. `ssh MACHINE COMMAND` runs it on
      another machine, `docker exec` in a container. `expect` says what must come of it; without it
      nothing is asked. Times are virtual: nobody waits for `sleep 1000`. A line that holds a dollar for
      the shell writes `$$`, as in compose files.

      `drydock validate FILE` tells every mistake with its line, `drydock run FILE` plays it,
      `drydock shell --after 3 FILE` stops behind the third step and lets you type.

      ## An example

      """;

  private static final String NOTES =
      """

      ## The keys

      Times are written `20us`, `1.5s`, `2m`; rates `100mbit`; parts `0.1%`.
      """;

  @Test
  void the_page_lists_every_key() throws IOException {
    StringBuilder page = new StringBuilder(HEAD);
    page.append("```yaml\n").append(Files.readString(EXAMPLE)).append("```\n").append(NOTES);
    Node.Mapping schema = mapping(parse());
    Node.Mapping block = mapping(child(schema, "definitions"));
    for (Node.Entry definition : block.entries()) {
      appendDefinition(page, definition.name(), block);
    }
    if (Boolean.getBoolean("coverage.update")) {
      Files.writeString(PAGE, page);
    }
    assertEquals(
        page.toString(),
        Files.exists(PAGE) ? Files.readString(PAGE) : "",
        "docs/scenario-file.md is old; run: mvn -pl scenarios -am test -Dcoverage.update=true"
            + " -Dtest=ScenarioDocumentTest -Dsurefire.failIfNoSpecifiedTests=false");
  }

  private static Node parse() throws IOException {
    Source source = new Source(SCHEMA.toString(), Files.readString(SCHEMA));
    return YamlReader.read(source, new Diagnostics()).getFirst();
  }

  private static void appendDefinition(StringBuilder page, String name, Node.Mapping all) {
    Node.Mapping what = mapping(child(all, name));
    page.append("\n### ").append(name.equals("block") ? "x-drydock" : name).append("\n\n");
    page.append(text(what, "description")).append("\n\n| key | value | meaning |\n|---|---|---|\n");
    for (Node.Entry key : mapping(child(what, "properties")).entries()) {
      Node.Mapping property = mapping(key.value());
      page.append(
          "| `%s` | %s | %s |\n".formatted(key.name(), value(property), meaning(property, all)));
    }
  }

  /// What a key means: its own words, else those of what stands behind it.
  private static String meaning(Node.Mapping property, Node.Mapping all) {
    String own = text(property, "description");
    if (!own.isEmpty() || property.get("$ref") == null) {
      return own;
    }
    String name = text(property, "$ref").substring(DEFINITION.length());
    return text(mapping(child(all, name)), "description");
  }

  /// What may stand behind a key.
  private static String value(Node.Mapping property) {
    if (property.get("$ref") != null) {
      return link(text(property, "$ref"));
    }
    if (property.get("enum") instanceof Node.Sequence words) {
      return String.join(", ", words.items().stream().map(w -> "`" + scalar(w) + "`").toList());
    }
    if (property.get("anyOf") instanceof Node.Sequence choices) {
      List<String> values = choices.items().stream().map(c -> value(mapping(c))).toList();
      return values.getFirst() + ", or a list";
    }
    if (property.get("items") instanceof Node.Mapping items) {
      return "list of " + value(items);
    }
    if (property.get("additionalProperties") instanceof Node.Mapping each) {
      return "map of " + (each.get("$ref") == null ? "texts" : value(each));
    }
    return type(property.get("type"));
  }

  private static String type(@Nullable Node type) {
    String name = type instanceof Node.Sequence types ? scalar(types.items().getFirst()) : "map";
    if (type instanceof Node.Scalar one) {
      name = one.text();
    }
    return switch (name) {
      case "string" -> "text";
      case "integer", "number" -> "number";
      case "boolean" -> "true or false";
      default -> "map";
    };
  }

  private static String link(String reference) {
    String name = reference.substring(DEFINITION.length());
    return "[%s](#%s)".formatted(name, name);
  }

  private static String text(Node.Mapping mapping, String key) {
    Node node = mapping.get(key);
    return node == null ? "" : scalar(node).replace("|", "\\|");
  }

  private static String scalar(Node node) {
    return assertInstanceOf(Node.Scalar.class, node).text();
  }

  private static Node.Mapping mapping(Node node) {
    return assertInstanceOf(Node.Mapping.class, node);
  }

  private static Node child(Node.Mapping parent, String key) {
    return assertInstanceOf(Node.class, parent.get(key), key);
  }
}

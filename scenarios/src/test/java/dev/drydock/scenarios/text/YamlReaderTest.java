package dev.drydock.scenarios.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

final class YamlReaderTest {

  private final Diagnostics diagnostics = new Diagnostics();

  @Test
  void keys_and_values_know_their_places() {
    var file = mapping("a: 1\nlong:\n  - x\n  -   { y: 'é', z: 2 }\n");
    var list = assertInstanceOf(Node.Sequence.class, file.get("long"));
    var inner = assertInstanceOf(Node.Mapping.class, list.items().get(1));
    assertEquals("2:1", file.entries().get(1).key().place().position().toString());
    assertEquals("3:5", list.items().get(0).place().position().toString());
    assertEquals("4:17", inner.entries().get(1).key().place().position().toString());
    assertEquals("4:20", inner.entries().get(1).value().place().position().toString());
  }

  @Test
  void a_column_counts_characters_and_not_halves_of_them() {
    var file = mapping("{ \"\uD83D\uDC33\": a }");
    assertEquals("1:8", file.entries().getFirst().value().place().position().toString());
  }

  @Test
  void the_core_schema_tells_kinds_of_values() {
    var file =
        mapping("a: 80\nb: 80:80\nc: yes\nd: true\ne: ~\nf: 1.5\ng: '80'\nh: !!str 80\ni:\n");
    var kinds =
        file.entries().stream()
            .map(entry -> assertInstanceOf(Node.Scalar.class, entry.value()).kind())
            .toList();
    assertEquals(
        List.of(
            Node.Kind.INTEGER,
            Node.Kind.TEXT,
            Node.Kind.TEXT,
            Node.Kind.BOOLEAN,
            Node.Kind.NULL,
            Node.Kind.FLOAT,
            Node.Kind.TEXT,
            Node.Kind.TEXT,
            Node.Kind.NULL),
        kinds);
  }

  @Test
  void merged_keys_yield_to_own_ones_and_keep_their_places() {
    var file = mapping("x: &x { a: 1, b: 2 }\ny: { <<: *x, b: 3 }\n");
    var merged = assertInstanceOf(Node.Mapping.class, file.get("y"));
    assertEquals("[b, a]", merged.entries().stream().map(Node.Entry::name).toList().toString());
    assertEquals("1:12", merged.entries().get(1).value().place().position().toString());
    assertEquals("3", assertInstanceOf(Node.Scalar.class, merged.get("b")).text());
  }

  @Test
  void the_first_of_several_merged_mappings_wins() {
    var file = mapping("x: &x { a: 1 }\ny: &y { a: 2, b: 2 }\nz: { <<: [*x, *y] }\n");
    var merged = assertInstanceOf(Node.Mapping.class, file.get("z"));
    assertEquals("1", assertInstanceOf(Node.Scalar.class, merged.get("a")).text());
    assertEquals(2, merged.entries().size());
  }

  @Test
  void a_file_may_hold_several_documents() {
    assertEquals(2, read("a: 1\n---\nb: 2\n").size());
    assertEquals(0, read("# nothing\n").size());
  }

  @Test
  void a_key_twice_is_told_at_the_second() {
    mapping("a: 1\nb: 2\na: 3\n");
    assertEquals("f:3:1: mapping key \"a\" already defined at line 1", problem());
  }

  @Test
  void an_anchor_inside_itself_is_refused() {
    read("a: &a [*a]\n");
    assertEquals("f:1:8: the alias *a stands inside its own anchor", problem());
  }

  @Test
  void an_unknown_alias_is_refused() {
    read("a: *b\n");
    assertEquals("f:1:4: unknown alias *b", problem());
  }

  @Test
  void a_file_that_grows_without_end_is_one_error() {
    var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for (var level = 1; level < 10; level++) {
      var alias = "*a" + (level - 1);
      bomb.append("a%d: &a%d [".formatted(level, level));
      bomb.append(
          String.join(", ", List.of(alias, alias, alias, alias, alias, alias, alias, alias)));
      bomb.append("]\n");
    }
    read(bomb.toString());
    assertTrue(problem().contains("the file grows to more than 500000 values"), problem());
  }

  @Test
  void deep_nesting_is_one_error() {
    read("[".repeat(100_000));
    assertEquals("f:1:66: nested more than 64 deep", problem());
  }

  @Test
  void deep_nesting_of_blocks_is_one_error() {
    read("- ".repeat(100_000));
    assertEquals("f:1:131: nested more than 64 deep", problem());
  }

  @Test
  void broken_yaml_is_one_error_where_it_breaks() {
    read("a: 1\nb: [1, 2\nc: 3\n");
    assertTrue(problem().startsWith("f:3:2: not valid YAML: "), problem());
  }

  @Test
  void a_control_character_is_told_where_it_stands() {
    read("a: 1\nb: \u0007\n");
    assertEquals("f:2:4: the control character U+0007 is not allowed", problem());
  }

  @Test
  void a_list_as_a_key_is_refused() {
    read("? [a, b]\n: c\n");
    assertEquals("f:1:3: a key must be a single word, not a list", problem());
  }

  @Test
  void a_local_tag_is_kept() {
    assertEquals("!reset", mapping("a: !reset null\n").entries().getFirst().value().tag());
    assertEquals("!override", mapping("a: !override []\n").entries().getFirst().value().tag());
  }

  private List<Node> read(String text) {
    return YamlReader.read(new Source("f", text), diagnostics);
  }

  private Node.Mapping mapping(String text) {
    return assertInstanceOf(Node.Mapping.class, read(text).getFirst());
  }

  private String problem() {
    assertEquals(1, diagnostics.sorted().size());
    return diagnostics.sorted().getFirst().toString().lines().findFirst().orElse("");
  }
}

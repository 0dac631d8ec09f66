package dev.drydock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.lint.Trap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintVerbTest {
  @TempDir private Path folder;

  @BeforeEach
  void a_database_for_everybody() throws IOException {
    Files.writeString(
        folder.resolve("compose.yaml"),
        """
        name: shop
        services:
          db: { image: postgres, ports: ["5432:5432"] }
        """);
  }

  @Test
  void a_trap_has_its_place_what_to_do_and_a_lab() {
    Ran ran = Ran.drydock(folder, "lint");

    assertEquals(
        """
        compose.yaml:3:34: [database-published] db is open to everybody who reaches the host, \
        whatever ufw says
          publish it on 127.0.0.1, or not at all: other services reach it by its name
          see: drydock lab show ufw-bypass
        compose.yaml: 1 trap
        """,
        ran.out());
    assertEquals(1, ran.status());
  }

  @Test
  void a_trap_that_is_known_may_be_left_out() {
    Ran ran = Ran.drydock(folder, "lint", "--ignore", "database-published", "compose.yaml");

    assertEquals(new Ran(0, "compose.yaml: no known traps\n", ""), ran);
  }

  @Test
  void json_has_the_same() {
    Ran ran = Ran.drydock(folder, "lint", "--format", "json");

    assertEquals(
        """
        {
          "schema": 1,
          "scenario": "shop",
          "findings": [
            {
              "trap": "database-published",
              "file": "compose.yaml",
              "line": 3,
              "column": 34,
              "message": "db is open to everybody who reaches the host, whatever ufw says",
              "hint": "publish it on 127.0.0.1, or not at all: other services reach it by its name",
              "lab": "ufw-bypass"
            }
          ]
        }
        """,
        ran.out());
    assertEquals(1, ran.status());
  }

  @Test
  void every_trap_is_listed_and_its_lab_is_there() {
    List<String> lines = Ran.drydock(folder, "lint", "--traps").out().lines().toList();

    assertEquals(Trap.values().length, lines.size());
    for (Trap trap : Trap.values()) {
      Path lab = Path.of("../scenarios/labs", trap.lab(), "lab.md");
      assertTrue(trap.lab().isEmpty() || Files.exists(lab), trap.id());
      assertTrue(lines.stream().anyMatch(line -> line.startsWith(trap.id() + " ")), trap.id());
    }
  }

  @Test
  void wrong_names_and_files_are_refused() throws IOException {
    Files.writeString(folder.resolve("bad.yaml"), "services: { a: { image: x, ports: [http] } }\n");

    Ran trap = Ran.drydock(folder, "lint", "--ignore", "database-publishd");
    Ran file = Ran.drydock(folder, "lint", "bad.yaml");

    assertEquals(
        "drydock: --ignore: no trap is called \"database-publishd\"; did you mean"
            + " \"database-published\"?\n",
        trap.err());
    assertEquals(List.of(2, 2), List.of(trap.status(), file.status()));
    assertTrue(file.err().startsWith("bad.yaml:1:36: "), file.err());
    assertEquals("", file.out());
  }
}

package dev.drydock.scenarios.tools.docker.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import java.util.List;
import org.junit.jupiter.api.Test;

/// `docker … prune`, which asks first (docker/cli `internal/prompt`, `cli/command/*/prune.go`).
class PruneTest {
  private static final String QUESTION = "Are you sure you want to continue? [y/N] ";

  private static TypedLab engine(String version) {
    return TypedLab.of("name: home\nservices: {}\nx-drydock: { engine: \"" + version + "\" }\n");
  }

  @Test
  void without_an_answer_nothing_is_removed() {
    try (TypedLab lab = engine("29")) {
      lab.type("docker network create empty");
      assertEquals(
          "WARNING! This will remove all custom networks not used by at least one container.\n"
              + QUESTION,
          lab.type("docker network prune"));
      assertEquals(0, lab.status());
      assertTrue(lab.type("docker network ls").contains("empty"));
      assertEquals("Deleted Networks:\nempty\n\n", lab.type("docker network prune -f"));
    }
  }

  @Test
  void a_yes_on_standard_input_is_heard() {
    try (TypedLab lab = engine("29")) {
      lab.type("docker network create empty");
      assertTrue(lab.type("echo n | docker network prune").endsWith(QUESTION));
      assertTrue(
          lab.type("echo y | docker network prune")
              .endsWith(QUESTION + "Deleted Networks:\nempty\n\n"));
    }
  }

  @Test
  void the_first_versions_count_what_was_not_removed() {
    try (TypedLab lab = engine("20.10")) {
      assertEquals(
          "WARNING! This will remove all stopped containers.\n"
              + QUESTION
              + "Total reclaimed space: 0B\n",
          lab.type("docker container prune"));
    }
  }

  @Test
  void the_whole_system_is_listed_with_its_filters() {
    try (TypedLab lab = engine("28")) {
      String said = lab.type("docker system prune --volumes --filter label=old --filter label!=a");
      assertEquals(
          List.of(
              "WARNING! This will remove:",
              "  - all stopped containers",
              "  - all networks not used by at least one container",
              "  - all anonymous volumes not used by at least one container",
              "  - all dangling images",
              "  - unused build cache",
              "",
              "  Items to be pruned will be filtered with:",
              "  - label!=a",
              "  - label=old",
              "",
              QUESTION),
          said.lines().toList());
    }
  }
}

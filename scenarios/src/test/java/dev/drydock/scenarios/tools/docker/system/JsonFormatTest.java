package dev.drydock.scenarios.tools.docker.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// `--format json`. What 20.10 prints is that of a session of 20.10.24.
class JsonFormatTest {
  private static final String[] LINES = {
    "docker inspect -f json one",
    "docker ps --format json",
    "docker network inspect --format=json bridge",
    "docker version -f json",
    "docker info -f json"
  };

  @Test
  void to_20_10_it_is_a_template_with_a_word() {
    TypedLab lab = TypedLab.start().with("docker run -d --name one net sleep 100");
    for (String line : LINES) {
      assertEquals("json\n", lab.type(line), line);
    }
  }

  @Test
  void later_ones_print_objects() {
    TypedLab lab = TypedLab.ofEngine("23.0").with("docker run -d --name one net sleep 100");
    for (String line : LINES) {
      assertTrue(lab.type(line).matches("(?s)[{\\[].*[}\\]]\n"), line);
    }
  }
}

package dev.drydock.scenarios.tools.docker.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.Test;

/// `docker compose config --profiles`, and files of the folder that a shell went to.
class ConfigProfilesTest {
  private final TypedLab lab =
      TypedLab.start()
          .with(
              "mkdir -p /tmp/cafe",
              "printf 'services:\\n"
                  + "  bar: { image: web }\\n"
                  + "  till: { image: web, profiles: [tools, debug] }\\n"
                  + "  desk: { image: web, profiles: [debug] }\\n' > /tmp/cafe/compose.yaml");

  @Test
  void profiles_are_those_of_all_services_by_name() {
    assertEquals(
        "debug\ntools\n", lab.type("docker compose -f /tmp/cafe/compose.yaml config --profiles"));
  }

  @Test
  void a_file_is_found_in_the_folder_of_the_shell() {
    assertEquals("bar\n", lab.type("cd /tmp/cafe && docker compose config --services"));
  }
}

package dev.drydock.scenarios.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.drydock.scenarios.text.Diagnostic;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What services ask for has to exist. The messages are those of compose-go.
final class UsesTest {

  @TempDir private Path folder;

  @Test
  void a_model_is_told_to_be_missing() {
    assertEquals(
        "1:39: warning: service \"web\" uses model llm, which is not run here"
            + " -> the variables with its name and address are not set",
        Reading.problems(
            """
            services: { web: { image: x, models: [llm] } }
            models: { llm: { model: ai/smollm2 } }
            """));
  }

  @Test
  void a_file_of_profiles_alone_starts_nothing_and_says_so() {
    assertEquals(
        "1:13: warning: no service selected: all belong to profiles that are not active"
            + " -> choose with --profile or COMPOSE_PROFILES: dev, vpn",
        Reading.problems(
            "services: { web: { image: x, profiles: [vpn] }, b: { image: x, profiles: [dev] } }"));
  }

  @Test
  void volumes_secrets_configs_and_models_must_be_declared() {
    assertEquals(
        """
        3:13: service "web" refers to undefined volume dta -> did you mean "data"?
        3:45: service "web" refers to undefined volume logs -> add it to the top-level volumes:
        4:13: service "web" refers to undefined secret key -> add it to the top-level secrets:
        5:23: service "web" refers to undefined config conf -> add it to the top-level configs:
        6:12: service "web" refers to undefined model llm -> add it to the top-level models:\
        """,
        Reading.problems(
            """
            services:
              web: { image: x,
              volumes: [dta:/a, ./b:/b, /c, "/d:/e:ro", "logs:/f:ro", "data:/g"],
              secrets: [key],
              configs: [{ source: conf, target: /conf }],
              models: [llm] }
            volumes: { data: }
            """));
  }

  @Test
  void a_volume_needs_its_parts() {
    assertEquals(
        """
        2:30: invalid spec: :/data: empty section between colons -> write SOURCE:TARGET
        2:40: invalid empty volume spec -> write SOURCE:TARGET
        2:44: invalid spec: vol:/b:ro:no: too many colons -> write SOURCE:TARGET\
        """,
        Reading.problems(
            """
            services:
              web: { image: x, volumes: [":/data", "", "vol:/b:ro:no"] }
            """));
  }

  @Test
  void services_of_inactive_profiles_may_refer_to_anything() {
    assertEquals(
        "",
        Reading.problems(
            """
            services:
              web: { image: x }
              db: { image: x, profiles: [off], secrets: [none], env_file: none }
            """));
  }

  @Test
  void an_env_file_must_exist_and_is_looked_for_where_it_was_meant() throws IOException {
    write("base/base.yaml", "services: { app: { image: x, env_file: [app.env] } }");
    write("sub/inner.yaml", "services: { db: { image: x, env_file: [{ path: db.env }] } }");
    write(
        "compose.yaml",
        """
        include: [sub/inner.yaml]
        services:
          web:
            extends: { file: base/base.yaml, service: app }
            env_file:
              - { path: maybe.env, required: false }
              - bad.env
            label_file: labels
        """);
    write("bad.env", "A=1\nno good=2\n");
    var missing =
        """
        compose.yaml:8: label file %1$s/labels not found: stat %1$s/labels: no such file or directory
        bad.env:2: unexpected character in variable name "no good=2"
        base/base.yaml:1: env file %1$s/base/app.env not found: stat %1$s/base/app.env: no such file or\
         directory
        sub/inner.yaml:1: env file %1$s/sub/db.env not found: stat %1$s/sub/db.env: no such file or\
         directory\
        """
            .formatted(folder);
    assertEquals(sorted(missing), sorted(problems("compose.yaml")));
    write("base/app.env", "A=1");
    write("sub/db.env", "A=1");
    write("labels", "a=1");
    write("bad.env", "A=1");
    assertEquals("", problems("compose.yaml"));
  }

  @Test
  void an_empty_variable_counts_as_a_missing_value() {
    var request =
        Reading.requestOf(
            """
            services:
              web: { image: x, container_name: "${NAME}", hostname: "${NAME}", mac_address: "${NAME}",
              network_mode: "${NAME}", networks: { default: { ipv4_address: "${NAME}" } } }
            """,
            Map.of("NAME", ""));
    var plan = ScenarioReader.read(request).plan();
    assertNotNull(plan);
    assertEquals("demo-web-1", plan.containers().getFirst().name());
  }

  @Test
  void an_empty_subnet_range_or_gateway_counts_as_a_missing_one() {
    var request =
        Reading.requestOf(
            """
            services:
              web: { image: x }
            networks:
              default: { ipam: { config: [
                { subnet: "${NET}", ip_range: "${NET}", gateway: "${NET}" }] } }
            """,
            Map.of("NET", ""));
    assertNotNull(ScenarioReader.read(request).plan());
  }

  @Test
  void a_refused_value_is_told_once_and_by_its_path() {
    assertEquals(
        """
        3:16: error while interpolating services.web.command.[]: required variable A is missing a\
         value: say it -> set it in the environment or in the file .env
        4:16: invalid interpolation format for services.web.labels.x -> You may need to escape any $\
         with another $: "${}\"\
        """,
        Reading.problems(
            """
            services:
              web: { image: x,
              command: [a, "${A:?say it}"],
              labels: { x: "${}" } }
            """));
  }

  private void write(String name, String text) throws IOException {
    var file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private String problems(String file) {
    var request =
        new ReadRequest(
            List.of(Path.of(file)),
            folder,
            Map.of(),
            null,
            List.of(),
            InputStream.nullInputStream(),
            List.of());
    return ScenarioReader.read(request).diagnostics().stream()
        .map(UsesTest::line)
        .collect(Collectors.joining("\n"));
  }

  private static String line(Diagnostic diagnostic) {
    var place = diagnostic.place();
    return place.file() + ":" + place.position().line() + ": " + diagnostic.message();
  }

  private static String sorted(String lines) {
    return lines.lines().sorted().collect(Collectors.joining("\n"));
  }
}

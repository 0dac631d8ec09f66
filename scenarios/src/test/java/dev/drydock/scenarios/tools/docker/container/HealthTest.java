package dev.drydock.scenarios.tools.docker.container;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.run.RunException;
import dev.drydock.scenarios.shell.Prompt;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Health checks by moby `daemon/health.go`, and what compose waits for by
/// pkg/compose/convergence.go.
class HealthTest {
  private static final String ONE = "services: { one: { image: busybox, command: top } }\n";

  private int status;

  private static LiveLab lab(String file) throws RunException {
    var request =
        new ReadRequest(
            List.of(Path.of("-")),
            Path.of("").toAbsolutePath(),
            Map.of("HOST_SET", "from outside"),
            null,
            List.of(),
            new ByteArrayInputStream(("name: demo\n" + file).getBytes(StandardCharsets.UTF_8)),
            List.of());
    var result = ScenarioReader.read(request);
    var plan = result.plan();
    if (plan == null) {
      throw new AssertionError(result.diagnostics());
    }
    var lab = new LiveLab(plan);
    lab.start();
    return lab;
  }

  private String type(LiveLab lab, String... lines) {
    var text = new StringBuilder();
    for (String line : lines) {
      status = lab.run(Prompt.parse(line), (part, error) -> text.append(part));
    }
    return text.toString();
  }

  private String health(LiveLab lab, String container) {
    return type(lab, "docker inspect -f '{{.State.Health.Status}}' " + container).strip();
  }

  @Test
  void a_container_is_starting_until_its_first_check_succeeds() throws RunException {
    try (var lab = lab(ONE)) {
      type(lab, "docker run -d --name web nginx");
      type(
          lab,
          "docker run -d --name asks --link web --health-cmd 'wget -q -O /dev/null http://web/'"
              + " --health-interval 2s busybox top");
      assertTrue(type(lab, "docker ps -f name=asks").contains("(health: starting)"));
      type(lab, "sleep 3");
      assertTrue(type(lab, "docker ps -f name=asks").contains("Up 3 seconds (healthy)"));
      assertEquals("asks\n", type(lab, "docker ps -f health=healthy --format '{{.Names}}'"));
      String events = type(lab, "docker events --since 3s --until -1s --filter container=asks");
      assertTrue(events.contains("container exec_create: /bin/sh -c wget -q"), events);
      assertTrue(events.contains("container health_status: healthy"), events);
    }
  }

  @Test
  void failures_in_a_row_make_it_unhealthy_and_one_success_healthy_again() throws RunException {
    try (var lab = lab(ONE)) {
      type(
          lab,
          "docker run -d --name asks --health-cmd 'nc -z 172.17.0.3 80' --health-interval 1s"
              + " --health-retries 2 busybox top");
      type(lab, "sleep 1.5");
      assertEquals("starting", health(lab, "asks"));
      type(lab, "sleep 12");
      assertEquals("unhealthy", health(lab, "asks"));
      type(lab, "docker run -d --name web nginx", "sleep 8");
      assertEquals("healthy", health(lab, "asks"));
      assertEquals("0\n", type(lab, "docker inspect -f '{{.State.Health.FailingStreak}}' asks"));
    }
  }

  @Test
  void five_results_are_remembered_and_a_slow_check_is_given_up() throws RunException {
    try (var lab = lab(ONE)) {
      type(
          lab,
          "docker run -d --name slow --health-cmd 'sleep 100' --health-interval 1s"
              + " --health-timeout 500ms busybox top",
          "sleep 20");
      assertEquals("5\n", type(lab, "docker inspect -f '{{len .State.Health.Log}}' slow"));
      assertEquals(
          "-1 Health check exceeded timeout (500ms)\n",
          type(
              lab,
              "docker inspect -f '{{with index .State.Health.Log 0}}{{.ExitCode}}"
                  + " {{.Output}}{{end}}' slow"));
    }
  }

  @Test
  void within_the_start_period_failures_do_not_count_and_checks_come_sooner() throws RunException {
    try (var lab = lab(ONE)) {
      type(
          lab,
          "docker run -d --name young --health-cmd false --health-interval 30s"
              + " --health-start-period 10s --health-start-interval 1s --health-retries 1"
              + " busybox top",
          "sleep 8");
      assertEquals("starting", health(lab, "young"));
      assertEquals("5\n", type(lab, "docker inspect -f '{{len .State.Health.Log}}' young"));
      type(lab, "sleep 40");
      assertEquals("unhealthy", health(lab, "young"));
    }
  }

  @Test
  void a_paused_or_stopped_container_counts_as_unhealthy() throws RunException {
    try (var lab = lab(ONE)) {
      String run = "docker run -d --name c1 --health-cmd true --health-interval 1s busybox top";
      type(lab, run, "sleep 2");
      assertEquals("healthy", health(lab, "c1"));
      type(lab, "docker pause c1");
      assertEquals("unhealthy", health(lab, "c1"));
      type(lab, "docker unpause c1", "sleep 2");
      assertEquals("healthy", health(lab, "c1"));
      type(lab, "docker stop c1", "sleep 5");
      assertEquals("unhealthy", health(lab, "c1"));
      type(lab, "docker start c1");
      assertEquals("starting", health(lab, "c1"));
    }
  }

  @Test
  void a_command_that_is_not_there_is_told_in_the_words_of_runc() throws RunException {
    try (var lab = lab(ONE)) {
      type(
          lab,
          "docker run -d --name c1 --health-cmd x --health-retries 1 busybox top",
          "printf 'services:\\n  a:\\n    image: busybox\\n    command: top\\n    healthcheck:"
              + " { test: [CMD, curl], interval: 1s, retries: 1 }\\n' > compose.yaml",
          "docker compose up -d",
          "sleep 2");
      assertEquals(
          "OCI runtime exec failed: exec failed: unable to start container process: exec:"
              + " \"curl\": executable file not found in $PATH: unknown\n",
          type(lab, "docker inspect -f '{{(index .State.Health.Log 0).Output}}' root-a-1"));
      assertEquals("unhealthy", health(lab, "root-a-1"));
    }
  }

  @Test
  void options_that_contradict_each_other_are_refused() throws RunException {
    try (var lab = lab(ONE)) {
      assertTrue(
          type(lab, "docker run --no-healthcheck --health-cmd x busybox")
              .startsWith("docker: --no-healthcheck conflicts with --health-* options\n"));
      assertEquals(125, status);
      assertTrue(
          type(lab, "docker run --health-interval 5 busybox")
              .startsWith(
                  "invalid argument \"5\" for \"--health-interval\" flag: time: missing unit in"
                      + " duration \"5\"\n"));
      assertTrue(
          type(lab, "docker run --health-timeout -1s busybox")
              .startsWith("docker: --health-timeout cannot be negative\n"));
      assertTrue(
          type(lab, "docker run --health-cmd x --health-interval 1us busybox")
              .startsWith(
                  "docker: Error response from daemon: Interval in Healthcheck cannot be less than"
                      + " 1ms\n"));
    }
  }

  @Test
  void a_label_is_healthy_at_its_first_check() throws RunException {
    try (var lab = lab(ONE)) {
      type(
          lab,
          "docker run -d --name db --health-cmd pg_isready --health-interval 1s postgres",
          "sleep 2");
      assertEquals("healthy", health(lab, "db"));
    }
  }

  @Test
  void a_scenario_waits_for_health_and_for_ends() throws RunException {
    String file =
        """
        services:
          web: { image: nginx, healthcheck: { test: curl -f http://localhost/, interval: 5s } }
          init:
            image: busybox
            command: sh -c "wget -q -O /dev/null http://web/ && sleep 2"
            depends_on: { web: { condition: service_healthy } }
          app:
            image: busybox
            command: top
            depends_on: { init: { condition: service_completed_successfully } }
        """;
    try (var lab = lab(file)) {
      assertTrue(lab.nowNanos() > 7_000_000_000L, "" + lab.nowNanos());
      String all = type(lab, "docker ps -a --format '{{.Names}} {{.State}}'");
      assertEquals("demo-app-1 running\ndemo-init-1 exited\ndemo-web-1 running\n", all);
    }
  }

  @Test
  void a_scenario_whose_dependency_fails_does_not_start() {
    String sick =
        """
        services:
          sick: { image: busybox, command: top, healthcheck: { test: "false", interval: 1s } }
          app: { image: busybox, depends_on: { sick: { condition: service_healthy } } }
        """;
    assertEquals(
        "container demo-app-1: dependency failed to start: container demo-sick-1 is unhealthy",
        assertThrows(RunException.class, () -> lab(sick)).getMessage());
    String init =
        """
        services:
          init: { image: busybox, command: sh -c "exit 3" }
          app: { image: busybox, depends_on: { init: { condition: service_completed_successfully } } }
        """;
    assertEquals(
        "container demo-app-1: service \"init\" didn't complete successfully: exit 3",
        assertThrows(RunException.class, () -> lab(init)).getMessage());
    String none =
        """
        services:
          db: { image: postgres }
          app: { image: busybox, depends_on: { db: { condition: service_healthy } } }
        """;
    assertEquals(
        "container demo-app-1: dependency failed to start: container demo-db-1 has no healthcheck"
            + " configured",
        assertThrows(RunException.class, () -> lab(none)).getMessage());
  }

  @Test
  void compose_up_waits_and_tells() throws RunException {
    try (var lab = lab(ONE)) {
      type(
          lab,
          "printf 'services:\\n  a: { image: busybox, command: top, depends_on: { b: {"
              + " condition: service_healthy } } }\\n  b: { image: busybox, command: top,"
              + " healthcheck: { test: \"false\", interval: 1s, retries: 1 } }\\n' > compose.yaml");
      String up = type(lab, "docker compose up -d");
      assertTrue(
          up.endsWith(
              """
               Container root-b-1  Waiting
               Container root-b-1  Error
              dependency failed to start: container root-b-1 is unhealthy
              """),
          up);
      assertEquals(1, status);
      assertFalse(type(lab, "docker ps").contains("root-a-1"));
      assertEquals(
          " Container root-b-1  Running\n Container root-b-1  Waiting\ncontainer root-b-1 is"
              + " unhealthy\n",
          type(lab, "docker compose up -d --wait b"));
    }
  }

  @Test
  void the_environment_comes_from_files_the_service_and_the_one_who_types() throws RunException {
    try (var lab = lab(ONE)) {
      type(
          lab,
          "printf '# note\\nA=1\\nB=\"two words\"\\nC=3\\n' > one.env",
          "printf 'A=2\\nD=$HOME\\n' > two.env",
          "printf 'services:\\n"
              + "  a:\\n"
              + "    image: busybox\\n"
              + "    command: top\\n"
              + "    env_file: [one.env, { path: two.env, format: raw }]\\n"
              + "    environment: { C: 4, E: , F: \"\" }\\n' > compose.yaml",
          "docker compose up -d");
      assertEquals(
          "A=2\nB=two words\nC=4\nD=$HOME\nF=\n",
          type(lab, "docker exec root-a-1 env | grep '^[A-F]='"));
      type(lab, "docker run -d --name c1 --env-file one.env -e A=9 busybox top");
      assertEquals("A=9\nB=\"two words\"\nC=3\n", type(lab, "docker exec c1 env | grep '^[A-F]='"));
      assertTrue(
          type(lab, "docker run --env-file none.env busybox env")
              .startsWith("docker: open none.env: no such file or directory\n"));
    }
    try (var lab =
        lab("services: { a: { image: busybox, command: top, environment: [HOST_SET] } }\n")) {
      assertEquals(
          "HOST_SET=from outside\n", type(lab, "docker exec demo-a-1 env | grep HOST_SET"));
    }
  }

  @Test
  void a_container_that_sleeps_ends_when_it_wakes() throws RunException {
    try (var lab = lab(ONE)) {
      type(lab, "docker run -d --name naps busybox sleep 5", "sleep 3");
      assertEquals("running\n", type(lab, "docker inspect -f '{{.State.Status}}' naps"));
      type(lab, "docker restart naps", "sleep 3");
      assertEquals("running\n", type(lab, "docker inspect -f '{{.State.Status}}' naps"));
      type(lab, "sleep 3");
      assertEquals(
          "exited 0\n",
          type(lab, "docker inspect -f '{{.State.Status}} {{.State.ExitCode}}' naps"));
    }
  }
}

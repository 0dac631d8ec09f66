package dev.drydock.scenarios.tools.docker.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.shell.Prompt;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What `docker compose` stops: how long it waits, and for whom (compose `pkg/compose/down.go`).
class ComposeStopTest {
  private static final String FILE =
      """
      name: demo
      services:
        web: { image: busybox, command: sleep 1000, depends_on: [db], stop_grace_period: 3s }
        job: { image: busybox, command: sleep 1000, init: true, depends_on: [db] }
        db: { image: busybox, command: sleep 1000, deploy: { replicas: 2 }, stop_signal: SIGINT }
      """;

  @AutoClose private final LiveLab lab = StartedLab.of(FILE);

  private String type(String line) {
    var text = new StringBuilder();
    lab.run(Prompt.parse(line), (part, error) -> text.append(part));
    return text.toString();
  }

  private long seconds(String line) {
    long before = lab.nowNanos();
    type(line);
    return Math.round((lab.nowNanos() - before) / 1e9);
  }

  @Test
  void services_stop_when_nobody_needs_them_any_more_and_their_containers_together() {
    assertEquals(
        """
         Container demo-job-1  Stopping
         Container demo-web-1  Stopping
         Container demo-job-1  Stopped
         Container demo-web-1  Stopped
         Container demo-db-1  Stopping
         Container demo-db-2  Stopping
         Container demo-db-1  Stopped
         Container demo-db-2  Stopped
        """,
        type("docker compose stop"));
    assertEquals(
        "demo-db-1 137, demo-db-2 137, demo-job-1 143, demo-web-1 137, ",
        type("docker compose ps -a --format '{{.Name}} {{.ExitCode}}'").replace("\n", ", "));
  }

  @Test
  void each_level_takes_the_longest_time_of_its_containers() {
    assertEquals(13, seconds("docker compose stop"), "3 s, then 10 s");
    type("docker compose start");
    assertEquals(2, seconds("docker compose stop -t 1"));
    type("docker compose start");
    assertEquals(3, seconds("docker compose down -t 1"));
  }

  @Test
  void what_is_made_anew_is_stopped_first() {
    assertEquals(4, seconds("docker compose up -d --force-recreate --no-deps web"));
    assertTrue(
        type("docker events --since 1h --until -1s --filter container=demo-web-1 --format"
                + " {{.Action}}")
            .replace("\n", " ")
            .contains("kill kill die stop destroy"));
  }

  @Test
  void a_signal_of_the_file_is_the_one_that_is_sent() {
    type("docker compose kill -s HUP job");
    type("sleep 1");
    assertEquals(
        "SIGINT 3\n",
        type("docker inspect -f '{{.Config.StopSignal}}' demo-db-1").strip()
            + " "
            + type("docker inspect -f '{{.Config.StopTimeout}}' demo-web-1"));
    assertEquals("129\n", type("docker inspect -f '{{.State.ExitCode}}' demo-job-1"));
  }
}

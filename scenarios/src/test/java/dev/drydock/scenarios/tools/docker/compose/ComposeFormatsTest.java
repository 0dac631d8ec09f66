package dev.drydock.scenarios.tools.docker.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.shell.Prompt;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// Formats and filters of `docker compose` (cmd/compose, cmd/formatter), and its verbs that watch.
class ComposeFormatsTest {
  private static final String FILE =
      """
      name: demo
      services:
        web: { image: "nginx:1.28", ports: ["8080:80"], depends_on: [db] }
        db: { image: redis, networks: [back] }
        job: { image: busybox, command: sleep 3, networks: [back] }
      networks: { back: { internal: true } }
      """;

  @AutoClose private final LiveLab lab = StartedLab.of(FILE);
  private int status;

  private String type(String line) {
    var text = new StringBuilder();
    status = lab.run(Prompt.parse("docker compose " + line), (part, error) -> text.append(part));
    return text.toString();
  }

  @Test
  void config_is_printed_as_json_and_for_some_services() {
    var json = type("config --format json db");
    assertTrue(
        json.startsWith("{\n  \"name\": \"demo\",\n  \"networks\": {\n    \"back\": {"), json);
    assertTrue(json.contains("\"internal\": true"), json);
    assertTrue(json.contains("\"command\": null"), json);
    assertTrue(!json.contains("web"), json);
    assertTrue(type("config web").contains("  db:\n"));
    assertEquals("unsupported format \"xml\"\n", type("config --format xml"));
    assertEquals(1, status);
  }

  @Test
  void config_hashes_are_those_of_the_containers() {
    var hash = type("config --hash web").strip();
    assertTrue(hash.matches("web [0-9a-f]{64}"), hash);
    assertTrue(
        type("ps web --format {{.Labels}}").contains("config-hash=" + hash.substring(4)), hash);
    assertEquals(3, type("config --hash '*'").lines().count());
  }

  @Test
  void listings_take_formats_and_filters() {
    assertEquals("demo\n", type("ls -q --filter name=^de"));
    assertEquals("", type("ls -q --filter name=^emo"));
    assertEquals(
        "format value \"{{.Name}}\" could not be parsed: parsing failed\n",
        type("ls --format {{.Name}}"));
    assertEquals("unknown filter foo\n", type("ps --filter foo=1"));
    assertEquals("arguments to --filter should be in form KEY=VAL\n", type("ps --filter running"));
    assertEquals(
        "template parsing error: template: :1: unclosed action\n", type("ps --format {{.Name"));
    assertTrue(
        type("images --format json")
            .contains(
                "\"ContainerName\":\"demo-web-1\",\"Repository\":\"nginx\",\"Tag\":\"1.28\""));
  }

  @Test
  void processes_of_all_services_are_in_one_table() {
    var lines = type("top").lines().toList();
    assertTrue(lines.getFirst().matches("SERVICE +# +UID +PID +PPID +C +STIME +TTY +TIME +CMD"));
    assertTrue(lines.get(1).matches("db +1 +root .*redis.*"), lines.get(1));
    assertEquals("", type("top nosuch"));
  }

  @Test
  void events_are_those_of_the_project() {
    var events = type("events --since 1h --until -1s --json web");
    assertTrue(
        events.contains("\"action\":\"start\",\"attributes\":{\"image\":\"nginx:1.28\","), events);
    assertTrue(!events.contains("com.docker.compose"), events);
    var text = type("events --since 1h --until -1s job");
    assertTrue(
        text.matches(
            "(?s)2026-01-01 00:00:0\\d\\.\\d{6} container create [0-9a-f]{64} \\(image=.*"),
        text);
  }

  @Test
  void waiting_ends_with_the_container_and_its_status() {
    var text = type("wait job");
    assertTrue(text.matches("container \"[0-9a-f]{64}\" exited with status code 0\n"), text);
    assertEquals(0, status);
    assertEquals("no containers for project \"demo\"\n", type("wait job"));
  }
}

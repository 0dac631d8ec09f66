package dev.drydock.scenarios.tools.docker.compose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.run.LiveLab;
import dev.drydock.scenarios.shell.Prompt;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// `docker compose` on the scenario's own project and on files of the machine. The texts are those
/// of compose 2.39.4 (pkg/compose, pkg/progress/plain.go).
class ComposeVerbTest {
  private static final String FILE =
      """
      name: demo
      services:
        web: { image: nginx, ports: ["8080:80"], depends_on: [db], networks: [front, back] }
        db: { image: redis, networks: { back: { aliases: [cache] } } }
        busy: { image: busybox, command: sleep 1000, deploy: { replicas: 2 }, networks: [front] }
      networks: { front: , back: { internal: true } }
      """;

  @AutoClose private final LiveLab lab = StartedLab.of(FILE);
  private int status;

  private String type(String... lines) {
    var text = new StringBuilder();
    for (String line : lines) {
      status = lab.run(Prompt.parse(line), (part, error) -> text.append(part));
    }
    return text.toString();
  }

  private void write(String path, String content) {
    type("printf '" + content.replace("\n", "\\n") + "' > " + path);
  }

  @Test
  void ps_lists_the_running_containers_of_the_scenario_by_name() {
    var lines = type("docker compose ps").lines().toList();
    assertTrue(
        lines.getFirst().matches("NAME +IMAGE +COMMAND +SERVICE +CREATED +STATUS +PORTS"),
        lines.getFirst());
    assertEquals(
        List.of("demo-busy-1", "demo-busy-2", "demo-db-1", "demo-web-1"),
        lines.stream().skip(1).map(line -> line.replaceFirst(" .*", "")).toList());
    assertTrue(lines.getLast().contains("0.0.0.0:8080->80/tcp"), lines.getLast());
    assertEquals("busy\ndb\nweb\n", type("docker compose ps --services"));
  }

  @Test
  void stop_and_start_are_told_by_line_and_in_order() {
    assertEquals(
        """
         Container demo-web-1  Stopping
         Container demo-web-1  Stopped
         Container demo-db-1  Stopping
         Container demo-db-1  Stopped
        """,
        type("docker compose stop db web"));
    assertEquals(
        """
         Container demo-db-1  Starting
         Container demo-db-1  Started
         Container demo-web-1  Starting
         Container demo-web-1  Started
        """,
        type("docker compose start"));
  }

  @Test
  void down_takes_everything_away_and_up_brings_it_back() {
    type("docker compose stop");
    var down = type("docker compose down");
    assertTrue(
        down.endsWith(
            """
             Network demo_front  Removing
             Network demo_front  Removed
             Network demo_back  Removing
             Network demo_back  Removed
            """),
        down);
    assertEquals("", type("docker ps -aq"));
    assertEquals("", type("docker compose down"));
    assertTrue(
        type("docker compose -p other down")
            .endsWith(
                "level=warning msg=\"Warning: No resource found to remove for project"
                    + " \\\"other\\\".\"\n"));
    assertEquals(
        """
         Network demo_back  Creating
         Network demo_back  Created
         Container demo-db-1  Creating
         Container demo-db-1  Created
         Container demo-db-1  Starting
         Container demo-db-1  Started
        """,
        type("docker compose up -d db"));
    type("docker-compose up -d");
    assertEquals(4, type("docker ps -q").lines().count());
    assertTrue(type("docker compose exec busy ping -c 1 cache").contains("bad address"));
  }

  @Test
  void up_leaves_what_is_right_and_scales_what_is_asked() {
    var up = type("docker compose up -d --scale busy=3");
    assertEquals(4, up.lines().filter(line -> line.endsWith("  Running")).count());
    assertTrue(up.contains(" Container demo-busy-3  Started\n"), up);
    up = type("docker compose up -d --scale busy=1");
    assertTrue(up.contains(" Container demo-busy-3  Removed\n"), up);
    assertTrue(up.contains(" Container demo-busy-2  Removed\n"), up);
    assertTrue(type("docker compose up -d --force-recreate web").contains("web-1  Recreated"));
  }

  @Test
  void exec_port_and_run_find_the_containers_of_a_service() {
    assertEquals("0.0.0.0:8080\n", type("docker compose port web 80"));
    type("docker compose port web 81");
    assertEquals(1, status);
    assertEquals("service \"nope\" is not running\n", type("docker compose exec nope ls"));
    assertEquals(1, status);
    type("docker compose exec busy false");
    assertEquals(1, status);
    var short2 = type("docker ps -q -f name=demo-busy-2");
    assertEquals(short2, type("docker compose exec --index 2 busy hostname"));
    assertTrue(type("docker compose run -d busy").matches("[0-9a-f]{64}\n"));
    assertTrue(type("docker compose run --rm busy hostname").matches("[0-9a-f]{12}\n"));
    assertEquals(4, type("docker compose ps -q").lines().count());
  }

  @Test
  void a_file_of_the_machine_is_a_second_project() {
    write(
        "other.yaml",
        """
        name: other
        services:
          app: { image: nginx, networks: [proxy] }
        networks: { proxy: { external: true } }
        """);
    assertEquals(
        "network proxy declared as external, but could not be found\n",
        type("docker compose -f other.yaml up -d"));
    type("docker network create proxy");
    type("docker compose -f other.yaml up -d");
    assertEquals(
        """
        NAME                STATUS              CONFIG FILES
        demo                running(4)          /root/-
        other               running(1)          /root/other.yaml
        """,
        type("docker compose ls"));
    assertTrue(type("docker compose -p other down").contains("other-app-1  Removed"));
    assertEquals("demo\n", type("docker compose ls -aq"));
    assertEquals(
        "open /root/none.yaml: no such file or directory\n",
        type("docker compose -f none.yaml ps"));
  }

  @Test
  void what_a_file_does_not_have_any_more_is_an_orphan() {
    write("compose.yaml", "services:\n  a: { image: busybox, command: sleep 1 }\n");
    assertTrue(type("docker compose up -d").contains(" Network root_default  Created\n"));
    write("compose.yaml", "services:\n  b: { image: \"busybox:${TAG}\", command: sleep 1 }\n");
    type("docker compose up -d");
    assertEquals(1, status);
    write("compose.yaml", "services:\n  b: { image: busybox, command: sleep 1 }\n");
    assertTrue(type("docker compose up -d").contains("Found orphan containers ([root-a-1])"));
    assertTrue(type("docker compose up -d --remove-orphans").contains("root-a-1  Removed"));
  }

  @Test
  void wrong_files_are_refused_in_the_words_of_compose() {
    write("compose.yaml", "services:\n  a: { image: busybox, foo: 1 }\n");
    assertEquals(
        "validating /root/compose.yaml: services.a additional properties 'foo' not allowed\n",
        type("docker compose up -d"));
    assertEquals(1, status);
    write("compose.yaml", "services:\n  a: { image: busybox, env_file: a.env }\n");
    assertEquals(
        "env file /root/a.env not found: stat /root/a.env: no such file or directory\n",
        type("docker compose config -q"));
    write("a.env", "A=1");
    assertEquals("", type("docker compose config -q"));
    write("compose.yaml", "services:\n  a: { image: busybox, networks: [x] }\n");
    assertEquals(
        "service \"a\" refers to undefined network x: invalid compose project\n",
        type("docker compose ps"));
    type("rm compose.yaml");
    String help = type("docker compose foo");
    assertTrue(help.startsWith("Usage:  docker compose [OPTIONS] COMMAND\n"), help);
    assertTrue(help.endsWith("\nunknown docker command: \"compose foo\"\n"), help);
    assertEquals(
        "docker compose cp: not emulated. Use docker cp CONTAINER:PATH PATH.\n",
        type("docker compose cp web:/etc/hosts ."));
    assertTrue(type("docker compose watch").startsWith("docker compose watch: not emulated. "));
    assertEquals(1, status);
    assertEquals("unknown flag: --nope\n", type("docker compose ps --nope"));
    assertEquals(1, status);
  }

  @Test
  void a_healthy_dependency_is_waited_for() {
    write(
        "compose.yaml",
        "services:\n  a: { image: x, depends_on: { b: { condition:"
            + " service_healthy } } }\n  b: { image: x }\n");
    assertTrue(
        type("docker compose up -d")
            .endsWith(
                """
                 Container root-b-1  Starting
                 Container root-b-1  Started
                 Container root-b-1  Waiting
                 Container root-b-1  Healthy
                 Container root-a-1  Starting
                 Container root-a-1  Started
                """));
    assertEquals(
        """
         Container root-b-1  Running
         Container root-b-1  Waiting
         Container root-b-1  Healthy
        """,
        type("docker compose up --wait b"));
    assertEquals(" b Pulling \n b Pulled \n", type("docker compose pull b"));
  }

  @Test
  void ps_gives_the_published_ports_as_json() {
    var json = type("docker compose ps --format json web");
    assertTrue(
        json.contains(
            "{\"URL\":\"0.0.0.0\",\"TargetPort\":80,\"PublishedPort\":8080,"
                + "\"Protocol\":\"tcp\"}"),
        json);
    assertTrue(json.startsWith("{\"Command\":"), json);
  }

  @Test
  void labels_tell_the_project_of_networks_and_containers() {
    var format = "'{{index .Config.Labels \"com.docker.compose.%s\"}}'";
    var inspect = "docker inspect -f " + format + " demo-web-1";
    assertEquals("demo\n", type(inspect.formatted("project")));
    assertEquals("db:service_started:false\n", type(inspect.formatted("depends_on")));
    assertEquals("1\n", type(inspect.formatted("container-number")));
    assertEquals(65, type(inspect.formatted("config-hash")).length());
    var labels = type("docker network inspect -f '{{json .Labels}}' demo_back");
    assertTrue(labels.contains("\"com.docker.compose.network\":\"back\""), labels);
  }

  @Test
  void config_prints_what_the_network_is_asked() {
    assertTrue(
        type("docker compose config")
            .contains(
                """
                networks:
                  back:
                    name: demo_back
                    internal: true
                  front:
                    name: demo_front
                """));
    assertEquals("Docker Compose version v2.39.4\n", type("docker compose version"));
  }

  @Test
  void a_restart_takes_along_who_shares_the_namespace() {
    write("/root/shared.yaml", SHARED);
    type("docker compose -p pair -f /root/shared.yaml up -d");
    var address = "docker compose -p pair -f /root/shared.yaml exec side ip -4 addr show eth0";
    assertTrue(type(address).contains("inet 172."));
    type("docker restart pair-main-1");
    assertEquals("", type(address).replaceAll("(?m)^ip: .*\\n", ""), "only lo is left");
    var said = type("docker compose -p pair -f /root/shared.yaml restart main");
    assertTrue(said.contains("Container pair-side-1  Restarting"), said);
    assertTrue(type(address).contains("inet 172."));
    said = type("docker compose -p pair -f /root/shared.yaml restart --no-deps main");
    assertFalse(said.contains("pair-side-1"), said);
  }

  @Test
  void who_shares_the_namespace_of_a_new_container_is_made_anew() {
    write("/root/shared.yaml", SHARED);
    type("docker compose -p pair -f /root/shared.yaml up -d");
    write("/root/shared.yaml", SHARED.replace("A: 1", "A: 2"));
    var said = type("docker compose -p pair -f /root/shared.yaml up -d");
    assertTrue(said.contains("Container pair-side-1  Stopped"), said);
    assertTrue(said.contains("Container pair-side-1  Recreated"), said);
    assertTrue(said.contains("Container pair-side-1  Started"), said);
    assertTrue(
        type("docker exec pair-side-1 ip -4 addr show eth0").contains("inet 172."), "it follows");
  }

  private static final String SHARED =
      """
      services:
        main: { image: busybox, command: sleep 100000, environment: { A: 1 } }
        side: { image: busybox, command: sleep 100000, network_mode: "service:main" }
      """;

  @Test
  void containers_have_the_restart_policy_and_the_addresses_of_their_file() {
    write("/root/features.yaml", FEATURES);
    type("docker compose -p has -f /root/features.yaml up -d");
    var policy = "docker inspect -f '{{.HostConfig.RestartPolicy.Name}}' has-";
    assertEquals("unless-stopped\n", type(policy + "plain-1"));
    assertEquals("on-failure\n", type(policy + "deployed-1"));
    assertEquals("no\n", type(policy + "once-1"));
    assertTrue(type("docker exec has-plain-1 ip -4 addr").contains("inet 169.254.8.8/16"));
    type("systemctl restart docker");
    assertTrue(type("docker ps --format '{{.Names}}'").contains("has-plain-1"));
    assertFalse(type("docker ps --format '{{.Names}}'").contains("has-once-1"));
  }

  private static final String FEATURES =
      """
      services:
        plain:
          image: busybox
          command: sleep 100000
          restart: unless-stopped
          networks: { default: { link_local_ips: [169.254.8.8] } }
        deployed:
          image: busybox
          command: sleep 100000
          restart: always
          deploy: { restart_policy: { condition: on-failure, max_attempts: 3 } }
        once: { image: busybox, command: sleep 100000 }
      """;

  @Test
  void a_service_that_is_named_activates_its_profiles_and_brings_its_dependencies() {
    write(
        "/tmp/p/compose.yaml",
        """
        services:
          app: { image: busybox, command: sleep 1000 }
          cache: { image: redis, profiles: [extra], depends_on: [app] }
          db: { image: redis, profiles: [extra], depends_on: [cache] }
        """);
    type("docker compose -f /tmp/p/compose.yaml up -d");
    assertEquals("app\n", type("docker compose -f /tmp/p/compose.yaml ps --services"));

    var said = type("docker compose -f /tmp/p/compose.yaml scale db=2");
    assertEquals(0, status);
    assertTrue(said.contains(" Container p-app-1  Running\n"), said);
    assertTrue(said.contains(" Container p-cache-1  Started\n"), said);
    assertTrue(said.contains(" Container p-db-2  Started\n"), said);
    type("docker compose -f /tmp/p/compose.yaml pause cache");
    assertEquals(0, status);
    type("docker compose -f /tmp/p/compose.yaml up -d none");
    assertEquals(1, status);
  }
}

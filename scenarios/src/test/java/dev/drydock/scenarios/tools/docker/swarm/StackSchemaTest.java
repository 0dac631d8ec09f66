package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a stack's file may have, as two sessions of Docker 20.10.24 show it.
class StackSchemaTest extends TypedSwarm {
  @BeforeEach
  void form() {
    ok("a$ docker swarm init");
  }

  private String deploy(String file) {
    return type("a$ printf '" + file + "' > s.yml; docker stack deploy -c s.yml st");
  }

  private String service(String version, String field) {
    String head = "version: \"" + version + "\"\\nservices:\\n  web:\\n    image: web\\n    ";
    return deploy(head + field + "\\n").strip();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3 | init: true | services.web Additional property init is not allowed",
        "3.9 | profiles: [a] | services.web Additional property profiles is not allowed",
        "3.10 | init: true | unsupported Compose file version: 3.10",
        "3.8 | depends_on: {db: {condition: service_started}} | services.web.depends_on must be a"
            + " list",
        "3.8 | restart: true | services.web.restart must be a string",
        "3.8 | labels: {x: true} | services.web.labels.x must be a string, number or null",
        "3.8 | 'deploy: {replicas: \"2\"}' | services.web.deploy.replicas must be a integer",
        "3.8 | 'deploy: {resources: {limits: {cpus: 0.5}}}'"
            + " | services.web.deploy.resources.limits.cpus must be a string",
        "3.8 | restart: yes | services.web.restart must be a string",
        "3.8 | labels: {x: y} | services.web.labels.x must be a string, number or null",
        "3.8 | command: 5 | services.web.command must be a string",
      })
  void keys_and_types_are_those_of_the_version(String version, String field, String why) {
    assertEquals(why, service(version, field).replaceAll("\\[exit.*", "").strip());
  }

  @Test
  void the_file_itself_is_checked() {
    assertEquals(
        "(root) Additional property name is not allowed\n",
        deploy("name: hi\\nversion: \"3.8\"\\nservices: {}\\n"));
    assertEquals("version must be a string\n", deploy("version: 3\\nservices: {}\\n"));
    assertEquals("services must be a mapping\n", deploy("version: \"3.8\"\\nservices: [web]\\n"));
    assertEquals("Top-level object must be a mapping\n", deploy(""));
    assertEquals("unsupported Compose file version: 1.0\n", deploy("services: {}\\n"));
    assertEquals(
        "open no.yml: no such file or directory\n", type("a$ docker stack deploy -c no.yml st"));
  }

  @Test
  void what_variables_hold_is_cast() {
    assertTrue(
        service("3.8", "deploy: {replicas: \"${N:-2}\"}").endsWith("Creating service st_web"));
    assertEquals(
        "invalid interpolation format for services.web.command: \"required variable NOPE is missing"
            + " a value: no\"; you may need to escape any $ with another $",
        service("3.8", "command: ${NOPE:?no}"));
  }

  @Test
  void a_service_without_an_image_is_refused_by_the_managers() {
    assertEquals(
        "Creating network st_default\nCreating service st_web\nfailed to create service st_web:"
            + " Error response from daemon: rpc error: code = InvalidArgument desc ="
            + " ContainerSpec: image reference must be provided\n",
        deploy("version: \"3.8\"\\nservices:\\n  web:\\n    command: x\\n"));
  }

  @Test
  void networks_have_the_driver_of_the_file() {
    String refused =
        deploy(
            "version: \"3.8\"\\nservices:\\n  web:\\n    image: web\\n    networks: [front]\\n"
                + "networks: {front: {driver: bridge}}\\n");
    assertTrue(
        refused.endsWith(
            "failed to create service st_web: Error response from daemon: The network st_front"
                + " cannot be used with services. Only networks scoped to the swarm can be used,"
                + " such as those created with the overlay driver.\n"),
        refused);
  }

  @Test
  void a_global_service_has_its_task_on_each_node_whatever_the_most_per_node() {
    service("3.8", "deploy: {mode: global, placement: {max_replicas_per_node: 1}}");
    pass(3);
    assertEquals(
        "global 1/1\n", type("a$ docker stack services --format '{{.Mode}} {{.Replicas}}' st"));
  }

  @Test
  void files_of_stacks_are_found_where_the_shell_is_and_shown_only_later() {
    ok("a$ mkdir -p /srv; printf 'version: \"3\"\\nservices: {web: {image: web}}\\n' > /srv/s.yml");
    assertTrue(type("a$ cd /srv; docker stack deploy -c s.yml st").contains("service st_web"));
    assertTrue(
        type("a$ docker stack config -c s.yml")
            .startsWith("unknown shorthand flag: 'c' in -c\nSee 'docker stack --help'.\n"));
    String help = type("a$ docker stack");
    assertTrue(help.contains("\nManage Docker stacks\n") && !help.contains("config"), help);
  }

  @Test
  void an_update_sorts_what_is_mounted_by_its_source() {
    ok(
        "a$ docker service create -d --name m --mount source=data,target=/data"
            + " --mount type=bind,source=/tmp,target=/host web");
    ok("a$ docker service update -d --label-add x=y m");
    assertEquals(
        "/tmp data ",
        type("a$ docker service inspect -f '{{range .Spec.TaskTemplate.ContainerSpec.Mounts}}"
                    + "{{.Source}} {{end}}' m")
                .strip()
            + " ");
  }

  /// Recorded with 20.10.24.
  @Test
  void words_that_the_schema_takes_are_refused_later() {
    assertEquals(
        "Creating network st_default\nservice web: Unknown mode: foo",
        service("3.8", "deploy: {mode: foo}"));
    assertEquals(
        "Creating service st_web\nfailed to create service st_web: Error response from daemon:"
            + " invalid resolution mode: \"foo\"",
        service("3.8", "deploy: {endpoint_mode: foo}"));
    assertEquals(
        "1 error(s) decoding:\n\n* error decoding 'Ports': Invalid ip address: 80",
        service("3.8", "ports: [\"80:80:80\"]"));
  }

  @Test
  void files_of_variables_are_read_and_must_be_there() {
    assertEquals(
        "open /root/no.env: no such file or directory", service("3.8", "env_file: no.env"));
    ok("a$ printf 'A=1\\nB=2\\n# C=3\\n' > some.env");
    service("3.8", "env_file: some.env\\n    environment: {B: 4}");
    assertEquals(
        "[A=1 B=4]\n",
        type("a$ docker service inspect -f '{{.Spec.TaskTemplate.ContainerSpec.Env}}' st_web"));
  }

  @Test
  void the_short_name_is_an_alias_on_the_networks_of_the_file_alone() {
    service("3.8", "networks: {front: {aliases: [shop]}}\\nnetworks: {front: {}}");
    ok("a$ docker network create -d overlay far");
    ok("a$ docker service update -d --network-add far st_web");
    assertEquals(
        "[{\"Target\":\"\",\"Aliases\":[\"shop\",\"web\"]},{\"Target\":\"\"}]\n",
        type("a$ docker service inspect -f '{{json .Spec.TaskTemplate.Networks}}' st_web")
            .replaceAll("\"\\w{25}\"", "\"\""));
    assertEquals(
        "Error: No such network: none\n",
        type("a$ docker service create -d --name x --network none web"));
  }
}

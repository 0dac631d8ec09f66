package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/// What the command line and the engine of 28.5.2 say otherwise than those of 20.10.24 in a swarm:
/// the expected texts are recorded.
class SwarmWordsOf28Test {
  @AutoClose
  private final TypedLab lab =
      TypedLab.of(
              """
              name: words
              services: {}
              x-drydock:
                engine: "28.5.2"
                machines:
                  a: { docker: {}, nics: { eth0: { link: wire, address: 10.9.0.1/24 } } }
                  b: { docker: {}, nics: { eth0: { link: wire, address: 10.9.0.2/24 } } }
                links: { wire: {} }
                images: { busybox: { tools: busybox } }
              """)
          .with("a$ docker swarm init");

  private void says(String expected, String command) {
    assertEquals(expected, lab.type(command));
  }

  @Test
  void what_is_not_there_is_told_in_the_words_of_the_engine() {
    says(
        "[]\nError response from daemon: node nosuch not found\n", "a$ docker node inspect nosuch");
    says(
        "Error reading content from \"/tmp/no\": error reading from /tmp/no: open /tmp/no: no such"
            + " file or directory\n",
        "a$ docker config create x /tmp/no");
    says("Error: swarm is not locked\n", "a$ docker swarm unlock");
    says("Specify a Compose file (with --compose-file)\n", "a$ docker stack deploy s");
  }

  @Test
  void configs_are_found_by_inspect() {
    lab.with("a$ echo hi | docker config create conf -");
    says("conf\n", "a$ docker inspect -f '{{.Spec.Name}}' conf");
  }

  @Test
  void a_stack_is_refused_before_anything_is_said_of_waiting() {
    says("open no.yml: no such file or directory\n", "a$ docker stack deploy -c no.yml s");
    lab.with("a$ printf 'services: {one: {command: x}}' > one.yml");
    says(
        "invalid image reference for service one: no image specified\n",
        "a$ docker stack deploy -c one.yml s");
    lab.with("a$ printf 'services: {one: {image: web}}' > one.yml");
    says(
        "Invalid option some for flag --resolve-image\n",
        "a$ docker stack deploy -c one.yml --resolve-image some s");
    says(
        "template parsing error: template: :1:2: executing \"\" at <.Orchestrator>: can't evaluate"
            + " field Orchestrator in type *formatter.stackContext\n",
        "a$ docker stack deploy -d -c one.yml s > /dev/null;"
            + " docker stack ls --format '{{.Orchestrator}}'");
  }

  @Test
  void who_waits_for_a_service_tells_which_one() {
    String made = lab.type("a$ docker service create -q --name one web sleep 1000").strip();
    assertTrue(made.matches("(?s).*[a-z0-9]{25}"), made);
    assertTrue(
        lab.type("a$ docker service update --force one")
            .endsWith("verify: Service one converged\n"));
    assertTrue(
        lab.type("a$ docker service create --name two web sleep 1000")
            .matches("(?s).*verify: Service [a-z0-9]{25} converged\n"));
  }

  @Test
  void a_worker_makes_no_overlay() {
    String join = lab.type("a$ docker swarm join-token worker").split("\n", -1)[2].strip();
    lab.with("b$ " + join);
    says(
        "Error response from daemon: This node is not a swarm manager. Use \"docker swarm init\" or"
            + " \"docker swarm join\" to connect this node to swarm and try again.\n",
        "b$ docker network create -d overlay no");
  }

  @Test
  void services_of_stacks_tell_that_privileges_may_be_gained() {
    lab.with(
        "a$ printf 'services: {one: {image: web}}' > one.yml",
        "a$ docker stack deploy -d -c one.yml s");
    says(
        "{\"CredentialSpec\":null,\"SELinuxContext\":null,\"NoNewPrivileges\":false}\n",
        "a$ docker service inspect -f '{{json .Spec.TaskTemplate.ContainerSpec.Privileges}}'"
            + " s_one");
  }
}

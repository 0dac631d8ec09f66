package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.scenarios.tools.TypedLab;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What stacks and services say on one node with engine 29 (docker/cli `command/stack`,
/// `command/service`).
class StackVerbsTest {
  private static final String FILE =
      """
      name: one
      services: {}
      x-drydock:
        engine: "29"
        machines:
          a: { docker: {}, nics: { eth0: { link: wire, address: 10.9.0.1/24 } } }
        links: { wire: {} }
      """;

  private static final String LATER =
      """
      Since --detach=false was not specified, tasks will be created in the background.
      In a future release, --detach=false will become the default.
      """;

  @AutoClose private final TypedLab lab = TypedLab.of(FILE);

  private String type(String line) {
    return lab.type(line);
  }

  private void write(String services) {
    lab.with("a$ printf 'services:\\n" + services.replace("\n", "\\n") + "' > stack.yml");
  }

  @BeforeEach
  void form() {
    lab.with("a$ docker swarm init");
    write("  web: { image: nginx, healthcheck: { test: [CMD, \"true\"], interval: 2s } }\n");
  }

  @Test
  void a_stack_is_made_in_the_background_unless_it_is_waited_for() {
    assertEquals(
        LATER + "Creating network shop_default\nCreating service shop_web\n",
        type("a$ docker stack deploy -c stack.yml shop"));
    String shown = type("a$ docker stack deploy -c stack.yml --detach=false shop");
    assertTrue(shown.matches("(?s).*verify: Service [a-z0-9]{25} converged\n"), shown);
    String quiet = type("a$ docker stack deploy -q --detach=false -c stack.yml shop");
    assertFalse(quiet.contains("verify"), quiet);
    assertEquals(
        "invalid option x for flag --resolve-image\n",
        type("a$ docker stack deploy --resolve-image x -c stack.yml shop"));
  }

  @Test
  void services_that_are_not_in_the_file_any_more_can_be_pruned() {
    write("  web: { image: nginx }\n  old: { image: nginx }\n");
    lab.with("a$ docker stack deploy -d -c stack.yml shop");
    write("  web: { image: nginx }\n");
    lab.with("a$ docker stack deploy -d -c stack.yml shop");
    assertEquals("shop 2\n", type("a$ docker stack ls --format '{{.Name}} {{.Services}}'"));
    String shown = type("a$ docker stack deploy -d --prune -c stack.yml shop");
    assertTrue(shown.startsWith("Removing service shop_old\nUpdating service shop_web "), shown);
    assertEquals("shop_web\n", type("a$ docker stack services --format '{{.Name}}' shop"));
  }

  @Test
  void what_is_not_there_is_told_and_what_is_there_is_shown() {
    assertEquals("Nothing found in stack: no\n", type("a$ docker stack services no"));
    assertEquals(0, lab.status());
    assertEquals("nothing found in stack: no\n", type("a$ docker stack ps no"));
    assertEquals(1, lab.status());
    assertEquals("Nothing found in stack: no\n", type("a$ docker stack rm no"));
    lab.with("a$ docker service create -d --name web nginx");
    assertEquals(
        "web.1\nno such service: no\n", type("a$ docker service ps --format '{{.Name}}' no web"));
    assertEquals(1, lab.status());
    assertEquals("no such service: no\n", type("a$ docker service ps no"));
  }

  @Test
  void the_file_is_printed_merged_and_in_long_forms() {
    write(
        "  web: { image: \"nginx:${TAG:-1.25}\", ports: [\"8080:80\"], networks: [back],"
            + " environment: [A=1, B], command: sleep 10 }\nnetworks: { back: {} }\n");
    lab.with("a$ printf 'services: { web: { deploy: { replicas: 3 } } }' > more.yml");
    assertEquals(
        """
        services:
          web:
            command:
              - sleep
              - "10"
            deploy:
              replicas: 3
            environment:
              A: "1"
              B: null
            image: nginx:1.25
            networks:
              back: null
            ports:
              - mode: ingress
                target: 80
                published: 8080
                protocol: tcp
        networks:
          back: {}
        """,
        type("a$ docker stack config -c stack.yml -c more.yml"));
  }

  @Test
  void a_service_that_is_waited_for_quietly_prints_its_id_alone() {
    String shown = type("a$ docker service create -q --name web nginx");
    assertTrue(shown.matches("[a-z0-9]{25}\n"), shown);
    assertEquals("web\n", type("a$ docker service update -q --force web"));
  }

  @Test
  void a_service_with_files_health_and_sysctls_is_described() {
    lab.with(
        "a$ printf x | docker secret create pass -",
        "a$ printf x | docker config create page -",
        "a$ docker service create -d --name web --secret pass --config source=page,target=/www"
            + " --sysctl net.core.somaxconn=9 --health-cmd 'exit 0' --health-interval 90s -p 80:80"
            + " nginx");
    String text = type("a$ docker service inspect --pretty web");
    assertTrue(text.startsWith("\nID:\t\t"), text);
    assertTrue(
        text.contains(
            """
            SysCtls:
             net.core.somaxconn: 9
            Configs:
             Target:\t/www
              Source:\tpage
            Secrets:
             Target:\tpass
              Source:\tpass
            """),
        text);
    assertTrue(
        text.endsWith(
            """
              PublishMode = ingress\s
             Healthcheck:
              Interval = 1m30s
              Retries = 0
              StartPeriod =\t0s
              Timeout =\t0s
              Tests:
            \t Test = CMD-SHELL
            \t Test = exit 0\s

            """),
        text);
  }

  @Test
  void ports_in_the_long_form_stay_so_in_the_config() {
    write("  web:\n    image: nginx\n    ports: [{ mode: host, published: 81, target: 80 }]\n");
    String shown = type("a$ docker stack config -c stack.yml");
    assertTrue(shown.contains("- mode: host\n        target: 80\n        published: 81\n"), shown);
  }

  @Test
  void a_file_is_read_before_a_manager_is_asked() {
    lab.with("a$ docker swarm leave --force");
    assertEquals(
        "open none.yml: no such file or directory\n",
        type("a$ docker stack deploy --detach=true -c none.yml shop"));
    assertTrue(
        type("a$ docker stack deploy --detach=true -c stack.yml shop")
            .contains("This node is not a swarm manager."));
  }

  @Test
  void services_of_a_stack_tell_their_image_and_short_name() {
    lab.with("a$ docker stack deploy --detach=true -c stack.yml shop");
    assertEquals(
        "{\"com.docker.stack.image\":\"nginx\",\"com.docker.stack.namespace\":\"shop\"}\n",
        type("a$ docker service inspect -f '{{json .Spec.Labels}}' shop_web"));
    assertTrue(
        type("a$ docker service inspect -f '{{json .Spec.TaskTemplate.Networks}}' shop_web")
            .endsWith("\"Aliases\":[\"web\"]}]\n"));
  }

  @Test
  void files_are_where_the_stack_file_is() {
    lab.with(
        "a$ mkdir -p /tmp/st && printf 'x' > /tmp/st/pw.txt",
        "a$ printf 'services: { web: { image: nginx, secrets: [pw] } }\\n"
            + "secrets: { pw: { file: ./pw.txt } }\\n' > /tmp/st/a.yml",
        "a$ docker stack deploy -c /tmp/st/a.yml shop");
    assertEquals("shop_pw\n", type("a$ docker secret ls --format '{{.Name}}'"));
    lab.with("a$ rm /tmp/st/pw.txt");
    String refused = type("a$ docker stack deploy -c /tmp/st/a.yml shop");
    assertTrue(refused.endsWith("open /tmp/st/pw.txt: no such file or directory\n"), refused);
  }
}

package dev.drydock.scenarios.tools.docker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.device.CostModel;
import dev.drydock.scenarios.engines.LabEngines;
import dev.drydock.scenarios.lab.Lab;
import dev.drydock.scenarios.plan.Plan;
import dev.drydock.scenarios.plan.ReadRequest;
import dev.drydock.scenarios.plan.ScenarioReader;
import dev.drydock.scenarios.shell.Interpreter;
import dev.drydock.scenarios.shell.StandardTools;
import dev.drydock.scenarios.shell.Surroundings;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Services, stacks and the balancer of a swarm of two Docker hosts, 10.9.0.1 and 10.9.0.2.
class SwarmServicesTest {
  private static final String FILE =
      """
      name: two
      services: {}
      x-drydock:
        engine: "20.10"
        machines:
          a: { docker: {}, nics: { eth0: { link: wire, address: 10.9.0.1/24 } } }
          b: { docker: {}, nics: { eth0: { link: wire, address: 10.9.0.2/24 } } }
        links: { wire: {} }
        images:
          net: { tools: [busybox, iputils, iproute2, curl] }
      """;

  private static final long SECOND_NANOS = 1_000_000_000L;

  private final Interpreter interpreter = newInterpreter();
  private int status;

  private static Interpreter newInterpreter() {
    Plan plan =
        ScenarioReader.read(
                new ReadRequest(
                    List.of(Path.of("-")),
                    Path.of("").toAbsolutePath(),
                    Map.of(),
                    null,
                    List.of(),
                    new ByteArrayInputStream(FILE.getBytes(StandardCharsets.UTF_8))))
            .plan();
    if (plan == null) {
      throw new AssertionError("the plan has errors");
    }
    Lab lab = Lab.build(plan, 1, CostModel.LINUX);
    LabEngines engines = LabEngines.start(lab);
    return new Interpreter(new Surroundings(lab, StandardTools.registry(), engines, engines));
  }

  private String type(String line) {
    StringBuilder text = new StringBuilder();
    status = interpreter.type(line, (part, error) -> text.append(part));
    return text.toString();
  }

  private void ok(String line) {
    String text = type(line);
    assertEquals(0, status, line + "\n" + text);
  }

  private void formSwarm() {
    Matcher join =
        Pattern.compile("docker swarm join --token \\S+ \\S+")
            .matcher(type("a$ docker swarm init"));
    assertTrue(join.find());
    assertEquals("This node joined a swarm as a worker.\n", type("b$ " + join.group()));
  }

  private void attachTwo() {
    formSwarm();
    ok("a$ docker network create -d overlay --attachable ov");
    ok("a$ docker run -d --name one --network ov net sleep 1000");
    ok("b$ docker run -d --name two --network ov net sleep 1000");
    interpreter.pass(SECOND_NANOS);
  }

  @AfterEach
  void close() {
    interpreter.close();
  }

  @Test
  void an_update_replaces_tasks_one_after_the_other() {
    formSwarm();
    ok("a$ docker service create -d --name web --replicas 2 nginx:1.24");
    interpreter.pass(2 * SECOND_NANOS);
    ok("a$ docker service update -d --image nginx:1.25 --publish-add 8080:80 web");
    interpreter.pass(5 * SECOND_NANOS);
    String tasks = type("a$ docker service ps web");
    assertEquals(2, tasks.split("nginx:1.25 .* Running +Running", -1).length - 1, tasks);
    assertEquals(
        2, tasks.split("_ web.. .*nginx:1.24 .* Shutdown +Shutdown", -1).length - 1, tasks);
    assertEquals(
        "200\n", type("b$ curl -s -o /dev/null -w '%{http_code}\\n' http://10.9.0.1:8080/"));
    ok("a$ docker service update -d --publish-rm 80 web");
    interpreter.pass(5 * SECOND_NANOS);
    assertFalse(type("b$ iptables -t nat -S DOCKER-INGRESS").contains("8080"));
  }

  @Test
  void a_stack_is_deployed_listed_and_removed() {
    formSwarm();
    ok(
        "a$ printf 'services:\\n  web:\\n    image: nginx\\n    ports: [\"8080:80\"]\\n' > stack.yml");
    ok("a$ printf '  api:\\n    image: nginx\\n    deploy: { mode: global }\\n' >> stack.yml");
    assertEquals(
        "Creating network shop_default\nCreating service shop_web\nCreating service shop_api\n",
        type("a$ docker stack deploy -c stack.yml shop"));
    interpreter.pass(3 * SECOND_NANOS);
    assertTrue(type("a$ docker stack ls").matches("(?s).*shop +2\\s*"));
    assertTrue(type("a$ docker stack services shop").matches("(?s).*shop_api +global +2/2 .*"));
    assertTrue(type("a$ docker stack ps shop").contains("shop_web.1"));
    assertTrue(type("a$ docker stack rm shop").contains("Removing network shop_default"));
    assertFalse(type("a$ docker network ls").contains("shop"));
  }

  @Test
  void the_balancer_shows_its_connections_while_they_live() {
    attachTwo();
    ok("a$ docker service create -d --name web --constraint node.hostname==a --network ov nginx");
    interpreter.pass(3 * SECOND_NANOS);
    String id = type("a$ docker network inspect -f '{{.Id}}' ov").strip().substring(0, 9);
    String list = "a$ nsenter --net=/var/run/docker/netns/lb_" + id + " ipvsadm -Ln";
    assertTrue(type(list).matches("(?s).*FWM +\\d+ rr\n +-> 10.0.1.\\d+:0 +Masq +1 +0 +0 +\n"));
    ok("one@a$ curl -s -o /dev/null http://web/");
    String closed = type(list);
    assertTrue(closed.matches("(?s).*:0 +Masq +1 +0 +1 +\n"), closed);
    assertTrue(type(list + " --stats").contains("InBytes OutBytes"));
    interpreter.pass(130 * SECOND_NANOS);
    assertTrue(type(list).matches("(?s).*:0 +Masq +1 +0 +0 +\n"));
  }
}

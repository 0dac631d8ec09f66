package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Health checks of the tasks of services, in a swarm of two Docker hosts (moby
/// `daemon/cluster/executor/container/controller.go`).
class ServiceHealthTest extends TypedSwarm {
  private static final String CHECK =
      " --health-cmd 'test -e /tmp/ok' --health-interval 1s --health-retries 2 ";

  @BeforeEach
  void attach() {
    SwarmOfTwo.attachTwo(lab);
  }

  private String tasks(String service) {
    return type(
        "a$ docker service ps --no-trunc --format '{{.Name}} {{.DesiredState}} {{.CurrentState}}"
            + " {{.Error}}' "
            + service);
  }

  /// A service whose one task is on `b`, and healthy while a file is there.
  private void create(String more) {
    ok(
        "a$ docker service create -d --name web --constraint node.hostname==b --network ov"
            + CHECK
            + more
            + "net sleep 1000");
  }

  private void write() {
    ok("b$ docker exec $(docker ps -lq) sh -c 'echo > /tmp/ok'");
  }

  @Test
  void a_task_is_starting_and_not_found_until_it_is_healthy() {
    create("--health-start-period 1m ");
    pass(3);
    assertEquals("web.1 Running Starting 2 seconds ago \n", tasks("web"));
    assertTrue(type("a$ docker service ls").matches("(?s).* web +replicated +0/1 .*"));
    for (String client : new String[] {"one@a$ ", "two@b$ "}) {
      assertFalse(type(client + "nslookup web").contains("10.0.1."), client);
      assertFalse(type(client + "nslookup tasks.web").contains("10.0.1."), client);
    }
    String address =
        type("b$ docker inspect -f '{{.NetworkSettings.Networks.ov.IPAddress}}' $(docker ps -lq)")
            .strip();
    ok("one@a$ ping -c 1 -W 1 " + address);

    write();
    pass(1.5);

    assertEquals(
        "web.1 Running Running Less than a second ago \n".replace("Less", "less"), tasks("web"));
    for (String client : new String[] {"one@a$ ", "two@b$ "}) {
      assertTrue(
          type(client + "nslookup tasks.web").contains(address),
          type(client + "nslookup tasks.web"));
      ok(client + "ping -c 1 -W 1 web");
    }
  }

  @Test
  void a_task_that_is_ill_is_not_found_and_ends_two_seconds_later() {
    create("");
    pass(1);
    write();
    pass(2);
    assertTrue(type("one@a$ nslookup web").contains("10.0.1."));
    ok("b$ docker exec $(docker ps -lq) rm /tmp/ok");
    pass(2.5);
    assertTrue(tasks("web").startsWith("web.1 Running Running "), "it has time to finish");
    assertFalse(type("one@a$ nslookup tasks.web").contains("10.0.1."), "two failures");
    assertFalse(type("two@b$ nslookup tasks.web").contains("10.0.1."));
    pass(2);
    String error = "\"task: non-zero exit (137): dockerexec: unhealthy container\"";
    assertTrue(tasks("web").contains("web.1 Shutdown Failed "), tasks("web"));
    assertTrue(tasks("web").contains(error), tasks("web"));
    assertTrue(tasks("web").startsWith("web.1 Ready Ready "), "another one follows");
  }

  @Test
  void a_task_that_never_becomes_healthy_fails_and_is_tried_again() {
    create("--restart-delay 1s --restart-max-attempts 1 --stop-grace-period 0s ");
    pass(14);
    assertEquals(2, tasks("web").split("unhealthy container", -1).length - 1, tasks("web"));
    assertEquals(2, tasks("web").lines().count());
  }

  @Test
  void an_update_waits_until_each_task_is_healthy() {
    ok(
        "a$ docker service create -d --name web --replicas 2 --network ov --stop-grace-period 0s"
            + " net sleep 1000");
    pass(1);
    ok("a$ docker service update -d --health-cmd true --health-interval 5s web");
    pass(5);
    assertEquals(1, tasks("web").split("Starting").length - 1, tasks("web"));
    assertEquals(1, tasks("web").split("Running Running").length - 1, tasks("web"));
    pass(14);
    assertEquals(2, tasks("web").split("Running Running").length - 1, tasks("web"));
    assertEquals(
        "[CMD-SHELL true] 5000000000\n",
        type(
            "a$ docker service inspect -f '{{with .Spec.TaskTemplate.ContainerSpec.Healthcheck}}"
                + "{{.Test}} {{json .Interval}}{{end}}' web"));
    ok("a$ docker service update -d --no-healthcheck web");
    pass(8);
    assertFalse(tasks("web").contains("Starting"));
  }

  @Test
  void a_progress_bar_stands_at_starting() {
    lab.attended();
    String shown =
        type("a$ docker service create --name web --health-cmd true --health-interval 5m net top");
    assertTrue(
        shown.contains("\n1/1: starting  [============================================>      ]\n"),
        shown);
  }

  @Test
  void options_that_contradict_each_other_or_are_negative_are_refused() {
    String create = "a$ docker service create -d --name web ";
    assertEquals(
        "--no-healthcheck conflicts with --health-* options\n",
        type(create + "--no-healthcheck --health-retries 2 net"));
    assertEquals(1, lab.status());
    assertTrue(
        type(create + "--health-timeout -2s net")
            .contains(
                "invalid argument \"-2s\" for \"--health-timeout\" flag: duration cannot be"
                    + " negative"));
    assertEquals(
        "Error response from daemon: rpc error: code = InvalidArgument desc = ContainerSpec:"
            + " Interval in HealthConfig cannot be less than 1ms\n",
        type(create + "--health-cmd true --health-interval 1us net"));
  }

  @Test
  void a_stack_asks_for_the_health_of_its_services() {
    ok(
        "a$ printf 'version: \"3.8\"\nservices:\n  web:\n    image: net\n    command: sleep 1000\n    healthcheck: { test: [CMD, test, -e, /tmp/ok], interval: 1s, retries: 100 }\n' > stack.yml"
            .replace("\n", "\\n"));
    ok("a$ docker stack deploy -c stack.yml shop");
    pass(3);
    assertTrue(tasks("shop_web").startsWith("shop_web.1 Running Starting "), tasks("shop_web"));
    String node = type("a$ docker service ps --format '{{.Node}}' shop_web").strip();
    ok(node + "$ docker exec $(docker ps -lq) sh -c 'echo > /tmp/ok'");
    pass(2);
    assertTrue(tasks("shop_web").startsWith("shop_web.1 Running Running "), tasks("shop_web"));
  }
}

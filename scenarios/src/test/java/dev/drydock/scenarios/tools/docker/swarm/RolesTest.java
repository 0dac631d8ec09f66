package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Tasks that ask for the role of their node, and how long tasks take to go (sessions of Docker
/// 20.10.24 on three hosts).
class RolesTest extends TypedSwarm {
  @BeforeEach
  void form() {
    SwarmOfTwo.form(lab);
    pass(1);
  }

  private String tasks(String service) {
    return type(
        "a$ docker service ps "
            + service
            + " --no-trunc --format '{{.Node}} {{.DesiredState}} {{.CurrentState}} {{.Error}}'");
  }

  @Test
  void a_worker_that_becomes_a_manager_may_not_keep_tasks_for_workers() {
    ok(
        "a$ docker service create -d --name w --mode global --constraint node.role==worker net"
            + " sleep 1000");
    pass(1);
    ok("a$ docker node promote b");
    pass(2);
    String rejected = tasks("w");
    assertTrue(rejected.startsWith("b Shutdown Rejected "), rejected);
    assertTrue(rejected.contains("\"assigned node no longer meets constraints\""), rejected);
    assertEquals("0/0\n", type("a$ docker service ls --format '{{.Replicas}}'"));
    ok("a$ docker node demote b");
    pass(2);
    assertTrue(tasks("w").startsWith("b Running Running "), tasks("w"));
  }

  @Test
  void a_task_is_stopped_a_second_after_that_is_wished() {
    ok(
        "a$ docker service create -d --name w --constraint node.hostname==b --mode global net"
            + " sleep 1000");
    pass(1);
    ok("a$ docker node update --availability drain b");
    pass(10.5);
    assertEquals("1/0\n", type("a$ docker service ls --format '{{.Replicas}}'"));
    assertTrue(tasks("w").startsWith("b Shutdown Running 10 seconds ago"), tasks("w"));
    pass(1);
    assertTrue(tasks("w").startsWith("b Shutdown Shutdown "), tasks("w"));
  }

  @Test
  void a_task_that_was_told_to_end_has_no_ports() {
    String ports = "a$ docker service ps p --format '{{.DesiredState}} {{.Ports}}'";
    ok(
        "a$ docker service create -d --name p --constraint node.hostname==b"
            + " --publish mode=host,published=8080,target=80 nginx");
    pass(1);
    assertEquals("Running *:8080->80/tcp,*:8080->80/tcp\n", type(ports));
    ok("a$ docker node update --availability drain b");
    assertTrue(type(ports).contains("Shutdown \n"), type(ports));
  }

  @Test
  void only_tasks_that_are_to_run_now_count_for_a_global_service() {
    ok("a$ docker service create -d --name g --mode global net sleep 1000");
    pass(1);
    ok("a$ docker service update -d --env-add A=1 g");
    pass(5);
    assertEquals("2/1\n", type("a$ docker service ls --format '{{.Replicas}}'"));
  }

  @Test
  void the_swarm_listens_for_both_families() {
    String sockets = type("a$ ss -lntu | awk '{print $1, $5}'");
    assertTrue(sockets.contains("tcp *:2377\n"), sockets);
    assertTrue(sockets.contains("tcp *:7946\n"), sockets);
    assertTrue(sockets.contains("udp *:7946\n"), sockets);
  }
}

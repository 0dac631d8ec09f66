package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is left for a while of services and networks that were removed, as a session of Docker
/// 20.10.24 shows it.
class RemovedServiceTest extends TypedSwarm {
  @BeforeEach
  void form() {
    SwarmOfTwo.form(lab);
    ok("a$ docker network create -d overlay --subnet 10.20.0.0/24 one");
    ok("a$ docker service create -d --name web --network one busybox sleep 1000");
    pass(3);
  }

  private String onNodes() {
    return type(
        "a$ docker node ps $(docker node ls -q) --format '{{.Name}} {{.DesiredState}}"
            + " {{.CurrentState}}' | sort -u");
  }

  @Test
  void its_tasks_are_listed_under_its_id_until_they_have_ended() {
    String id = type("a$ docker service inspect -f '{{.ID}}' web").strip();
    String task = type("a$ docker service ps -q web").strip();
    assertEquals(task, type("a$ docker service ps -q --format '{{.ID}}' web").strip());
    assertTrue(task.matches("[a-z0-9]{25}"), "recorded with 20.10.24");
    String ids = type("a$ docker node ps -q $(docker node ls -q) | sort -u");
    assertTrue(ids.matches("[a-z0-9]{12}\n") && task.startsWith(ids.strip()), ids);
    ok("a$ docker service rm web");
    assertEquals(id + ".1 Remove Running less than a second ago\n", onNodes());
    assertEquals(
        "remove " + id,
        type("a$ docker inspect -f '{{.DesiredState}} {{.ServiceID}}' " + task).strip());
    assertEquals("no such service: web\n", type("a$ docker service ps web"));
    pass(13);
    assertEquals("", onNodes());
    assertEquals("", type("a$ docker ps -aq") + type("b$ docker ps -aq"));
  }

  @Test
  void a_stack_is_listed_while_tasks_of_it_end() {
    ok("a$ docker service create -d -l com.docker.stack.namespace=st --name st_x busybox sleep 9");
    pass(1);
    ok("a$ docker service rm st_x");
    assertTrue(type("a$ docker stack ps st").contains(" Remove "));
    pass(13);
    assertEquals("nothing found in stack: st\n", type("a$ docker stack ps st"));
  }

  @Test
  void its_network_stays_where_tasks_of_it_have_not_ended() {
    String node = type("a$ docker service ps --format '{{.Node}}' web").strip();
    String other = node.equals("a") ? "b" : "a";
    ok("a$ docker service rm web");
    ok("a$ docker network rm one");
    assertTrue(type(node + "$ docker network ls").contains(" one "));
    assertFalse(type(other + "$ docker network ls").contains(" one "));
    ok("a$ docker network create -d overlay --subnet 10.20.0.0/24 two");
    pass(13);
    assertFalse(type(node + "$ docker network ls").contains(" one "));
    ok("a$ docker service create -d --name next --network two busybox sleep 1000");
    pass(3);
    assertTrue(type("a$ docker service ls").contains(" 1/1 "));
  }

  @Test
  void a_subnet_is_refused_where_a_network_that_goes_still_has_it() {
    ok("a$ docker service update -d --constraint-add node.hostname==a web");
    pass(15);
    ok("a$ docker service rm web");
    ok("a$ docker network rm one");
    ok("a$ docker network create -d overlay --subnet 10.20.0.0/24 two");
    ok("a$ docker service create -d --name n --network two --constraint node.hostname==a busybox");
    pass(2);
    String shown = type("a$ docker service ps --no-trunc n");
    assertTrue(shown.contains("\"Pool overlaps with other one on this address space\""), shown);
  }
}

package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is refused in a swarm, and in which words, as sessions of Docker 20.10.24 on two hosts show
/// it.
class SwarmRefusalsTest extends TypedSwarm {
  private static final String NO_MANAGER =
      "Error response from daemon: This node is not a swarm manager. Worker nodes can't be used to"
          + " view or modify cluster state. Please run this command on a manager node or promote"
          + " the current node to a manager.";

  @BeforeEach
  void attach() {
    SwarmOfTwo.attachTwo(lab);
  }

  @Test
  void managers_are_asked_for_a_network_that_the_engine_does_not_know() {
    String asked =
        "Could not attach to network none-such: rpc error: code = NotFound desc = network none-such"
            + " not found";
    assertTrue(type("b$ docker run -d --network none-such net sleep 9").contains(asked));
    assertEquals(
        "Error response from daemon: " + asked + "\n",
        type("a$ docker network connect none-such one"));
  }

  @Test
  void a_container_comes_onto_a_network_of_the_swarm_once() {
    assertEquals(
        "Error response from daemon: two is already attached to network ov\n",
        type("b$ docker network connect --alias again ov two"));
  }

  @Test
  void a_container_that_is_stopped_may_be_connected_to_what_is_not_there() {
    ok("b$ docker create --name idle net sleep 9");
    assertEquals("", type("b$ docker network connect none-such idle"));
    assertTrue(type("b$ docker start idle").contains("network none-such not found"));
    assertEquals("", type("b$ docker network disconnect none-such idle"));
    ok("b$ docker start idle");
  }

  @Test
  void what_is_left_of_a_removed_network_is_not_removed_again() {
    ok("b$ docker rm -f two");
    ok("a$ docker rm -f one");
    ok("a$ docker service create -d --name web --mode global --network ov net sleep 1000");
    pass(1);
    String id = type("a$ docker network inspect -f '{{.Id}}' ov").strip();
    ok("a$ docker service rm web"); // whose tasks end ten seconds later
    assertEquals("ov\n", type("a$ docker network rm ov"));
    assertEquals(
        "Error response from daemon: network " + id + " not found\n",
        type("a$ docker network rm ov"));
  }

  @Test
  void an_overlay_is_never_of_one_host_alone() {
    assertEquals(
        "Error response from daemon: cannot downgrade network scope for overlay networks\n",
        type("a$ docker network create -d overlay --scope local x"));
  }

  @Test
  void a_registry_is_asked_before_managers_refuse_a_service() {
    ok("a$ docker service create -d --name web --mode global net sleep 1000");
    pass(5);
    ok("a$ echo nameserver 10.9.0.2 > /etc/resolv.conf");
    ok("a$ iptables -A OUTPUT -p udp --dport 53");
    String before = type("a$ iptables -nvxL OUTPUT | tail -1");
    assertTrue(type("a$ docker service create -d --name web net").contains("name conflicts"));
    pass(5);
    assertNotEquals(before, type("a$ iptables -nvxL OUTPUT | tail -1"));
  }

  @Test
  void a_registry_is_asked_though_nobody_leads() {
    ok("a$ docker node promote b");
    pass(3);
    ok("b$ systemctl stop docker");
    pass(25);
    ok("a$ echo nameserver 10.9.0.2 > /etc/resolv.conf");
    ok("a$ iptables -A OUTPUT -p udp --dport 53");
    String before = type("a$ iptables -nvxL OUTPUT | tail -1");
    assertTrue(type("a$ docker service create -d net").contains("does not have a leader"));
    pass(5);
    assertNotEquals(before, type("a$ iptables -nvxL OUTPUT | tail -1"));
  }

  @Test
  void a_worker_refuses_each_thing_that_is_named() {
    String twice = NO_MANAGER + "\n" + NO_MANAGER + "\n";
    assertEquals(twice, type("b$ docker service rm x y"));
    assertEquals(twice, type("b$ docker node rm x y"));
    assertEquals(twice, type("b$ docker secret rm x y"));
    assertEquals(twice, type("b$ docker node ps x y"));
    assertEquals(NO_MANAGER + "\n", type("b$ docker service ps x y"));
    assertEquals(
        "x: " + NO_MANAGER + "\ny: " + NO_MANAGER + "\n", type("b$ docker service scale x=1 y=2"));
    assertEquals(
        "[]\nStatus: " + NO_MANAGER + "\n" + NO_MANAGER + ", Code: 1\n",
        type("b$ docker service inspect x y"));
  }

  @Test
  void the_status_stands_around_all_that_is_not_found() {
    assertEquals(
        "[]\nStatus: Error: no such service: x\nError: no such service: y, Code: 1\n",
        type("a$ docker service inspect x y"));
    assertEquals(
        "[]\nStatus: Error: No such secret: x, Code: 1\n", type("a$ docker secret inspect x"));
  }

  @Test
  void an_address_that_somebody_has_is_not_given_in_time() {
    String refused = type("b$ docker run -d --network ov --ip 10.0.1.2 net sleep 9");
    assertTrue(refused.contains("attaching to network failed, make sure your network"), refused);
    assertTrue(refused.contains("check manager logs: context deadline exceeded"), refused);
  }

  @Test
  void an_engine_takes_nobody_off_a_network_that_is_not_in_use_on_it() {
    ok("a$ docker network create -d overlay --attachable far");
    assertEquals(
        "Error response from daemon: network far not found\n",
        type("a$ docker network disconnect far one"));
  }

  @Test
  void containers_of_a_node_that_is_removed_hold_no_network() {
    ok("a$ docker network create -d overlay --attachable far");
    ok("b$ docker run -d --name three --network far net sleep 1000");
    ok("b$ docker swarm leave");
    String used = type("a$ docker network rm far");
    assertTrue(used.contains(" is in use by task "), used);
    ok("a$ docker node rm --force b");
    assertEquals("far\n", type("a$ docker network rm far"));
  }
}

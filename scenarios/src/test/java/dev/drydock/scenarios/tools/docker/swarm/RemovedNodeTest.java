package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// What becomes of the tasks of a node that is cut off, removed from the list, and leaves in the
/// end: as Docker 20.10.24 did it with three hosts.
class RemovedNodeTest extends TypedSwarm {
  private static final String TASKS =
      "a$ docker service ps --format '{{.Name}} {{.Node}} {{.DesiredState}} {{.CurrentState}}' ";

  private String services() {
    return type("a$ docker service ls --format '{{.Name}} {{.Replicas}}'");
  }

  private void cutOff() {
    SwarmOfTwo.form(lab);
    ok("a$ docker service create -d --name all --mode global net sleep 1000");
    ok("a$ docker service create -d --name two --replicas 2 net sleep 1000");
    pass(3);
    ok("b$ ip link set eth0 down");
    pass(22);
  }

  @Test
  void tasks_of_a_lost_node_count_as_running_still() {
    cutOff();
    assertEquals("all 2/1\ntwo 3/2\n", services());
  }

  @Test
  void tasks_of_a_removed_node_are_orphans_and_go_on() {
    cutOff();
    String id = type("a$ docker node inspect -f '{{.ID}}' b").strip();
    ok("a$ docker node rm b");
    assertEquals("all 1/1\ntwo 2/2\n", services());
    assertTrue(
        type(TASKS + "two").contains(" " + id + " Shutdown Orphaned less than a second ago"));
    assertEquals(1, type(TASKS + "all").lines().count());
    String task = type("a$ docker service ps -q -f desired-state=shutdown two").strip();
    assertEquals(
        "Task belonged to a node that has been deleted\n",
        type("a$ docker inspect -f '{{.Status.Message}}' " + task));
    assertEquals(2, type("b$ docker ps -q").lines().count());
  }

  @Test
  void a_removed_node_may_leave_and_come_back() {
    cutOff();
    ok("a$ docker node rm b");
    ok("b$ ip link set eth0 up");
    String token = type("a$ docker swarm join-token -q worker").strip();
    String join = "b$ docker swarm join --token " + token + " 10.9.0.1";
    assertTrue(type(join).contains("This node is already part of a swarm."));
    assertEquals("Node left the swarm.\n", type("b$ docker swarm leave"));
    assertEquals("", type("b$ docker ps -aq"));
    assertEquals("This node joined a swarm as a worker.\n", type(join));
    pass(2);
    assertEquals("all 2/2\ntwo 2/2\n", services());
  }

  @Test
  void a_network_that_is_not_in_use_here_has_no_containers_to_tell_of() {
    SwarmOfTwo.form(lab);
    ok("a$ docker network create -d overlay --attachable ov");
    String inspect = "a$ docker network inspect -f '{{json .Containers}} {{json .Labels}}' ov";
    assertEquals("null null\n", type(inspect));
    ok("a$ docker run -d --network ov net sleep 1000");
    assertTrue(type(inspect).endsWith(" {}\n"));
  }

  @Test
  void names_of_networks_are_checked_as_those_of_services() {
    SwarmOfTwo.form(lab);
    assertEquals(
        "Error response from daemon: rpc error: code = InvalidArgument desc = name must be valid as"
            + " a DNS name component\n",
        type("a$ docker network create -d overlay 'bad name'"));
  }
}

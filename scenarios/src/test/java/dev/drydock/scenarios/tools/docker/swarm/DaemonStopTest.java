package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.sim.Nanos;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A dockerd that is stopped and started on a node of a swarm, as sessions of Docker 20.10.24 show
/// it: its containers do not heed SIGTERM.
class DaemonStopTest extends TypedSwarm {
  private static final String UNKNOWN = "Temporary failure in name resolution";

  private static final String TASKS =
      "a$ docker service ps --format '{{.DesiredState}} {{.CurrentState}} {{.Error}}' web";

  @BeforeEach
  void serve() {
    SwarmOfTwo.form(lab);
    ok("a$ docker service create -d --name web --constraint node.hostname==b net sleep 1000");
    pass(2);
  }

  private double seconds(String line) {
    long before = lab.lab().loop().nowNanos();
    ok(line);
    return (lab.lab().loop().nowNanos() - before) / (double) Nanos.SECOND;
  }

  private String states() {
    return type(TASKS).replaceAll(" (less than a|\\d+) seconds? ago", "");
  }

  @Test
  void containers_have_their_time_to_end_and_the_swarm_its_farewell() {
    ok("b$ docker run -d --name mine --restart always net sleep 1000");
    assertEquals(10 + 3.1, seconds("b$ systemctl restart docker"), 0.2);
    assertEquals(
        "mine Up\n",
        type("b$ docker ps --format '{{.Names}} {{.Status}}'").replaceAll(" Less.*| \\d.*", ""));
  }

  @Test
  void containers_of_tasks_are_gone_after_that() {
    ok("a$ docker service update -d --init web"); // so that they end at once
    pass(12);
    assertEquals(3.1, seconds("b$ systemctl restart docker"), 0.2);
    assertEquals("", type("b$ docker ps -q"));
    pass(1);
    String states = states();
    assertTrue(states.startsWith("Ready Ready \nShutdown Failed \"No such container:"), states);
    pass(6);
    assertTrue(states().startsWith("Running Running \n"), states());
  }

  @Test
  void managers_believe_in_a_node_until_its_heartbeats_are_missed() {
    String status = "a$ docker node ls --filter name=b --format '{{.Status}}'";
    ok("b$ systemctl stop docker");
    assertEquals("Ready\n", type(status));
    pass(5);
    assertEquals("Down\n", type(status));
    assertTrue(states().startsWith("Ready Pending \"no suitable node"), states());
    assertTrue(states().contains("Shutdown Running \n"), states()); // as it said last
    ok("b$ systemctl start docker");
    pass(8);
    assertTrue(states().contains("Shutdown Shutdown \n"), states());
    assertTrue(states().startsWith("Running Running \n"), states());
  }

  /// As with Docker 20.10.24, twice.
  @Test
  void the_leader_misses_its_own_tasks_as_soon_as_it_answers_again() {
    ok("a$ docker service create -d --name all --mode global net sleep 1000");
    pass(2);
    ok("a$ systemctl restart docker");
    String counted = "a$ docker service ls --filter name=all --format '{{.Replicas}}'";
    assertEquals("1/1\n", type(counted));
    String tasks = type("a$ docker service ps all --format '{{.Node}} {{.DesiredState}}' | sort");
    assertEquals("a Ready\na Shutdown\nb Running\n", tasks);
    pass(7);
    assertEquals("2/2\n", type(counted));
  }

  @Test
  void who_starts_again_takes_part_at_once() {
    ok("a$ docker network create -d overlay --attachable ov");
    ok("b$ docker run -d --name box --network ov net sleep 1000");
    ok("b$ systemctl stop docker");
    pass(30);
    ok("b$ systemctl start docker");
    ok("b$ docker start box");
    pass(1);
    assertEquals("b\n", type("a$ docker node ls --format '{{.Hostname}}' --filter name=b"));
    assertEquals(
        "Up\n", type("b$ docker ps -f name=box --format '{{.Status}}'").replaceAll(" .*", ""));
  }

  @Test
  void the_sandbox_of_the_mesh_goes_with_the_daemon_and_comes_back() {
    String look = "b$ bridge link | grep -c docker_gwbridge";
    assertEquals("1\n", type(look));
    ok("b$ systemctl stop docker");
    assertEquals("0\n", type(look).replaceAll("\\[.*", ""));
    ok("b$ systemctl start docker");
    assertEquals("1\n", type(look));
  }

  /// It knows no other manager, and workers look for theirs once a minute. As with Docker 20.10.24,
  /// twice: for about 45 s neither host finds the other one's containers.
  @Test
  void a_manager_alone_that_starts_again_is_found_by_its_workers_later() {
    ok("a$ docker network create -d overlay --attachable ov");
    ok("a$ docker run -d --init --name one --restart always --network ov net sleep 1000");
    ok("b$ docker run -d --init --name two --network ov net sleep 1000");
    pass(2);
    ok("b$ docker exec two ping -c 1 one");
    ok("a$ systemctl restart docker");
    pass(5);
    assertTrue(type("b$ docker exec two ping -c 1 one").contains(UNKNOWN));
    assertTrue(type("a$ docker exec one ping -c 1 two").contains(UNKNOWN));
    pass(65);
    ok("b$ docker exec two ping -c 1 one");
    ok("a$ docker exec one ping -c 1 two");
  }

  /// As with Docker 20.10.24, twice.
  @Test
  void a_leader_that_starts_again_gives_addresses_from_the_first_that_is_free() {
    ok("a$ docker network create -d overlay --attachable ov");
    ok("b$ docker run -d --name one --network ov net sleep 1000");
    ok("b$ docker run -d --name two --network ov net sleep 1000");
    String address = "b$ docker inspect -f '{{.NetworkSettings.Networks.ov.IPAddress}}' ";
    String first = type(address + "one");
    ok("b$ docker rm -f one");
    ok("b$ docker run -d --name three --network ov net sleep 1000");
    assertEquals("10.0.1.5\n", type(address + "three"));
    ok("a$ systemctl restart docker");
    pass(10);
    ok("b$ docker run -d --name four --network ov net sleep 1000");
    assertEquals(first, type(address + "four"));
  }
}

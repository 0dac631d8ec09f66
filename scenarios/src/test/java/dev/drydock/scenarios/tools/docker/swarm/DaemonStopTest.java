package dev.drydock.scenarios.tools.docker.swarm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.drydock.core.sim.Nanos;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A dockerd that is stopped and started on a node of a swarm, as sessions of Docker 20.10.24 show
/// it: its containers do not heed SIGTERM.
class DaemonStopTest extends TypedSwarm {
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
  void containers_have_their_time_to_end() {
    ok("b$ docker run -d --name mine --restart always net sleep 1000");
    assertEquals(10, seconds("b$ systemctl restart docker"), 0.1);
    assertEquals(
        "mine Up\n",
        type("b$ docker ps -a --format '{{.Names}} {{.Status}}'").replaceAll(" Less.*| \\d.*", ""));
  }

  @Test
  void containers_of_tasks_are_gone_after_that() {
    ok("b$ systemctl restart docker");
    assertEquals("", type("b$ docker ps -aq"));
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
    pass(6);
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
}
